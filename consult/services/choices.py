"""The agent chooses one option of a question with a reason; changing it is a row, undoing it too."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid, NotFound
from consult.models import OptionChoice, Person, Question, QuestionKind, Request, VersionChoice
from consult.reports.choices import standing_choices, version_choices
from consult.services.endings import require_going_on
from consult.services.limits import require_size
from consult.services.log import record
from consult.services.submissions import require_not_filed


@dataclass(frozen=True)
class Choices:
    """The choices that the next version would have, and those of the version before it."""

    standing: dict[int, OptionChoice] = field(default_factory=dict)
    before: dict[int, OptionChoice] = field(default_factory=dict)

    @property
    def changed(self) -> dict[int, OptionChoice | None]:
        """The questions with a new choice, or with none any more."""
        return {
            question: self.standing.get(question)
            for question in sorted(self.standing.keys() | self.before.keys())
            if _id(self.standing.get(question)) != _id(self.before.get(question))
        }

    @property
    def marks(self) -> list[int]:
        """What tells these choices from others."""
        return [choice.id for choice in self.standing.values()]


def load_choices(session: Session, consultation_id: int, version_id: int) -> Choices:
    """What stands, beside what a version was published with."""
    return Choices(standing_choices(session, consultation_id), version_choices(session, version_id))


def choose_option(
    session: Session,
    request: Request,
    question: Question,
    *,
    option: str,
    rationale: str,
    standing: int | None,
    actor: Person,
    now: datetime,
) -> OptionChoice:
    """`standing` is the choice that the page showed: another one since then is a conflict."""
    require_going_on(session, request.consultation_id)
    require_not_filed(session, request.consultation_id)
    if question.kind is not QuestionKind.CHOICE:
        raise NotFound("This question has no options.")
    if option not in question.options:
        raise Invalid("Choose one of the options.", field="option")
    if not rationale:
        raise Invalid("Write a reason. One sentence is enough.", field="rationale")
    require_size(rationale, field="rationale")
    if _id(standing_choices(session, request.consultation_id).get(question.position)) != standing:
        raise Conflict("Another choice has been made meanwhile. Your reason is below.", ours=rationale)
    choice = OptionChoice(
        consultation_id=request.consultation_id,
        question=question.position,
        header=question.header,
        option=option,
        rationale=rationale,
        actor_id=actor.id,
        chosen_at=now,
    )
    return _append(session, choice, "option.chosen", actor=actor, now=now)


def undo_choice(session: Session, choice: OptionChoice, *, actor: Person, now: datetime) -> OptionChoice:
    """The choice before it stands again; one that has been published can only be replaced by another."""
    require_going_on(session, choice.consultation_id)
    require_not_filed(session, choice.consultation_id)
    if _id(standing_choices(session, choice.consultation_id).get(choice.question)) != choice.id:
        raise Conflict("Another choice has been made meanwhile. Look at the question again.")
    told = select(VersionChoice.version_id).where(VersionChoice.choice_id == choice.id).limit(1)
    if session.scalar(told) is not None:
        raise Conflict("This choice has been published. Choose another option instead.")
    undoing = OptionChoice(
        consultation_id=choice.consultation_id,
        question=choice.question,
        header=choice.header,
        option=None,
        rationale="",
        undoes_id=choice.id,
        actor_id=actor.id,
        chosen_at=now,
    )
    return _append(session, undoing, "option.undone", actor=actor, now=now)


def _append(
    session: Session, choice: OptionChoice, action: str, *, actor: Person, now: datetime
) -> OptionChoice:
    session.add(choice)
    session.flush()
    record(
        session,
        action,
        actor=actor,
        now=now,
        consultation_id=choice.consultation_id,
        subject="option_choice",
        subject_id=choice.id,
        question=choice.question,
    )
    session.flush()
    return choice


def _id(choice: OptionChoice | None) -> int | None:
    return None if choice is None else choice.id
