"""Which version of a document is the current one."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.models import Document, DocumentRole, Version


def current_version(session: Session, consultation_id: int, document_id: int | None = None) -> Version | None:
    """The newest version of a document of the consultation, by default of its draft."""
    query = (
        select(Version)
        .join(Document)
        .options(joinedload(Version.document))
        .where(Document.consultation_id == consultation_id)
        .order_by(Version.number.desc())
        .limit(1)
    )
    if document_id is None:
        return session.scalar(query.where(Document.role == DocumentRole.DRAFT))
    return session.scalar(query.where(Document.id == document_id))
