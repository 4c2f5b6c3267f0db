"""The pictures that a reader may see, and those that a text shows."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, undefer

from consult import text
from consult.models import Document, DocumentPicture, Picture, Version


def find_picture(session: Session, consultation_id: int, hash_: str, *, is_agent: bool) -> Picture | None:
    """A picture of a document here; only the agent sees those of a text that is not yet published."""
    shown = (
        select(DocumentPicture.picture_hash)
        .join(Document, Document.id == DocumentPicture.document_id)
        .where(Document.consultation_id == consultation_id, DocumentPicture.picture_hash == hash_)
    )
    if not is_agent:
        shown = shown.where(exists().where(Version.document_id == Document.id))
    wanted = select(Picture).where(Picture.hash == hash_, Picture.hash.in_(shown))
    return session.scalar(wanted.options(undefer(Picture.data)))


def load_pictures(session: Session, content: text.Document) -> dict[str, bytes]:
    """The bytes of every picture that a text shows, by their hash."""
    wanted = {
        mark.target for block in content.blocks for mark in block.marks if mark.kind is text.MarkKind.PICTURE
    }
    if not wanted:
        return {}
    rows = session.execute(select(Picture.hash, Picture.data).where(Picture.hash.in_(wanted)))
    return dict(rows.tuples())
