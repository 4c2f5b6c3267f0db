"""Numbers and bullets typed by hand."""

import pytest

from consult.docx import read_document
from consult.text.document import BlockKind
from tests.docx.wordfile import p, style, t, word_file


def read(*texts: str, heading: bool = False) -> list[tuple[str, str]]:
    styles = style("H", "heading 1")
    body = "".join(p(text, style="H" if heading else "") for text in texts)
    return [(b.kind, b.text) for b in read_document(word_file(body, styles=styles)).document.blocks]


def headings(*texts: str) -> list[str]:
    return [text for _, text in read(*texts, heading=True)]


@pytest.mark.parametrize("form", ["{}. {}", "{} {}", "{}) {}", "{}.\u00a0{}"])
def test_numbers_that_count_up_are_taken_off_headings(form: str) -> None:
    assert headings(form.format(1, "Alku"), "Väli", form.format(2, "Loppu")) == ["Alku", "Väli", "Loppu"]


def test_numbers_with_points_are_always_taken_off() -> None:
    assert headings("1.2 Tausta", "2.3.1. Muuta") == ["Tausta", "Muuta"]


@pytest.mark.parametrize("text", ["3 asiaa yhdessä", "2026 alkaa", "1. vaihe", "1.8.2026 alkaen", "1.2"])
def test_other_numbers_are_words_of_the_heading(text: str) -> None:
    assert headings(text) == [text]


def test_heading_that_word_numbers_keeps_its_own_numbers() -> None:
    numbering = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"/></w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    styles = style("H", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    body = p("1. vaihe", style="H") + p("2. vaihe", style="H")
    found = read_document(word_file(body, styles=styles, numbering=numbering)).document.blocks
    assert [(block.kind, block.text) for block in found] == [
        (BlockKind.HEADING, "1. vaihe"),
        (BlockKind.HEADING, "2. vaihe"),
    ]


def test_taken_off_numbers_are_told() -> None:
    styles = style("H", "heading 1")
    left = read_document(word_file(p("1.1 Alku", style="H"), styles=styles)).left_out
    assert [(item.kind, item.count) for item in left] == [("typed_numbers", 1)]


def test_typed_bullet_makes_an_item() -> None:
    assert read("•\tomaishoito", "teksti") == [("bullet", "omaishoito"), ("paragraph", "teksti")]


def test_dashes_and_numbers_make_items_only_as_neighbours() -> None:
    assert read("- yksi", "- kaksi") == [("bullet", "yksi"), ("bullet", "kaksi")]
    assert read("1) yksi", "2) kaksi") == [("numbered", "yksi"), ("numbered", "kaksi")]
    assert read("- yksi", "väli", "- kaksi")[0] == ("paragraph", "- yksi")
    assert read("4. päivä", "8. päivä")[0] == ("paragraph", "4. päivä")


def test_looks_of_the_words_behind_the_bullet_stay() -> None:
    found = read_document(word_file(p(t("• "), t("tärkeä", "<w:b/>")))).document.blocks[0]
    assert [(mark.start, mark.end) for mark in found.marks] == [(0, 6)]


def test_heading_that_is_bold_all_through_is_just_a_heading() -> None:
    body = p(t("Alku", "<w:b/>"), style="H") + p(t("Al"), t("ku", "<w:b/>"), style="H")
    found = read_document(word_file(body, styles=style("H", "heading 1"))).document.blocks
    assert [len(block.marks) for block in found] == [0, 1]
