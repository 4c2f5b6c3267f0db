"""Who may speak now: in an open round every voice, after it who was let in late, in the end nobody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import BindParameter, ColumnElement, and_, func, select
from sqlalchemy.orm import Session, aliased
from sqlalchemy.orm.attributes import set_committed_value

from consult.models import Admission, Consultation, Ending, EndingKind, Round, Version

#: The voices that were let in late, each until a moment.
Admitted = Mapping[int, datetime]


@dataclass(frozen=True)
class Opening:
    """The round that is spoken of, what ended the work if anything did, and who was let in late."""

    round: Round | None = None
    ending: Ending | None = None
    admitted: Admitted = field(default_factory=lambda: MappingProxyType({}))

    def closes_for(self, voices: Iterable[int], now: datetime) -> datetime | None:
        """Until when these voices may speak, the last of them; None when they may not."""
        if self.ending is not None or self.round is None:
            return None
        if self.round.is_open(now):
            return self.round.closes_at
        late = [self.admitted[voice] for voice in voices if voice in self.admitted]
        return max((until for until in late if now < until), default=None)

    def is_open_to(self, voices: Iterable[int], now: datetime) -> bool:
        """Whether one of these voices may speak."""
        return self.closes_for(voices, now) is not None


def load_opening(session: Session, consultation_id: int, now: datetime) -> Opening:
    """One query. The round is the one that is open or was the last to be, else the one that is planned."""
    any_round, any_ending, newer = aliased(Round), aliased(Ending), aliased(Version)
    present = (
        select(any_round.id)
        .where(any_round.consultation_id == consultation_id)
        .order_by((any_round.opens_at <= now).desc(), any_round.number.desc())
        .limit(1)
    )
    ended = select(func.max(any_ending.id)).where(any_ending.consultation_id == consultation_id)
    overtaken = select(newer.id).where(
        newer.document_id == Version.document_id, newer.number > Version.number
    )
    rows = session.execute(
        select(Round, Version, Ending, Admission)
        .select_from(Consultation)
        .outerjoin(Round, Round.id == present.scalar_subquery())
        .outerjoin(Version, Version.id == Round.version_id)
        .outerjoin(Ending, and_(Ending.id == ended.scalar_subquery(), Ending.kind != EndingKind.RESUMED))
        .outerjoin(Admission, and_(is_late(Round, now), ~overtaken.exists()))
        .where(Consultation.id == consultation_id)
    ).all()
    round_, version, ending, _ = rows[0] if rows else (None, None, None, None)
    if round_ is not None:
        set_committed_value(round_, "version", version)
    return Opening(round_, ending, admitted_of(row[3] for row in rows))


def is_late(round_: type[Round], now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Which lettings in count: those to a closed round that are not over."""
    return and_(
        Admission.round_id == round_.id,
        Admission.revoked_at.is_(None),
        Admission.until > now,
        round_.closes_at <= now,
    )


def admitted_of(admissions: Iterable[Admission | None]) -> Admitted:
    """Until when each voice is let in, the latest where it was let in twice."""
    until: dict[int, datetime] = {}
    for admission in admissions:
        if admission is not None:
            until[admission.voice_id] = max(until.get(admission.voice_id, admission.until), admission.until)
    return MappingProxyType(until)


def load_ending(session: Session, consultation_id: int) -> Ending | None:
    """How the work ended, unless it was taken up again."""
    newest = session.scalar(
        select(Ending).where(Ending.consultation_id == consultation_id).order_by(Ending.id.desc()).limit(1)
    )
    return None if newest is None or newest.kind is EndingKind.RESUMED else newest
