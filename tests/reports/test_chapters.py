"""A document cut into chapters."""

from consult import text
from consult.reports.chapters import Outline
from tests.statement import MARKDOWN


def outline(markdown: str = MARKDOWN) -> Outline:
    """The outline of a text."""
    return Outline(text.parse(markdown))


def test_every_heading_begins_a_chapter() -> None:
    chapters = outline().chapters
    assert [(chapter.number, chapter.title, chapter.depth) for chapter in chapters] == [
        ("1", "Lausunnon pääkohdat", 1),
        ("2", "Toimintaedellytykset", 1),
        ("2.1", "Vuokrat", 2),
        ("3", "Seuranta", 1),
    ]


def test_what_stands_before_every_heading_is_a_chapter_without_one() -> None:
    first, second = outline("Alku.\n\n# Luku\n\nTeksti.").chapters
    assert (first.heading, first.id, first.title) == (None, "", "")
    assert second.title == "Luku"


def test_depth_has_no_gaps() -> None:
    chapters = outline("# Yksi\n\n### Kaksi\n\nTeksti.\n\n## Kolme\n\nTeksti.").chapters
    assert [chapter.depth for chapter in chapters] == [1, 2, 2]


def test_cells_belong_to_their_table_and_its_chapter() -> None:
    found = outline()
    table = next(block for block in found.document.blocks if block.kind is text.BlockKind.TABLE)
    cell = next(block for block in found.document.blocks if block.text == "Selkävesi")
    rents = found.chapters[2]
    assert found.homes[cell.id] == table.id
    assert found.chapter_of[cell.id] == rents.id
    assert table in rents.blocks
    assert cell not in rents.blocks


def test_an_empty_document_has_nothing() -> None:
    assert (outline("").chapters, outline("").first) == ((), "")
