"""The Word file of a filed statement: kept once, given out as it was."""

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import FiledFile, Submission


def keep_filed_file(session: Session, submission: Submission, data: bytes) -> FiledFile:
    """The bytes that were filed, with their hash."""
    kept = FiledFile(submission_id=submission.id, data=data, sha256=hashlib.sha256(data).hexdigest())
    session.add(kept)
    session.flush()
    return kept


def find_filed_file(session: Session, version_id: int) -> FiledFile | None:
    """The file in which this version was filed."""
    return session.scalar(
        select(FiledFile)
        .join(Submission, Submission.id == FiledFile.submission_id)
        .where(Submission.version_id == version_id)
    )
