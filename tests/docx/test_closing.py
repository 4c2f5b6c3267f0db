"""Below the text: signatories in Finnish order, annexes with numbers, dissents on pages of their own."""

import pytest
from lxml import etree

from consult.docx import Layout, read_document, write_clean
from consult.docx.archive import unpack
from consult.docx.layout import Dissent, Logo, Signatory
from consult.text import Block, BlockKind, Document
from tests.docx import full
from tests.docx.documents import LAYOUT
from tests.docx.wordfile import w

TEXT = Document((Block("b1", BlockKind.PARAGRAPH, "Sana."),))


def paragraphs(layout: Layout, document: Document = TEXT) -> list[tuple[str, str]]:
    """Style and words of every paragraph of the body, tables included."""
    root = etree.fromstring(unpack(write_clean(document, layout))["word/document.xml"])
    return [
        (str(p.find(f"{w('pPr')}/{w('pStyle')}").get(w("val"))), "".join(str(t.text) for t in p.iter(w("t"))))  # type: ignore[union-attr]  # every paragraph of ours has a style
        for p in root.iter(w("p"))
    ]


def words(layout: Layout, *styles: str) -> list[str]:
    return [text for style, text in paragraphs(layout) if style in styles]


@pytest.fixture
def layout() -> Layout:
    return full.layout()


def test_main_points_come_before_the_text(layout: Layout) -> None:
    order = [style for style, _ in paragraphs(layout)]
    assert order.index("Title") < order.index("ConsultPoint") < order.index("BodyText")
    assert words(layout, "ConsultPoint") == list(layout.main_points)


def test_signatories_stand_in_finnish_order_with_a_header(layout: Layout) -> None:
    table = words(layout, "TableHeading", "TableText")
    assert table[:3] == ["Järjestö", "Kotipaikka", "Allekirjoittaja"]
    names = table[3::3]
    assert len(names) == 35
    assert names[0] == "Ahon kyläyhdistys itä ry"
    assert "".join(name[0] for name in names) == "AAAÉÉHHHJJJKKKKKKVVVWWWZZZÅÅÅÄÄÄÖÖÖ"


def test_columns_that_nobody_fills_are_left_out() -> None:
    bare = Layout(title="", date=LAYOUT.date, signatories=(Signatory("Aho ry"), Signatory("Öljy ry")))
    assert words(bare, "TableHeading", "TableText") == ["Järjestö", "Aho ry", "Öljy ry"]


def test_the_order_below_the_text_is_that_of_the_standard(layout: Layout) -> None:
    assert words(layout, "ConsultLabel") == ["Liitteet", "Jakelu", "Tiedoksi", "Yhteystiedot"]
    assert words(layout, "ConsultLine")[:2] == [
        "Liite 1 Eriävät näkemykset",
        "Liite 2 Järjestökyselyn tulokset",
    ]


def test_dissents_are_the_first_annex_on_a_page_of_their_own(layout: Layout) -> None:
    root = etree.fromstring(unpack(write_clean(TEXT, layout))["word/document.xml"])
    assert len(list(root.iter(w("pageBreakBefore")))) == 1
    assert words(layout, "ConsultHeading")[-1] == "Liite 1 Eriävät näkemykset"
    assert words(layout, "ConsultName") == ["Ahon kyläyhdistys ry", "Ätäkylän martat ry"]
    assert words(layout, "ConsultText")[-2:] == [
        "Emme kannata kolmen vuoden avustuksia.",
        "Vuosi on riittävä aika.",
    ]


def test_annexes_count_from_one_without_dissents() -> None:
    bare = Layout(title="", date=LAYOUT.date, annexes=("Kysely",))
    assert bare.annex_lines == ("Liite 1 Kysely",)
    assert Layout(title="", date=LAYOUT.date, dissents=(Dissent("Aho ry", "Ei."),)).annex_lines == (
        "Liite 1 Eriävät näkemykset",
    )


def test_nothing_around_the_text_comes_back(layout: Layout) -> None:
    read = read_document(write_clean(TEXT, layout, full.PICTURES))
    assert [block.text for block in read.document.blocks] == ["Sana."]
    assert read.title == layout.title


def test_footer_lines_stand_on_every_page_and_the_logo_has_words(layout: Layout) -> None:
    parts = unpack(write_clean(TEXT, layout))
    assert layout.footer_lines[0].encode() in parts["word/footer1.xml"]
    assert parts["word/document.xml"].count(b"<w:footerReference") == 2
    assert 'descr="Kuusiniemen järjestöt"'.encode() in parts["word/document.xml"]
    assert "word/footer1.xml" not in unpack(write_clean(TEXT, LAYOUT))


def test_a_logo_that_is_no_picture_leaves_no_trace() -> None:
    broken = Layout(title="", date=LAYOUT.date, logo=Logo(b"no picture", "x"))
    assert "ConsultLogo" not in [style for style, _ in paragraphs(broken)]


def test_a_chosen_option_stands_first_under_its_heading_and_is_no_part_of_the_text() -> None:
    heading = Block("b1", BlockKind.HEADING, "Roolit", 1)
    statement = Document((heading, Block("b2", BlockKind.NUMBERED, "Yksi."), heading_of("b3", "Muuta")))
    layout = Layout(title="Lausunto", date=LAYOUT.date, answers={"b1": "Kyllä", "b9": "Ei"})
    said = [pair for pair in paragraphs(layout, statement) if pair[1]]
    place = next(n for n, (_, told) in enumerate(said) if told == "Roolit")
    assert said[place + 1] == ("ConsultAnswer", "Valittu vaihtoehto: Kyllä")
    read = read_document(write_clean(statement, layout)).document
    assert [block.text for block in read.blocks] == ["Roolit", "Yksi.", "Muuta"]


def heading_of(block_id: str, words: str) -> Block:
    return Block(block_id, BlockKind.HEADING, words, 1)


def test_an_option_that_no_heading_answers_stands_behind_the_text_and_is_no_part_of_it() -> None:
    statement = Document((heading_of("b1", "Roolit"), Block("b2", BlockKind.PARAGRAPH, "Selkeät.")))
    layout = Layout(
        title="", date=LAYOUT.date, closing=("Kiitämme.",), loose_answers=(("Onko muuta?", "Ei"),)
    )
    said = [told for _, told in paragraphs(layout, statement) if told]
    assert said[said.index("Selkeät.") + 1 :][:3] == ["Onko muuta?", "Valittu vaihtoehto: Ei", "Kiitämme."]
    read = read_document(write_clean(statement, layout)).document
    assert [block.text for block in read.blocks] == ["Roolit", "Selkeät."]
