"""A picture is stored once, by the hash of its bytes; a document says which ones it may show."""

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.db import Base
from consult.models.columns import refers


class Picture(Base):
    """The cleaned bytes of a PNG or JPEG."""

    __tablename__ = "picture"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    media: Mapped[str] = mapped_column(String(20))
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class DocumentPicture(Base):
    """A picture came into a document: who may read the document may see it."""

    __tablename__ = "document_picture"

    document_id: Mapped[int] = mapped_column(refers("document.id"), primary_key=True)
    picture_hash: Mapped[str] = mapped_column(refers("picture.hash"), primary_key=True)
