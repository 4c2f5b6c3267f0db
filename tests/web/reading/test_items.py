"""Blocks as the page shows them: nested lists, numbering, tables."""

from consult import text
from consult.reports.chapters import Outline
from consult.reports.marginalia import gather
from consult.web.reading.items import Node, Shelf, shorten


def nodes(markdown: str) -> list[Node]:
    """The nodes of a text without headings."""
    document = text.parse(markdown)
    outline = Outline(document)
    (chapter,) = outline.chapters
    return Shelf(document, gather((), outline), {}).nodes(chapter.blocks)


def shape(found: list[Node]) -> list[object]:
    """Lists as nested lists of their words, with their tags."""
    shaped: list[object] = []
    for node in found:
        if node.item is not None:
            shaped.append(node.item.block.text)
            continue
        items = [[one.item.marker + one.item.block.text, *shape(one.nodes)] for one in node.items]
        shaped.append((node.tag, items))
    return shaped


def test_items_are_nested_by_their_level() -> None:
    found = nodes("Alku\n\n- a\n  - b\n    - c\n  - d\n- e\n\nLoppu")
    inner = ("ul", [["b", ("ul", [["c"]])], ["d"]])
    assert shape(found) == ["Alku", ("ul", [["a", inner], ["e"]]), "Loppu"]


def test_numbers_go_on_around_an_inner_list() -> None:
    found = nodes("1. a\n   - b\n2. c")
    assert shape(found) == [("ol", [["1.a", ("ul", [["b"]])], ["2.c"]])]


def test_another_kind_of_list_begins_anew() -> None:
    blocks = (
        text.Block("b1", text.BlockKind.BULLET, "a"),
        text.Block("b2", text.BlockKind.NUMBERED, "b"),
        text.Block("b3", text.BlockKind.NUMBERED, "c", 4),
    )
    document = text.Document(blocks)
    found = Shelf(document, gather((), Outline(document)), {}).nodes(blocks)
    assert shape(found) == [("ul", [["a"]]), ("ol", [["1.b", ("ol", [["1.c"]])]])]


def test_a_table_has_header_rows_body_and_cells_to_speak_of() -> None:
    (node,) = nodes("| Kunta | Tiloja |\n|---|---|\n| Selkävesi | |\n")
    assert node.item is not None
    assert [[cell.excerpt for cell in row] for row in node.item.head] == [["Kunta", "Tiloja"]]
    assert [[cell.excerpt for cell in row] for row in node.item.body] == [["Selkävesi", ""]]
    assert [(cell.excerpt, cell.row, cell.column) for cell in node.item.cells] == [
        ("Kunta", 1, 1),
        ("Tiloja", 1, 2),
        ("Selkävesi", 2, 1),
    ]


def test_a_page_of_the_source_is_named_where_it_begins() -> None:
    kinds, pages = text.BlockKind, (36, 37, 37, 37, None, 38)
    blocks = tuple(
        text.Block(f"b{n}", kinds.HEADING if n == 1 else kinds.PARAGRAPH, "Sanoja.", page=page)
        for n, page in enumerate(pages)
    )
    document = text.Document(blocks)
    for shows, named in ((True, [36, None, 37, None, None, 38]), (False, [None] * 6)):
        shelf = Shelf(document, gather((), Outline(document)), {}, shows_pages=shows)
        assert [shelf.item(block).page for block in blocks] == named


def test_a_long_text_is_cut_at_a_word() -> None:
    assert shorten("lyhyt") == "lyhyt"
    assert shorten("yksi kaksi kolme", 12) == "yksi kaksi…"
