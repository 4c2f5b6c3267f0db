"""Which questions of the request the text answers, and which it does not yet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from consult import text
from consult.models import Question, QuestionKind
from consult.reports.requests import question_numbers

#: A number that somebody typed before a heading: `1.`, `2.3`, `4)`.
TYPED_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,2})*[.)]?\s+(?=\S)")


def bare_words(header: str) -> str:
    """A question's words on one line, without the number that was typed before them.

    >>> bare_words("1. Onko rooli selkeä? (luku 2)")
    'Onko rooli selkeä? (luku 2)'
    """
    return TYPED_NUMBER.sub("", " ".join(header.split()))


def numbered_words(header: str, number: int) -> str:
    """The words under the authority's own number where it has one, else under ours.

    >>> numbered_words("Onko rooli selkeä?", 2)
    '2. Onko rooli selkeä?'
    """
    words = " ".join(header.split())
    return words if TYPED_NUMBER.match(words) else f"{number}. {words}"


def question_words(questions: Sequence[Question]) -> dict[int, str]:
    """Every question by its position, in words under its number; sections have none."""
    return {
        position: numbered_words(question.header, number)
        for position, (number, question) in question_numbers(tuple(questions)).items()
    }


@dataclass(frozen=True)
class QuestionState:
    """A question with the heading that answers it; it is answered when words stand under the heading."""

    question: Question
    number: int
    heading: text.Block | None
    is_answered: bool

    @property
    def words(self) -> str:
        """The question under its number."""
        return numbered_words(self.question.header, self.number)


def question_states(content: text.Document, questions: Sequence[Question]) -> tuple[QuestionState, ...]:
    """Every question in the authority's order; sections ask nothing."""
    headings = {
        block.question: index
        for index, block in reversed(list(enumerate(content.blocks)))
        if block.question is not None
    }
    asked = [question for question in questions if question.kind is not QuestionKind.SECTION]
    return tuple(
        _state(content, question, number, headings.get(question.position))
        for number, question in enumerate(asked, start=1)
    )


def unanswered(states: Sequence[QuestionState]) -> tuple[QuestionState, ...]:
    """The questions that still need words."""
    return tuple(state for state in states if not state.is_answered)


def _state(content: text.Document, question: Question, number: int, index: int | None) -> QuestionState:
    if index is None:
        return QuestionState(question, number, None, is_answered=False)
    return QuestionState(question, number, content.blocks[index], is_answered=_has_words(content, index))


def _has_words(content: text.Document, index: int) -> bool:
    """Whether something is said before the next heading of the same level or a higher one."""
    level = content.blocks[index].level
    for block in content.blocks[index + 1 :]:
        if block.kind is text.BlockKind.HEADING and (block.level <= level or block.question is not None):
            return False
        if block.kind is not text.BlockKind.HEADING and block.text.strip():
            return True
    return False
