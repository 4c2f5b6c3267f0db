"""Written clean and read back, a document is the same."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from consult.docx import read_document, read_upload, write_clean
from consult.text.document import Block, BlockKind, Document, Mark, MarkKind
from tests.docx.documents import LAYOUT, PICTURES, documents


@settings(max_examples=120, deadline=None)
@given(documents())
def test_any_document_comes_back_equal(document: Document) -> None:
    assert read_document(write_clean(document, LAYOUT, PICTURES)).document == document


@settings(max_examples=15, deadline=None)
@given(documents())
def test_the_same_document_gives_the_same_bytes(document: Document) -> None:
    assert write_clean(document, LAYOUT) == write_clean(document, LAYOUT)


@pytest.mark.parametrize(
    "text", ["1. vaihe alkaa", "1.2 ei ole numero", "• ei luettelo", "- ei luettelo", "3 asiaa", "x" * 5000]
)
@pytest.mark.parametrize("kind", [BlockKind.HEADING, BlockKind.PARAGRAPH])
def test_nothing_is_guessed_in_a_file_of_ours(kind: BlockKind, text: str) -> None:
    block = Block("b1", kind, text, int(kind is BlockKind.HEADING), (Mark(0, len(text), MarkKind.BOLD),))
    document = Document((block, replace(block, id="b2")))
    assert read_document(write_clean(document, LAYOUT)).document == document


def test_title_comes_back_and_what_stands_around_the_text_does_not() -> None:
    read = read_document(write_clean(Document((Block("b1", BlockKind.PARAGRAPH, "Hyvä luonnos."),)), LAYOUT))
    assert (read.title, [block.text for block in read.document.blocks]) == (LAYOUT.title, ["Hyvä luonnos."])
    assert read.left_out == ()


def test_the_child_process_reads_the_same() -> None:
    marks = (Mark(0, 4, MarkKind.BOLD), Mark(5, 12, MarkKind.LINK, "https://esimerkki.fi/ä"))
    table = (Block("b2", BlockKind.TABLE), Block("b3", BlockKind.ROW, level=1, parent="b2"))
    cell = Block("b4", BlockKind.CELL, "Solu\nkahdella rivillä", parent="b3")
    document = Document((Block("b1", BlockKind.PARAGRAPH, "Hyvä luonnos.", marks=marks), *table, cell))
    data = write_clean(document, LAYOUT)
    assert read_upload(data) == read_document(data)
    assert read_upload(data).document == document


def test_rows_with_too_few_cells_are_filled_up() -> None:
    rows = [Block(f"r{number}", BlockKind.ROW, parent="t") for number in range(2)]
    cells = [Block("a", BlockKind.CELL, "a", parent="r0"), Block("b", BlockKind.CELL, "b", parent="r0")]
    document = Document((Block("t", BlockKind.TABLE), *rows, *cells))
    kinds = [block.kind for block in read_document(write_clean(document, LAYOUT)).document.blocks]
    assert kinds.count(BlockKind.CELL) == 4


def test_orders_of_children_do_not_matter() -> None:
    row = Block("r", BlockKind.ROW, parent="t")
    cell = Block("c", BlockKind.CELL, "sana", parent="r")
    after = Block("p", BlockKind.PARAGRAPH, "perässä")
    inside = Document((Block("t", BlockKind.TABLE), row, cell, after))
    apart = Document((Block("t", BlockKind.TABLE), after, row, cell))
    assert write_clean(inside, LAYOUT) == write_clean(apart, LAYOUT)
