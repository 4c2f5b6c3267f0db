"""Which version of a document is the current one."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased, joinedload

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


def background_versions(session: Session, consultation_id: int) -> tuple[Version, ...]:
    """The newest version of each background document, in the order in which they were added."""
    newest = select(Version).options(joinedload(Version.document))
    return tuple(
        session.scalars(
            newest.where(Version.id.in_(newest_background(consultation_id))).order_by(Version.document_id)
        )
    )


def newest_background(consultation_id: int) -> Select[int]:
    """The ids of those versions."""
    other = aliased(Version)
    newest = select(func.max(other.number)).where(other.document_id == Document.id).scalar_subquery()
    return (
        select(Version.id)
        .join(Document)
        .where(
            Document.consultation_id == consultation_id,
            Document.role == DocumentRole.BACKGROUND,
            Version.number == newest,
        )
    )


def draft_beside(session: Session, version: Version) -> Version:
    """The newest version of the draft of the same consultation; a version of the draft is its own."""
    itself = aliased(Document)
    draft = session.scalar(
        select(Version)
        .join(Document)
        .join(itself, itself.consultation_id == Document.consultation_id)
        .where(itself.id == version.document_id, Document.role == DocumentRole.DRAFT)
        .order_by(Version.number.desc())
        .limit(1)
    )
    return version if draft is None or draft.document_id == version.document_id else draft
