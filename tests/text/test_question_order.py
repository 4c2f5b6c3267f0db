"""A statement in the order of the questions: parts change places among themselves, nothing is lost."""

import pytest

from consult.text import (
    Block,
    BlockKind,
    Document,
    answers_by_heading,
    in_question_order,
    unanswered_by_heading,
    with_answers,
    with_loose_answers,
)


def document(*lines: str) -> Document:
    """`# words @2` is a heading that answers question 2, other lines are paragraphs."""
    return Document(tuple(_block(f"b{n}", line) for n, line in enumerate(lines, start=1)))


def _block(block_id: str, line: str) -> Block:
    if not line.startswith("#"):
        return Block(block_id, BlockKind.PARAGRAPH, line)
    signs, _, rest = line.partition(" ")
    words, _, question = rest.partition(" @")
    return Block(block_id, BlockKind.HEADING, words, len(signs), question=int(question) if question else None)


def words(given: Document) -> list[str]:
    return [block.text for block in given.blocks]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Alku.", "# A @1", "a", "# B @2", "b"], ["Alku.", "A", "a", "B", "b"]),
        (["# B @2", "b", "## Ala", "ala", "# A @1", "a"], ["A", "a", "B", "b", "Ala", "ala"]),
        (["# Pääkohdat", "p", "# B @2", "# Muu", "# A @1"], ["Pääkohdat", "p", "A", "Muu", "B"]),
        (
            ["# Osa 2", "## D @4", "## C @3", "# Osa 1", "johdanto", "## B @2", "## A @1"],
            ["Osa 1", "johdanto", "A", "B", "Osa 2", "C", "D"],
        ),
        (["# A @1", "a", "# Toinen A @1", "c"], ["A", "a", "Toinen A", "c"]),
        (["### Syvä @2", "# Ylä @1"], ["Ylä", "Syvä"]),
        ([], []),
    ],
)
def test_parts_that_answer_questions_stand_in_their_order(lines: list[str], expected: list[str]) -> None:
    given = document(*lines)
    ordered = in_question_order(given)
    assert words(ordered) == expected
    assert in_question_order(ordered) == ordered
    assert sorted(block.id for block in ordered.blocks) == sorted(block.id for block in given.blocks)


def test_the_cells_of_a_table_go_with_it() -> None:
    table = (
        Block("t", BlockKind.TABLE, ""),
        Block("r", BlockKind.ROW, "", parent="t"),
        Block("c", BlockKind.CELL, "solu", parent="r"),
    )
    given = Document((_block("b", "# B @2"), *table, _block("a", "# A @1")))
    assert [block.id for block in in_question_order(given).blocks] == ["a", "b", "t", "r", "c"]


def test_a_chosen_option_stands_first_under_the_first_heading_of_its_question() -> None:
    given = document("# A @1", "a", "# Taas A @1", "c")
    assert answers_by_heading(given, {1: "Kyllä", 2: "Ei"}) == {"b1": "Kyllä"}
    told = with_answers(given, {1: "Kyllä", 2: "Ei"}, label="Valittu vaihtoehto")
    assert words(told) == ["A", "Valittu vaihtoehto: Kyllä", "a", "Taas A", "c"]
    assert told.to_markdown().startswith("# A\n\n**Valittu vaihtoehto:** Kyllä\n")


def test_an_option_whose_question_has_no_heading_stands_behind_the_text_with_its_question() -> None:
    given = document("# A @1", "a")
    assert unanswered_by_heading(given, {1: "Kyllä", 2: "Ei"}) == {2: "Ei"}
    told = with_loose_answers(given, [("Onko muuta?", "Ei"), ("", "Kyllä")], label="Valittu vaihtoehto")
    assert words(told) == ["A", "a", "Onko muuta?", "Valittu vaihtoehto: Ei", "Valittu vaihtoehto: Kyllä"]
    assert told.to_markdown().endswith(
        "**Onko muuta?**\n\n**Valittu vaihtoehto:** Ei\n\n**Valittu vaihtoehto:** Kyllä\n"
    )
