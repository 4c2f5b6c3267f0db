"""Headings and the questions they answer: found by their words, or made from the questions."""

import re
from collections.abc import Sequence
from dataclasses import replace

from consult import text
from consult.models import Question, QuestionKind
from consult.reports.questions import bare_words

ASIDE = re.compile(r"\([^()]*\)")
LIKENESS = 0.5


def headings_for(questions: Sequence[Question]) -> text.Document:
    """A starting text: every question is a heading, under its section once there has been one."""
    headings: list[text.Block] = []
    level = 1
    for number, question in enumerate(questions, start=1):
        is_section = question.kind is QuestionKind.SECTION
        level = 2 if is_section else level
        headings.append(
            text.Block(
                id=f"b{number}",
                kind=text.BlockKind.HEADING,
                text=bare_words(question.header),
                level=1 if is_section else level,
                question=None if is_section else question.position,
            )
        )
    return text.Document(tuple(headings))


def link_headings(content: text.Document, questions: Sequence[Question]) -> text.Document:
    """Each heading is linked to the one question whose words it repeats; links that exist are kept."""
    known = {question.position for question in questions if question.kind is not QuestionKind.SECTION}
    taken = {block.question for block in content.blocks if block.question in known}
    blocks = []
    for block in content.blocks:
        linked = block.question if block.question in known else None
        if block.kind is text.BlockKind.HEADING and linked is None:
            linked = _alike(block.text, [q for q in questions if q.position in known - taken])
            taken.update(() if linked is None else (linked,))
        blocks.append(replace(block, question=linked))
    return text.Document(tuple(blocks))


def _alike(heading: str, questions: Sequence[Question]) -> int | None:
    likeness = {question.position: _dice(_words(heading), _words(question.header)) for question in questions}
    best = max(likeness, key=lambda position: (likeness[position], -position), default=None)
    return best if best is not None and likeness[best] >= LIKENESS else None


def _words(sentence: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", ASIDE.sub(" ", bare_words(sentence)).casefold()))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    """How alike two sets of words are, from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
