"""What a voice holds of the options of a question: a part of its answer, until the round closes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import (
    Answer,
    OptionPosition,
    Person,
    Question,
    QuestionKind,
    Voice,
)
from consult.services.limits import require_size
from consult.services.questions import questions_of


@dataclass(frozen=True)
class Stated:
    """An option with a reason if there is one; no option takes the position back."""

    option: str = ""
    reason: str = ""


def load_stated(session: Session, voice: Voice) -> dict[int, Stated]:
    """What the voice holds now, by question; what it said in an earlier round stands on."""
    rows = session.scalars(
        select(OptionPosition)
        .join(Answer, Answer.id == OptionPosition.answer_id)
        .where(Answer.voice_id == voice.id)
        .order_by(OptionPosition.id)
    )
    newest = {row.question: row for row in rows}
    return {
        question: Stated(row.option, row.reason) for question, row in newest.items() if row.option is not None
    }


def changed_positions(session: Session, voice: Voice, stated: Mapping[int, Stated]) -> dict[int, Stated]:
    """Those that say something new; an option that is not offered is refused."""
    if not stated:
        return {}
    known = load_stated(session, voice)
    nothing = Stated()
    meant = {question: one if one.option else nothing for question, one in stated.items()}
    changed = {question: one for question, one in meant.items() if one != known.get(question, nothing)}
    if changed:
        offered = {question.position: question for question in questions_of(session, voice.consultation_id)}
        for question, one in changed.items():
            _require_offered(offered.get(question), one)
    return changed


def state_positions(
    session: Session, answer: Answer, stated: Mapping[int, Stated], *, actor: Person, now: datetime
) -> None:
    """Append what `changed_positions` found."""
    session.add_all(
        OptionPosition(
            answer_id=answer.id,
            question=question,
            option=one.option or None,
            reason=one.reason,
            person_id=actor.id,
            stated_at=now,
        )
        for question, one in stated.items()
    )
    session.flush()


def _require_offered(question: Question | None, stated: Stated) -> None:
    if question is None or question.kind is not QuestionKind.CHOICE:
        raise Invalid("The questions have changed. Look at the options again.")
    if stated.option and stated.option not in question.options:
        raise Invalid("Choose one of the options.", field=f"option-{question.position}")
    require_size(stated.reason, field=f"reason-{question.position}")
