"""A file that was chosen and waits to be confirmed by the same person, a day at most."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.models import Consultation, PendingFile, PendingKind, Person
from consult.services.limits import MAX_NAME
from consult.text.normalise import single_line

KEPT = timedelta(days=1)


def keep_file(
    session: Session,
    person: Person,
    kind: PendingKind,
    *,
    name: str,
    data: bytes,
    now: datetime,
    consultation: Consultation | None = None,
) -> PendingFile:
    """The file takes the place of the one that waited before; those of yesterday are forgotten."""
    session.execute(delete(PendingFile).where(PendingFile.kept_at < now - KEPT))
    drop_file(session, person, kind)
    kept = PendingFile(
        person_id=person.id,
        kind=kind,
        consultation_id=None if consultation is None else consultation.id,
        name=single_line(name)[:MAX_NAME],
        data=data,
        kept_at=now,
    )
    session.add(kept)
    session.flush()
    return kept


def find_file(
    session: Session,
    person: Person,
    kind: PendingKind,
    *,
    now: datetime,
    consultation: Consultation | None = None,
) -> PendingFile | None:
    """The file that waits for this person, for this consultation where it belongs to one."""
    return session.scalar(
        select(PendingFile).where(
            PendingFile.person_id == person.id,
            PendingFile.kind == kind,
            PendingFile.kept_at >= now - KEPT,
            PendingFile.consultation_id.is_(None)
            if consultation is None
            else PendingFile.consultation_id == consultation.id,
        )
    )


def drop_file(session: Session, person: Person, kind: PendingKind) -> None:
    """Nothing of this kind waits for the person any more."""
    session.execute(delete(PendingFile).where(PendingFile.person_id == person.id, PendingFile.kind == kind))
