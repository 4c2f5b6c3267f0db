"""Which options have been chosen: those that stand now, and those that a version was published with."""

from collections.abc import Iterable

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from consult.models import OptionChoice, Question, QuestionKind, Request, VersionChoice


def standing_choices(session: Session, consultation_id: int) -> dict[int, OptionChoice]:
    """The newest choice of each question that is not undone and that the authority still offers."""
    undoing = aliased(OptionChoice)
    rows = session.execute(
        select(OptionChoice, Question.options)
        .join(Request, Request.consultation_id == OptionChoice.consultation_id)
        .join(Question, (Question.request_id == Request.id) & (Question.position == OptionChoice.question))
        .where(
            OptionChoice.consultation_id == consultation_id,
            OptionChoice.option.is_not(None),
            ~exists(select(undoing.id).where(undoing.undoes_id == OptionChoice.id)),
        )
        .order_by(OptionChoice.id)
    )
    newest = {choice.question: (choice, options) for choice, options in rows}
    return {
        question: choice for question, (choice, options) in sorted(newest.items()) if choice.option in options
    }


def version_choices(session: Session, version_id: int) -> dict[int, OptionChoice]:
    """The chosen options of a version by question, in the authority's order."""
    return versions_choices(session, [version_id]).get(version_id, {})


def versions_choices(session: Session, version_ids: Iterable[int]) -> dict[int, dict[int, OptionChoice]]:
    """The same of many versions, in one query."""
    rows = session.scalars(
        select(VersionChoice)
        .options(joinedload(VersionChoice.choice))
        .where(VersionChoice.version_id.in_(set(version_ids)))
        .order_by(VersionChoice.question)
    )
    found: dict[int, dict[int, OptionChoice]] = {}
    for row in rows:
        found.setdefault(row.version_id, {})[row.question] = row.choice
    return found


def count_unchosen(session: Session, consultation_id: int) -> int | None:
    """How many questions with options lack a choice; None when the request has no such questions."""
    asked = session.scalar(
        select(func.count(Question.id))
        .join(Request, Request.id == Question.request_id)
        .where(Request.consultation_id == consultation_id, Question.kind == QuestionKind.CHOICE)
    )
    return (asked - len(standing_choices(session, consultation_id))) if asked else None
