"""The transfer sheet: what is put into each box of the authority's form, in its own order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consult import text
from consult.models import Question, QuestionKind
from consult.reports.questions import QuestionState, question_states

#: What is written where nothing is answered.
NOTHING = "-"


@dataclass(frozen=True)
class Box:
    """One question with its chosen option and the plain text of its answer."""

    state: QuestionState
    option: str
    text: str

    @property
    def question(self) -> Question:
        """What is asked."""
        return self.state.question

    @property
    def shown(self) -> str:
        """What is copied."""
        return self.text or NOTHING

    @property
    def option_number(self) -> int | None:
        """The place of the chosen option among those that the authority offers, from 1."""
        return self.question.options.index(self.option) + 1 if self.option in self.question.options else None

    @property
    def question_id(self) -> int | str:
        """What the service calls the question; one that was typed in is known by its place."""
        written = self.question.service_id
        return _as_written(written) if written else self.question.position

    @property
    def option_id(self) -> int | str | None:
        """What the service calls the chosen option; one that was typed in is known by its place."""
        number, ids = self.option_number, self.question.option_ids or []
        if number is None or number > len(ids):
            return number
        return _as_written(ids[number - 1]) if ids[number - 1] else number

    @property
    def is_choice(self) -> bool:
        """Whether the question is answered by an option, and the words are its reasons."""
        return self.question.kind is QuestionKind.CHOICE

    @property
    def is_missing(self) -> bool:
        """A mandatory question without its option, or without words where words are the answer."""
        answered = self.option_number is not None if self.is_choice else bool(self.text)
        return self.question.is_mandatory and not answered


@dataclass(frozen=True)
class Sheet:
    """Every box, and the words of the statement that answer no question."""

    boxes: tuple[Box, ...]
    rest: str

    @property
    def missing(self) -> tuple[Box, ...]:
        """The mandatory questions that lack their answer."""
        return tuple(box for box in self.boxes if box.is_missing)


def fill_sheet(content: text.Document, questions: Sequence[Question], options: Mapping[int, str]) -> Sheet:
    """`options` are the chosen ones by the place of their question."""
    parts, rest = _parts(content)
    boxes = tuple(
        Box(state, options.get(state.question.position, ""), _plain(parts.get(state.question.position, ())))
        for state in question_states(content, questions)
    )
    asked = {box.question.position for box in boxes}
    left = [block for place, blocks in parts.items() if place not in asked for block in blocks]
    return Sheet(boxes, _plain(_said([*rest, *left])))


def answers_of(sheet: Sheet) -> list[dict[str, object]]:
    """The answers under the names of the service's own fields and, where they are known, its own ids."""
    return [
        {
            "QuestionID": box.question_id,
            "QuestionOptionId": box.option_id,
            "QuestionOptionColumnId": None,
            "TextAnswer": None if box.is_choice else box.shown,
            "AttachedTextAnswer": box.shown if box.is_choice else None,
        }
        for box in sheet.boxes
    ]


def _as_written(service_id: str | None) -> int | str:
    """An id that is a number is written as one."""
    words = service_id or ""
    return int(words) if words.isdecimal() and str(int(words)) == words else words


def _parts(content: text.Document) -> tuple[dict[int, list[text.Block]], list[text.Block]]:
    """The blocks under the first heading of each question, and those under none."""
    parts: dict[int, list[text.Block]] = {}
    rest: list[text.Block] = []
    into, level = rest, 0
    for block in content.blocks:
        if (
            block.kind is text.BlockKind.HEADING
            and block.question is not None
            and block.question not in parts
        ):
            into, level = parts.setdefault(block.question, []), block.level
            continue
        if block.kind is text.BlockKind.HEADING and block.level <= level:
            into, level = rest, 0
        into.append(block)
    return parts, rest


def _said(blocks: Sequence[text.Block]) -> list[text.Block]:
    """Without headings under which nothing but answers stood, such as the sections of the request."""
    kept: list[text.Block] = []
    for block in reversed(blocks):
        if block.kind is text.BlockKind.HEADING:
            under = kept[-1] if kept else None
            if under is None or (under.kind is text.BlockKind.HEADING and under.level <= block.level):
                continue
        kept.append(block)
    return kept[::-1]


def _plain(blocks: Sequence[text.Block]) -> str:
    return text.Document(tuple(blocks)).plain().strip()
