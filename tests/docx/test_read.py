"""What is understood in Word files of others: styles in any language, lists, links, tracked changes."""

import pytest

from consult.docx import LEFT_OUT_KINDS, LeftOut, Refused, read_document
from consult.docx.names import to_transitional
from consult.text.document import Block, BlockKind, Mark, MarkKind
from tests.docx.wordfile import MC, link, p, pack, parts, style, t, word_file

BULLETS = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:pStyle w:val="Ala"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:numFmt w:val="none"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
)


Links = tuple[str, ...]
OUTLINE_TEXT = '<w:outlineLvl w:val="9"/>'


def blocks(body: str, styles: str = "", numbering: str = "", links: Links = ()) -> tuple[Block, ...]:
    return read_document(word_file(body, styles=styles, numbering=numbering, links=links)).document.blocks


def texts(body: str, styles: str = "") -> list[str]:
    return [block.text for block in blocks(body, styles)]


def left_out(body: str, styles: str = "", links: Links = ()) -> dict[str, int]:
    read = read_document(word_file(body, styles=styles, links=links))
    assert all(item.kind in LEFT_OUT_KINDS for item in read.left_out)
    return {item.kind: item.count for item in read.left_out}


@pytest.mark.parametrize(
    ("id_", "definition", "level"),
    [
        ("Otsikko1", style("Otsikko1", "heading 1"), 1),
        ("berschrift2", style("berschrift2", "heading 2"), 2),
        ("X", style("X", "Otsikko 3"), 3),
        ("Oma", style("Oma", "Oma", '<w:basedOn w:val="O"/>') + style("O", "heading 2"), 2),
        ("Oma", style("Oma", "Oma", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'), 2),
        ("H6", style("H6", "heading 6"), 3),
    ],
)
def test_headings_are_known_by_the_name_of_their_style(id_: str, definition: str, level: int) -> None:
    block = blocks(p("Otsake", style=id_), definition)[0]
    assert (block.kind, block.level) == (BlockKind.HEADING, level)


def test_outline_level_of_the_paragraph_wins() -> None:
    body = p("Otsake", properties='<w:outlineLvl w:val="0"/>')
    body += p("Teksti", style="H", properties=OUTLINE_TEXT)
    assert [b.kind for b in blocks(body, style("H", "heading 1"))] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_styles_based_on_each_other_in_a_circle_end() -> None:
    circle = style("A", "A", '<w:basedOn w:val="B"/>') + style("B", "B", '<w:basedOn w:val="A"/>')
    assert blocks(p("Sana", style="A"), circle)[0].kind is BlockKind.PARAGRAPH


def test_title_is_taken_once_and_a_second_one_is_a_heading() -> None:
    body = p("Lausunto", style="Otsikko") + p("Toinen", style="Otsikko")
    read = read_document(word_file(body, styles=style("Otsikko", "Title")))
    assert read.title == "Lausunto"
    assert [(b.kind, b.text) for b in read.document.blocks] == [(BlockKind.HEADING, "Toinen")]


def numbered(level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>'


def test_list_kinds_and_levels_come_from_the_numbering() -> None:
    body = "".join(p("kohta", properties=numbered(level)) for level in (0, 1, 2))
    found = [(b.kind, b.level) for b in blocks(body, numbering=BULLETS)]
    assert found == [(BlockKind.BULLET, 0), (BlockKind.NUMBERED, 1), (BlockKind.PARAGRAPH, 0)]


def test_list_in_the_style_counts_and_the_paragraph_can_switch_it_off() -> None:
    styles = style("Luettelo", "Luettelo", '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>')
    styles += style("Ala", "Ala", '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>')
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("a", style="Luettelo") + p("b", style="Ala") + p("c", style="Luettelo", properties=off)
    found = [(b.kind, b.level) for b in blocks(body, styles, BULLETS)]
    assert found == [(BlockKind.BULLET, 0), (BlockKind.NUMBERED, 1), (BlockKind.PARAGRAPH, 0)]


def test_list_known_by_the_name_of_its_style_alone() -> None:
    styles = style("L", "List Bullet 2") + style("N", "List Number")
    found = [(b.kind, b.level) for b in blocks(p("a", style="L") + p("b", style="N"), styles)]
    assert found == [(BlockKind.BULLET, 1), (BlockKind.NUMBERED, 0)]


def test_bold_and_italic_by_run_and_by_character_style() -> None:
    strong = style("Vahva", "Strong", "<w:rPr><w:b/></w:rPr>", kind="character")
    runs = (t("yksi ", "<w:b/>"), t("kaksi ", '<w:rStyle w:val="Vahva"/>'), t("kolme", '<w:i w:val="1"/>'))
    off = t(" neljä", '<w:rStyle w:val="Vahva"/><w:b w:val="0"/>')
    assert blocks(p(*runs, off), strong)[0].marks == (
        Mark(0, 11, MarkKind.BOLD),
        Mark(11, 16, MarkKind.ITALIC),
    )


def test_links_of_the_web_and_of_mail_stay_and_others_are_named() -> None:
    links = (
        link("a", "https://esimerkki.fi"),
        link("b", "file:///etc/passwd"),
        link("c", "javascript:alert(1)"),
    )
    body = p(*(f'<w:hyperlink r:id="{id_}">{t("sana")}</w:hyperlink>' for id_ in "abc"))
    block = blocks(body, links=links)[0]
    assert block.text == "sanasanasana"
    assert block.marks == (Mark(0, 4, MarkKind.LINK, "https://esimerkki.fi"),)
    assert left_out(body, links=links) == {"links": 2}


def field(*codes: str) -> str:
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        char.format("begin")
        + "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
        + char.format("separate")
        + t("tulos")
        + char.format("end")
    )


def test_fields_show_their_result_and_a_link_field_is_a_link() -> None:
    body = p(field(" PAGE "), field(' HYPERLINK "mailto:', 'a@b.fi" '), t(" perässä"))
    block = blocks(body)[0]
    assert (block.text, block.marks) == ("tulostulos perässä", (Mark(5, 10, MarkKind.LINK, "mailto:a@b.fi"),))


def test_words_inside_controls_tags_and_simple_fields_are_read() -> None:
    inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{t('a')}</w:sdtContent></w:sdt><w:smartTag>{t('b')}</w:smartTag>"
    inner += f'<w:fldSimple w:instr=" DATE ">{t("c")}</w:fldSimple>'
    outer = f"<w:sdt><w:sdtContent>{p(inner)}</w:sdtContent></w:sdt>"
    assert texts(outer) == ["abc"]


def test_fallback_is_not_read_twice() -> None:
    choice = (
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice>{{}}</mc:Choice><mc:Fallback>{{}}</mc:Fallback>'
    )
    choice += "</mc:AlternateContent>"
    assert texts(choice.format(p("uusi"), p("vanha")) + p(choice.format(t("a"), t("b")))) == ["uusi", "a"]


def test_tracked_changes_are_read_as_accepted_and_named() -> None:
    body = p(f'{t("pysyy ")}<w:ins w:id="1">{t("uusi")}</w:ins><w:del w:id="2">{t("vanha")}</w:del>')
    body += p(f"<w:moveFrom>{t('täältä')}</w:moveFrom>") + p(f"<w:moveTo>{t('tänne')}</w:moveTo>")
    body += p(f"<w:ins>{t('a')}<w:del>{t('b')}</w:del></w:ins>")
    assert texts(body) == ["pysyy uusi", "tänne", "a"]
    assert left_out(body)["tracked_changes"] == 6


DELETED_MARK = '<w:rPr><w:del w:id="9"/></w:rPr>'


def test_deleted_paragraph_mark_joins_with_the_next_paragraph() -> None:
    body = p("alku ", properties=DELETED_MARK) + p("loppu", style="H")
    block = blocks(body, style("H", "heading 1"))[0]
    assert (block.kind, block.text) == (BlockKind.HEADING, "alku loppu")
    assert texts(p("yksin", properties=DELETED_MARK)) == ["yksin"]


def test_deleted_row_is_gone() -> None:
    row = "<w:tr><w:trPr>{}</w:trPr><w:tc>{}</w:tc></w:tr>"
    table = f"<w:tbl>{row.format('', p('a'))}{row.format('<w:del/>', p('b'))}</w:tbl>"
    assert [b.text for b in blocks(table) if b.kind is BlockKind.CELL] == ["a"]


def test_strict_namespaces_are_read() -> None:
    strict = {
        name: data.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, data in parts(p("Otsake", style="H"), styles=style("H", "heading 1")).items()
    }
    assert b"purl" in strict["word/document.xml"]
    assert read_document(pack(strict)).document.blocks[0].kind is BlockKind.HEADING
    assert b"purl" not in to_transitional(strict["word/document.xml"])


def test_sixteen_bit_parts_are_read() -> None:
    entries = parts(p("Äiti"))
    text = '<?xml version="1.0" encoding="UTF-16"?>' + entries["word/document.xml"].decode()
    assert texts_of(entries | {"word/document.xml": text.encode("utf-16")}) == ["Äiti"]


def texts_of(entries: dict[str, bytes]) -> list[str]:
    return [block.text for block in read_document(pack(entries)).document.blocks]


def test_breaks_tabs_and_hyphens_are_characters_and_page_breaks_are_nothing() -> None:
    run = '<w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:br w:type="page"/><w:noBreakHyphen/>'
    assert texts(p(f"<w:r>{run}</w:r>")) == ["a\nb\tc\u2011"]
    assert texts(p('<w:r><w:br w:type="page"/></w:r>') + p("\x85")) == []


def test_letters_are_composed_across_runs_and_invisible_ones_are_gone() -> None:
    block = blocks(p(t("a"), t("\u0308iti\u202e", "<w:b/>"), t(" on")))[0]
    assert (block.text, block.marks) == ("äiti on", (Mark(1, 4, MarkKind.BOLD),))


def test_contents_are_left_out_because_they_are_derived() -> None:
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body = f"<w:sdt>{gallery}<w:sdtContent>{p('Sisällys')}</w:sdtContent></w:sdt>" + p("1 Alku 2", style="S1")
    styles = style("S1", "toc 1")
    assert texts(body, styles) == []
    assert left_out(body, styles) == {"contents": 1}


@pytest.mark.parametrize(
    ("inside", "kind"),
    [
        ('<w:footnoteReference w:id="2"/>', "footnotes"),
        ('<w:endnoteReference w:id="2"/>', "footnotes"),
        ('<w:commentReference w:id="2"/>', "comments"),
        ("<w:drawing><pic/></w:drawing>", "pictures"),
        ("<w:drawing><chart/></w:drawing>", "charts"),
        ("<w:drawing><wsp/></w:drawing>", "shapes"),
        ("<w:pict><textbox/></w:pict>", "text_boxes"),
        ("<w:object/>", "embedded"),
        ('<w:sym w:font="Wingdings" w:char="F0FC"/>', "symbols"),
    ],
)
def test_what_cannot_be_kept_is_counted(inside: str, kind: str) -> None:
    assert left_out(p(f"<w:r>{inside}</w:r>", f"<w:r>{inside}</w:r>")) == {kind: 2}


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ("<w:strike/>", "strikethrough"),
        ('<w:vertAlign w:val="superscript"/>', "raised"),
    ],
)
def test_looks_that_mean_something_are_counted_and_their_words_kept(properties: str, kind: str) -> None:
    assert left_out(p(t("sana", properties))) == {kind: 1}
    assert texts(p(t("sana", properties))) == ["sana"]
    assert left_out(p(t("sana", '<w:strike w:val="0"/><w:u w:val="none"/>'))) == {}


def test_hidden_words_stay_hidden() -> None:
    assert texts(p(t("näkyy"), t("ei", "<w:vanish/>"))) == ["näkyy"]
    assert left_out(p(t("ei", "<w:vanish/>"))) == {"hidden_text": 1}


def test_formula_is_kept_as_its_letters() -> None:
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    body = p(f'<m:oMath xmlns:m="{math}"><m:r><m:t>a+b</m:t></m:r></m:oMath>')
    assert texts(body) == ["a+b"]
    assert left_out(body) == {"formulas": 1}


def test_headers_with_words_are_counted() -> None:
    entries = parts(p("a"), links=[link("h", "header1.xml", "header", "Internal")])
    header = entries["word/document.xml"].replace(b"w:body", b"w:hdr")
    assert read_document(pack(entries | {"word/header1.xml": header})).left_out == (LeftOut("headers", 1),)


def test_parts_of_another_format_are_counted() -> None:
    assert left_out(p("a"), links=(link("x", "muu.html", "aFChunk", "Internal"),)) == {"foreign_parts": 1}


def test_empty_file_is_an_empty_document() -> None:
    assert blocks("") == ()


@pytest.mark.parametrize("gone", ["word/document.xml", "_rels/.rels"])
def test_missing_main_part_is_refused(gone: str) -> None:
    entries = parts(p("a"))
    del entries[gone]
    with pytest.raises(Refused):
        read_document(pack(entries))


def test_missing_styles_and_numbering_are_no_obstacle() -> None:
    entries = parts(p("a", style="H", properties=numbered(0)))
    del entries["word/styles.xml"], entries["word/numbering.xml"]
    assert texts_of(entries) == ["a"]


def test_underline_by_run_and_by_character_style_but_not_of_links() -> None:
    styles = style("V", "Viiva", '<w:rPr><w:u w:val="single"/></w:rPr>', kind="character")
    runs = (t("yksi ", '<w:u w:val="single"/>'), t("kaksi", '<w:rStyle w:val="V"/>'), t(" kolme"))
    off = t(" neljä", '<w:rStyle w:val="V"/><w:u w:val="none"/>')
    assert blocks(p(*runs, off), styles)[0].marks == (Mark(0, 10, MarkKind.UNDERLINE),)
    linked = f'<w:hyperlink r:id="a">{t("sana", "<w:u/>")}</w:hyperlink>'
    (block,) = blocks(p(linked), links=(link("a", "https://esimerkki.fi"),))
    assert [mark.kind for mark in block.marks] == [MarkKind.LINK]


def test_formats_that_were_changed_with_tracking_are_taken_as_they_are_now_and_told() -> None:
    run = t("sana", '<w:b/><w:rPrChange w:id="1"><w:rPr/></w:rPrChange>')
    body = p(run, style="H", properties='<w:pPrChange w:id="2"><w:pPr/></w:pPrChange>')
    block = blocks(body, style("H", "heading 1"))[0]
    assert block.kind is BlockKind.HEADING
    assert left_out(body, style("H", "heading 1")) == {"tracked_changes": 2}
