"""What has been said and decided of background documents since the draft was last published."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import Decision, Version
from consult.reports.decisions import stands
from consult.reports.open_places import count_open
from consult.reports.versions import newest_background


@dataclass(frozen=True)
class Beside:
    """The decisions that the next version of the draft tells, and what waits for one, by document."""

    decisions: tuple[int, ...] = ()
    unanswered: Mapping[int, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many proposals and comments wait for an answer."""
        return sum(self.unanswered.values())


def load_beside(session: Session, draft: Version, consultation_id: int) -> Beside:
    """In two queries, however many background documents there are."""
    decisions = session.scalars(
        select(Decision.id).where(Decision.draft_version_id == draft.id, stands()).order_by(Decision.id)
    )
    return Beside(tuple(decisions), count_open(session, newest_background(consultation_id), draft))
