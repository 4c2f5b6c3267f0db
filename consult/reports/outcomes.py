"""What has been decided, by change and by comment, as far as the reader may know it yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.orm import Session

from consult.models import Decision, DecisionItem, Outcome
from consult.reports.decisions import is_published, stands
from consult.reports.visibility import Viewer

TAKEN = frozenset({Outcome.ACCEPTED, Outcome.PARTLY, Outcome.COMBINED})


@dataclass(frozen=True)
class Outcomes:
    """Outcomes by (revision, change) and by comment; later decisions have replaced earlier ones."""

    changes: Mapping[int, Mapping[int, Outcome]] = field(default_factory=dict)
    comments: Mapping[int, Outcome] = field(default_factory=dict)

    def of_revision(self, revision_id: int, count: int) -> Outcome | None:
        """The outcome of a whole proposal with so many changes; None while one of them is undecided."""
        decided = self.changes.get(revision_id, {})
        return None if len(decided) < count else combine(decided.values())


def combine(outcomes: Iterable[Outcome]) -> Outcome | None:
    """One word for several outcomes: the same one, else partly when anything at all was taken."""
    found = set(outcomes)
    if len(found) <= 1:
        return next(iter(found), None)
    if found & TAKEN:
        return Outcome.PARTLY
    return Outcome.POSTPONED if Outcome.POSTPONED in found else Outcome.DECLINED


def load_outcomes(session: Session, viewer: Viewer, *, revision_id: int | None = None) -> Outcomes:
    """The decisions that stand, or those on one wording, in one query.

    The agent sees them at once, others once published.
    """
    chosen = true() if revision_id is None else DecisionItem.revision_id == revision_id
    rows = session.execute(
        select(DecisionItem.revision_id, DecisionItem.change, DecisionItem.comment_id, DecisionItem.outcome)
        .join(Decision, Decision.id == DecisionItem.decision_id)
        .where(Decision.consultation_id == viewer.consultation_id, known_to(viewer), chosen)
        .order_by(DecisionItem.id)
    )
    return gather_outcomes((row[0], row[1], row[2], row[3]) for row in rows)


def gather_outcomes(rows: Iterable[tuple[int | None, int | None, int | None, Outcome]]) -> Outcomes:
    """Rows of revision, change, comment and outcome, oldest first."""
    changes: dict[int, dict[int, Outcome]] = {}
    comments: dict[int, Outcome] = {}
    for revision_id, change, comment_id, outcome in rows:
        if comment_id is not None:
            comments[comment_id] = outcome
        elif revision_id is not None and change is not None:
            changes.setdefault(revision_id, {})[change] = outcome
    return Outcomes(changes, comments)


def known_to(viewer: Viewer) -> ColumnElement[bool]:
    """A decision that stands; for others than the agent one that a published version has made public."""
    return stands() if viewer.is_agent else and_(stands(), is_published())
