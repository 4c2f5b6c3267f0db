"""Keeping the pictures of a text that is brought in."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult import docx
from consult.models import Document, DocumentPicture, Picture


def keep_pictures(session: Session, document: Document, pictures: Sequence[docx.Picture]) -> None:
    """Each picture is stored once, whatever documents show it."""
    wanted = {picture.hash: picture for picture in pictures}
    if not wanted:
        return
    known = set(session.scalars(select(Picture.hash).where(Picture.hash.in_(wanted))))
    session.add_all(
        Picture(hash=hash_, media=picture.media, data=picture.data)
        for hash_, picture in wanted.items()
        if hash_ not in known
    )
    session.flush()
    shown = select(DocumentPicture.picture_hash).where(DocumentPicture.document_id == document.id)
    already = set(session.scalars(shown))
    session.add_all(
        DocumentPicture(document_id=document.id, picture_hash=hash_)
        for hash_ in wanted
        if hash_ not in already
    )
    session.flush()
