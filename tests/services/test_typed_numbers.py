"""Typed heading numbers are recognised by how they count."""

import pytest

from consult import text
from consult.services.typed_numbers import strip_typed_numbers


def headings(*words: str) -> text.Document:
    """So many headings."""
    return text.Document(
        tuple(text.Block(f"b{n}", text.BlockKind.HEADING, title, 1) for n, title in enumerate(words))
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["1. Rooli", "2. Tilat"], ["Rooli", "Tilat"]),
        (["Yleistä", "1) Rooli", "2) Tilat"], ["Yleistä", "Rooli", "Tilat"]),
        (["1 Rooli", "1.1 Kumppanit", "2 Tilat"], ["Rooli", "Kumppanit", "Tilat"]),
        (["2.3 Tilat"], ["Tilat"]),
        (["12 keinoa", "Tilat"], ["12 keinoa", "Tilat"]),
        (["3. versio", "2. versio"], ["3. versio", "2. versio"]),
        (["2027 on vaalivuosi", "1. Rooli"], ["2027 on vaalivuosi", "1. Rooli"]),
    ],
)
def test_numbers_that_count_are_taken_off(typed: list[str], expected: list[str]) -> None:
    assert [block.text for block in strip_typed_numbers(headings(*typed)).blocks] == expected


def test_marks_move_with_their_words_and_paragraphs_keep_their_numbers() -> None:
    content = text.Document(
        (
            text.Block("b1", text.BlockKind.HEADING, "1.1 Tilat", 1, (text.Mark(4, 9, text.MarkKind.BOLD),)),
            text.Block("b2", text.BlockKind.PARAGRAPH, "1.1 on luku."),
        )
    )
    first, second = strip_typed_numbers(content).blocks
    assert (first.text, first.marks) == ("Tilat", (text.Mark(0, 5, text.MarkKind.BOLD),))
    assert second.text == "1.1 on luku."
