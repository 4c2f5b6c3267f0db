"""Taking out: the text has left as files to be filed. That is a row, and undoing it is another."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, NotAllowed
from consult.models import Consultation, Export, Person, Version
from consult.services.approvals import require_newest_of_draft
from consult.services.frozen import require_not_frozen
from consult.services.log import record
from consult.services.submissions import require_no_round, require_not_filed


def take_out(
    session: Session, consultation: Consultation, version: Version, *, actor: Person, now: datetime
) -> Export:
    """The newest version was taken out to be filed, when no round and no signing is left."""
    require_not_filed(session, consultation.id)
    require_newest_of_draft(session, consultation.id, version)
    require_no_round(session, consultation, now)
    require_not_frozen(session, consultation.id, now)
    if find_export(session, version.id) is not None:
        raise Conflict("This version has been taken out already.")
    return _append(session, consultation, version, is_undone=False, actor=actor, now=now)


def undo_taking_out(
    session: Session, consultation: Consultation, version: Version, *, actor: Person, now: datetime
) -> Export:
    """It was not taken out after all; once the statement has been filed nothing of it changes."""
    require_not_filed(session, consultation.id)
    require_newest_of_draft(session, consultation.id, version)
    if find_export(session, version.id) is None:
        raise NotAllowed("This version has not been taken out. There is nothing to undo.")
    return _append(session, consultation, version, is_undone=True, actor=actor, now=now)


def find_export(session: Session, version_id: int) -> Export | None:
    """That a version was taken out, unless it was undone."""
    newest = select(Export).where(Export.version_id == version_id).order_by(Export.id.desc()).limit(1)
    found = session.scalar(newest)
    return None if found is None or found.is_undone else found


def _append(
    session: Session,
    consultation: Consultation,
    version: Version,
    *,
    is_undone: bool,
    actor: Person,
    now: datetime,
) -> Export:
    export = Export(
        version_id=version.id,
        version_hash=version.hash,
        is_undone=is_undone,
        made_at=now,
        made_by_id=actor.id,
    )
    session.add(export)
    session.flush()
    record(
        session,
        "statement.export-undone" if is_undone else "statement.exported",
        actor=actor,
        now=now,
        consultation_id=consultation.id,
        subject="version",
        subject_id=version.id,
        number=version.number,
        hash=version.hash,
    )
    return export
