"""Headings find the question whose words they repeat; questions become headings."""

import json
from pathlib import Path
from typing import Any

import pytest

from consult import text
from consult.models import Question, QuestionKind
from consult.services.heading_links import headings_for, link_headings

EXAMPLE = Path(__file__).with_name("questions_and_headings.json")
CASES = json.loads(EXAMPLE.read_text(encoding="utf-8"))


def question(position: int, header: str, kind: QuestionKind = QuestionKind.TEXT) -> Question:
    """A question at a place."""
    return Question(position=position, header=header, kind=kind)


def headings(*titles: str) -> text.Document:
    """So many headings."""
    return text.Document(
        tuple(text.Block(f"b{n}", text.BlockKind.HEADING, title, 1) for n, title in enumerate(titles))
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_headings_find_their_questions(case: dict[str, Any]) -> None:
    questions = [question(n, header) for n, header in enumerate(case["questions"], start=1)]
    linked = link_headings(headings(*case["headings"]), questions)
    assert [block.question for block in linked.blocks] == case["links"]


def test_a_section_is_no_question() -> None:
    questions = [question(1, "Tilat", QuestionKind.SECTION), question(2, "Rahoitus")]
    assert [block.question for block in link_headings(headings("Tilat", "Rahoitus"), questions).blocks] == [
        None,
        2,
    ]


def test_a_link_that_points_at_nothing_is_dropped_and_others_are_kept() -> None:
    content = text.Document(
        (
            text.Block("b1", text.BlockKind.HEADING, "Jotain muuta", 1, question=2),
            text.Block("b2", text.BlockKind.HEADING, "Muuta", 1, question=9),
            text.Block("b3", text.BlockKind.PARAGRAPH, "Rahoitus"),
        )
    )
    linked = link_headings(content, [question(1, "Rahoitus"), question(2, "Tilat")])
    assert [block.question for block in linked.blocks] == [2, None, None]


def test_questions_become_headings() -> None:
    found = headings_for([question(1, "1. Onko rooli\nselkeä? (luku 2)"), question(2, "Muuta")])
    assert [(block.text, block.level, block.question) for block in found.blocks] == [
        ("Onko rooli selkeä? (luku 2)", 1, 1),
        ("Muuta", 1, 2),
    ]


def test_questions_stand_under_their_sections() -> None:
    found = headings_for([question(1, "Luku 2", QuestionKind.SECTION), question(2, "Onko rooli selkeä?")])
    assert [(block.text, block.level, block.question) for block in found.blocks] == [
        ("Luku 2", 1, None),
        ("Onko rooli selkeä?", 2, 2),
    ]


def test_what_is_asked_before_the_first_section_stands_by_itself() -> None:
    asked = [question(1, "Ensin"), question(2, "Luku 2", QuestionKind.SECTION), question(3, "Sitten")]
    assert [block.level for block in headings_for(asked).blocks] == [1, 1, 2]
