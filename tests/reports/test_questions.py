"""A question is answered when words stand under its heading."""

import pytest

from consult import text
from consult.models import Question, QuestionKind
from consult.reports.questions import question_states, unanswered

H, P = text.BlockKind.HEADING, text.BlockKind.PARAGRAPH
QUESTIONS = (
    Question(position=1, header="Luku 2", kind=QuestionKind.SECTION),
    Question(position=2, header="Onko rooli selkeä?", kind=QuestionKind.CHOICE),
    Question(position=3, header="Muuta", kind=QuestionKind.TEXT),
)


def heading(level: int, question: int | None = None) -> text.Block:
    """A heading that may answer a question."""
    return text.Block(f"h{level}-{question}", H, "Otsikko", level, question=question)


WORDS = text.Block("p", P, "Kyllä.")


@pytest.mark.parametrize(
    ("blocks", "answered"),
    [
        ((), []),
        ((heading(1, 2), WORDS), [2]),
        ((heading(1, 2), heading(1, 3), WORDS), [3]),
        ((heading(1, 2), heading(2), WORDS), [2]),  # words under a heading below it
        ((heading(1, 2), heading(2, 3), WORDS), [3]),  # they answer the nearer question
        ((heading(2, 2), heading(1), WORDS), []),  # a higher heading begins something else
        ((heading(1, 2), text.Block("p", P, " ")), []),
        ((WORDS,), []),
    ],
)
def test_words_answer_the_heading_above_them(blocks: tuple[text.Block, ...], answered: list[int]) -> None:
    states = question_states(text.Document(blocks), QUESTIONS)
    assert [state.question.position for state in states if state.is_answered] == answered
    assert [state.question.position for state in unanswered(states)] == [
        position for position in (2, 3) if position not in answered
    ]


def test_sections_are_not_counted_and_the_first_heading_is_linked() -> None:
    content = text.Document((heading(1, 3), WORDS, text.Block("again", H, "Muuta", 1, question=3)))
    states = question_states(content, QUESTIONS)
    assert [(state.number, state.question.position) for state in states] == [(1, 2), (2, 3)]
    assert states[0].heading is None
    assert states[1].heading == content.blocks[0]
