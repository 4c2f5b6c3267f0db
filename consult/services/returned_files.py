"""Word files that organisations return: kept until somebody has looked at them."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session

from consult import text
from consult.docx import Reply
from consult.docx.reply_wire import reply_of, reply_values
from consult.errors import NotAllowed
from consult.models import Document, Person, ReturnedFile, Version

#: How long a file waits that nobody saved.
PATIENCE = timedelta(days=1)
#: How many files of one person wait.
MOST_WAITING = 5
MAX_NAME = 255


def receive_file(
    session: Session,
    document: Document,
    *,
    name: str,
    data: bytes,
    reply: Reply | None,
    version: Version | None,
    actor: Person,
    now: datetime,
) -> ReturnedFile:
    """Keep a file until it is looked at; those that nobody saved in a day are forgotten.

    Of one person's files only the newest few wait.
    """
    waiting = ReturnedFile.saved_at.is_(None)
    newest = (
        select(ReturnedFile.id)
        .where(waiting, ReturnedFile.uploaded_by_id == actor.id)
        .order_by(ReturnedFile.id.desc())
        .limit(MOST_WAITING - 1)
    )
    is_old = ReturnedFile.uploaded_at < now - PATIENCE
    is_one_too_many = and_(
        ReturnedFile.uploaded_by_id == actor.id, ReturnedFile.id.not_in(session.scalars(newest).all())
    )
    session.execute(delete(ReturnedFile).where(waiting, or_(is_old, is_one_too_many)))
    file = ReturnedFile(
        consultation_id=document.consultation_id,
        document_id=document.id,
        version_id=None if version is None else version.id,
        uploaded_by_id=actor.id,
        name=text.single_line(name)[:MAX_NAME],
        data=data,
        digest=hashlib.sha256(data).hexdigest(),
        reply=None if reply is None else reply_values(reply),
        uploaded_at=now,
    )
    session.add(file)
    session.flush()
    return file


def read_again(session: Session, file: ReturnedFile, reply: Reply, version: Version) -> None:
    """A person has chosen the version that the file is based on."""
    file.reply, file.version_id = reply_values(reply), version.id
    session.flush()


def reply_of_file(file: ReturnedFile) -> Reply | None:
    """What was read of a file that is not saved yet; None while its version is not known."""
    return None if file.reply is None else reply_of(file.reply)


def discard_file(session: Session, file: ReturnedFile) -> None:
    """Nothing of it was said, nothing of it stays."""
    if file.saved_at is not None:
        raise NotAllowed("This has been saved already.")
    session.delete(file)
    session.flush()
