"""What an exported file must be: valid, ours, Finnish, A4, with real styles, lists and properties."""

import datetime
import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from lxml import etree

from consult.docx import write_clean
from consult.text.document import Block, BlockKind, Document, Mark, MarkKind
from tests.docx.documents import LAYOUT
from tests.docx.wordfile import R, W

Parts = dict[str, bytes]
CORE = "docProps/core.xml"


def written(*blocks: Block, **changes: object) -> Parts:
    """The parts of an export."""
    data = write_clean(Document(blocks), replace(LAYOUT, **changes))  # type: ignore[arg-type]  # fields by name
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def body(parts: Parts) -> etree._Element:
    """The main part."""
    return etree.fromstring(parts["word/document.xml"])


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def item(kind: BlockKind, level: int = 0) -> Block:
    return Block(f"i{level}", kind, "kohta", level)


def paragraph(text: str, *marks: Mark) -> Block:
    return Block("b1", BlockKind.PARAGRAPH, text, marks=marks)


TABLE = (
    Block("t", BlockKind.TABLE),
    Block("r", BlockKind.ROW, level=1, parent="t"),
    Block("c", BlockKind.CELL, "Järjestö", parent="r"),
)
EVERYTHING = (
    Block("h", BlockKind.HEADING, "Pääkohdat", 1),
    paragraph("Linkki", Mark(0, 6, MarkKind.LINK, "https://esimerkki.fi")),
    item(BlockKind.NUMBERED),
    *TABLE,
)


def test_every_part_is_xml_and_every_relationship_leads_somewhere() -> None:
    parts = written(*EVERYTHING)
    for name, data in parts.items():
        root = etree.fromstring(data)
        if not name.endswith(".rels"):
            continue
        folder = name.partition("_rels/")[0]
        for link in root:
            target = str(link.get("Target"))
            assert link.get("TargetMode") == "External" or (folder + target).lstrip("/") in parts


def test_every_part_has_a_content_type_and_no_entry_a_clock() -> None:
    with zipfile.ZipFile(BytesIO(write_clean(Document(EVERYTHING), LAYOUT))) as archive:
        types = archive.read("[Content_Types].xml").decode()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = archive.namelist()
    assert names[0] == "[Content_Types].xml"
    for name in names[1:]:
        assert f'PartName="/{name}"' in types or name.endswith(".rels")


def test_used_relationships_exist() -> None:
    parts = written(*EVERYTHING)
    known = set(re.findall(rb'Id="([^"]+)"', parts["word/_rels/document.xml.rels"]))
    used = set(re.findall(rb'r:id="([^"]+)"', parts["word/document.xml"]))
    assert used
    assert used <= known


def test_bookmarks_are_unique_closed_and_named_after_their_blocks() -> None:
    root = body(written(*EVERYTHING))
    starts, ends = list(root.iter(w("bookmarkStart"))), list(root.iter(w("bookmarkEnd")))
    assert sorted(str(e.get(w("id"))) for e in starts) == sorted(str(e.get(w("id"))) for e in ends)
    names = [e.get(w("name")) for e in starts]
    assert names == [f"_blk_{block.id}" for block in EVERYTHING]
    assert len({e.get(w("id")) for e in starts}) == len(starts)


def test_ids_that_word_does_not_allow_get_no_bookmark() -> None:
    root = body(written(replace(paragraph("Sana"), id="ä b"), replace(paragraph("Sana"), id="x" * 50)))
    assert not list(root.iter(w("bookmarkStart")))


def test_page_is_a4_with_the_margins_of_the_standard() -> None:
    root = body(written(paragraph("Sana")))
    size, margin = next(root.iter(w("pgSz"))), next(root.iter(w("pgMar")))
    assert (size.get(w("w")), size.get(w("h"))) == ("11906", "16838")
    assert margin.get(w("left")) == margin.get(w("bottom")) == "1134"
    assert all(int(str(margin.get(w(side)))) >= 567 for side in ("top", "right"))


def test_file_is_finnish_or_what_the_layout_says() -> None:
    for language in ("fi-FI", "sv-FI"):
        parts = written(paragraph("Sana"), language=language)
        assert f'w:lang w:val="{language}"'.encode() in parts["word/styles.xml"]
        assert f'w:themeFontLang w:val="{language}"'.encode() in parts["word/settings.xml"]
        assert f"<dc:language>{language}<".encode() in parts[CORE]


def test_nothing_tells_of_the_library() -> None:
    assert not [name for name, data in written(*EVERYTHING).items() if b"python" in data.lower()]


def test_properties_equal_the_visible_data() -> None:
    core = written(paragraph("Sana"))[CORE].decode()
    shown = (LAYOUT.title, LAYOUT.sender, LAYOUT.subject, LAYOUT.document_type, LAYOUT.register_number)
    for value in (*shown, "2025-09-04T12:00:00Z"):
        assert f">{value}<" in core


def test_version_number_and_hash_are_custom_properties() -> None:
    custom = written(paragraph("Sana"))["docProps/custom.xml"].decode()
    assert 'name="ConsultVersion"' in custom
    assert ">2<" in custom
    assert f">{'ab' * 32}<" in custom


def test_page_numbers_are_fields_and_the_first_page_has_its_own_header() -> None:
    parts = written(paragraph("Sana"))
    for name in ("word/header1.xml", "word/header2.xml"):
        codes = [str(e.get(w("instr"))).strip() for e in etree.fromstring(parts[name]).iter(w("fldSimple"))]
        assert codes == ["PAGE", "NUMPAGES"]
    assert LAYOUT.register_number.encode() in parts["word/header1.xml"]
    assert LAYOUT.register_number.encode() not in parts["word/header2.xml"]
    assert next(body(parts).iter(w("titlePg"))) is not None


@pytest.mark.parametrize("level", [1, 2, 3])
def test_headings_are_real_styles_with_real_numbers(level: int) -> None:
    parts = written(Block("h", BlockKind.HEADING, "Otsikko", level))
    assert f'w:pStyle w:val="Heading{level}"'.encode() in parts["word/document.xml"]
    assert f'w:name w:val="heading {level}"'.encode() in parts["word/styles.xml"]
    assert f'w:pStyle w:val="Heading{level}"'.encode() in parts["word/numbering.xml"]


def instances(*blocks: Block) -> list[int]:
    """The list instances of the items, in order."""
    numbers = [int(str(e.get(w("val")))) for e in body(written(*blocks)).iter(w("numId"))]
    order = list(dict.fromkeys(numbers))
    return [order.index(number) for number in numbers]


def test_list_goes_on_after_what_is_nested_in_it() -> None:
    number, bullet = item(BlockKind.NUMBERED), item(BlockKind.BULLET, 1)
    assert instances(number, bullet, bullet, number) == [0, 1, 1, 0]


def test_list_starts_anew_after_other_text_and_inside_another_item() -> None:
    number, inner = item(BlockKind.NUMBERED), item(BlockKind.NUMBERED, 1)
    assert instances(number, paragraph("väli"), number) == [0, 1]
    assert instances(number, inner, number, inner) == [0, 1, 0, 2]


def test_header_rows_repeat_and_no_row_breaks() -> None:
    root = body(written(*TABLE, replace(TABLE[1], id="r2", level=0)))
    assert len(list(root.iter(w("tblHeader")))) == 1
    assert len(list(root.iter(w("cantSplit")))) == 2


def test_columns_add_up_to_the_width_of_the_table() -> None:
    root = body(written(*TABLE, Block("c2", BlockKind.CELL, "pitkä selitys " * 20, parent="r")))
    widths = [int(str(e.get(w("w")))) for e in root.iter(w("gridCol"))]
    assert sum(widths) == 8334
    assert widths[1] > widths[0]


def test_no_column_is_narrower_than_its_longest_word_where_that_fits() -> None:
    words = ("Avustuslaji", "pitkä selitys " * 30, "Enimmäismäärä", "Kesto")
    cells = [Block(f"c{number}", BlockKind.CELL, word, parent="r") for number, word in enumerate(words)]
    root = body(written(*TABLE[:2], *cells))
    widths = [int(str(e.get(w("w")))) for e in root.iter(w("gridCol"))]
    assert sum(widths) == 8334
    assert widths[2] >= 13 * 120
    huge = [replace(cell, text="x" * 60) for cell in cells]
    widths = [int(str(e.get(w("w")))) for e in body(written(*TABLE[:2], *huge)).iter(w("gridCol"))]
    assert sum(widths) == 8334


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/passwd", "//ilman.fi", "http://[x", ""]
)
def test_only_web_and_mail_links_leave(target: str) -> None:
    parts = written(paragraph("Linkki", Mark(0, 6, MarkKind.LINK, target)))
    assert b"External" not in parts["word/_rels/document.xml.rels"]
    assert b"Linkki" in parts["word/document.xml"]


def test_same_address_is_one_relationship() -> None:
    marks = [Mark(at, at + 1, MarkKind.LINK, "https://esimerkki.fi") for at in (0, 3)]
    parts = written(paragraph("sanat", *marks))
    assert parts["word/_rels/document.xml.rels"].count(b"External") == 1
    assert parts["word/document.xml"].count(b"<w:hyperlink") == 2


def test_no_character_breaks_the_file() -> None:
    hostile = "a\x00\x08\x0b\x1f\ud800\ufffe\uffff<&>\"'\u202eb"
    parts = written(
        paragraph(hostile), title=hostile * 99, sender=hostile, recipient=hostile, subject=hostile
    )
    assert "<&>" in "".join(str(t.text) for t in body(parts).iter(w("t")))
    for data in parts.values():
        etree.fromstring(data)


def test_text_never_becomes_a_field() -> None:
    assert b"instrText" not in written(paragraph('HYPERLINK "https://esimerkki.fi"'))["word/document.xml"]


def test_empty_data_leave_no_trace() -> None:
    bare = replace(
        LAYOUT, sender="", recipient="", subject="", register_number="", document_type="", title=""
    )
    data = write_clean(Document(), replace(bare, version_number=0, date=datetime.date(2025, 1, 2)))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        words = [str(e.text) for e in etree.fromstring(archive.read("word/document.xml")).iter(w("t"))]
    assert words == ["2.1.2025"]


def test_long_sender_does_not_run_into_the_document_type() -> None:
    root = body(written(paragraph("Sana"), sender="Järjestö " * 10))
    assert [len(list(e.iter(w("tab")))) for e in root.iter(w("p"))][:2] == [0, 0]


def test_labels_and_place_are_the_layouts() -> None:
    parts = written(paragraph("Sana"), labels={"subject": "Ärende", "version": "Version"}, place="Kuusiniemi")
    words = [str(e.text) for e in body(parts).iter(w("t"))]
    assert {"Ärende", "Version 2", "Kuusiniemi 4.9.2025"} <= set(words)


def test_main_part_declares_what_it_uses() -> None:
    assert body(written(*EVERYTHING)).nsmap == {"w": W, "r": R}
