"""How organisations stand on the options of each question, in order of arrival, as far as one may see it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager

from consult.models import (
    Answer,
    Channel,
    OptionChoice,
    OptionPosition,
    Question,
    QuestionKind,
    Voice,
)
from consult.reports.questions import numbered_words
from consult.reports.requests import question_numbers
from consult.reports.visibility import Viewer, positions_seen_by


@dataclass(frozen=True)
class Held:
    """What one voice holds."""

    voice_id: int
    voice: str
    reason: str
    channel: Channel


@dataclass(frozen=True)
class OptionHeld:
    """An option with those who hold it; `is_offered` is false when the authority no longer has it."""

    option: str
    held: tuple[Held, ...]
    is_offered: bool = True


@dataclass(frozen=True)
class Options:
    """A question with its options in the authority's order, and the choice that is shown."""

    question: Question
    words: str
    options: tuple[OptionHeld, ...]
    choice: OptionChoice | None

    @property
    def count(self) -> int:
        """How many voices hold something."""
        return sum(len(one.held) for one in self.options)

    @property
    def anchor(self) -> str:
        """The id of the question on a page."""
        return f"kysymys-{self.question.position}"

    def own(self, voice_id: int) -> tuple[str, str]:
        """The option and the reason of one voice; two empty texts when it holds none."""
        for one in self.options:
            for held in one.held:
                if held.voice_id == voice_id:
                    return one.option, held.reason
        return "", ""


def choice_questions(questions: Iterable[Question]) -> tuple[Question, ...]:
    """The questions that are answered by choosing an option."""
    return tuple(question for question in questions if question.kind is QuestionKind.CHOICE)


def load_options(
    session: Session,
    questions: Sequence[Question],
    choices: Mapping[int, OptionChoice],
    viewer: Viewer,
    now: datetime,
) -> tuple[Options, ...]:
    """Every question with options, in one query; `choices` are those that the viewer is shown."""
    numbers = question_numbers(tuple(questions))
    asked = choice_questions(questions)
    if not asked:
        return ()
    held = _held(session, viewer, now)
    return tuple(
        Options(
            question=question,
            words=numbered_words(question.header, numbers[question.position][0]),
            options=_options(question, held.get(question.position, ())),
            choice=choices.get(question.position),
        )
        for question in asked
    )


def _options(question: Question, held: Iterable[tuple[str, Held]]) -> tuple[OptionHeld, ...]:
    by_option: dict[str, list[Held]] = {option: [] for option in question.options}
    for option, one in held:
        by_option.setdefault(option, []).append(one)
    return tuple(
        OptionHeld(option, tuple(ones), is_offered=option in question.options)
        for option, ones in by_option.items()
    )


def _held(session: Session, viewer: Viewer, now: datetime) -> dict[int, list[tuple[str, Held]]]:
    """The newest position of each voice on each question, in order of arrival."""
    found: dict[int, list[tuple[str, Held]]] = {}
    for row in session.scalars(
        select(OptionPosition)
        .join(OptionPosition.answer)
        .join(Answer.voice)
        .options(contains_eager(OptionPosition.answer).contains_eager(Answer.voice))
        .where(
            OptionPosition.id.in_(_newest(viewer.consultation_id)),
            OptionPosition.option.is_not(None),
            positions_seen_by(viewer, now),
        )
        .order_by(OptionPosition.id)
    ):
        voice = row.answer.voice
        held = Held(voice.id, voice.name, row.reason, row.answer.channel)
        found.setdefault(row.question, []).append((row.option or "", held))
    return found


def _newest(consultation_id: int) -> Select[int]:
    return (
        select(func.max(OptionPosition.id))
        .join(Answer, Answer.id == OptionPosition.answer_id)
        .join(Voice, Voice.id == Answer.voice_id)
        .where(Voice.consultation_id == consultation_id)
        .group_by(Answer.voice_id, OptionPosition.question)
    )
