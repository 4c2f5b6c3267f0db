"""A document has immutable numbered versions; each content of a block is stored once."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.db import Base
from consult.models.columns import Key, code, refers


class DocumentRole(StrEnum):
    """The draft is what we write; background documents are what others wrote."""

    DRAFT = "draft"
    BACKGROUND = "background"


class Document(Base):
    """A text with versions."""

    __tablename__ = "document"

    id: Mapped[Key]
    consultation_id: Mapped[int] = mapped_column(refers("consultation.id"), index=True)
    role: Mapped[DocumentRole] = mapped_column(code(DocumentRole, "role"))
    title: Mapped[str] = mapped_column(String(255))
    language: Mapped[str] = mapped_column(String(2), default="fi")
    created_at: Mapped[datetime]


class Version(Base):
    """One published state of a document; its hash covers title, blocks and choices in `hash_format`."""

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[Key]
    document_id: Mapped[int] = mapped_column(refers("document.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(255))
    hash: Mapped[str] = mapped_column(String(64))
    hash_format: Mapped[int] = mapped_column(default=1)
    published_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = mapped_column(refers("person.id"))

    document: Mapped[Document] = relationship(lazy="raise")


class Content(Base):
    """What a block says, by the hash of it."""

    __tablename__ = "content"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    level: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    marks: Mapped[list[Any]]
    page: Mapped[int | None]
    question: Mapped[int | None]
    column_span: Mapped[int] = mapped_column(default=1, server_default="1")
    row_span: Mapped[int] = mapped_column(default=1, server_default="1")


class VersionBlock(Base):
    """A block's place in a version, and the origin of each of its words."""

    __tablename__ = "version_block"
    __table_args__ = (UniqueConstraint("version_id", "block_id"),)

    version_id: Mapped[int] = mapped_column(refers("version.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    block_id: Mapped[str] = mapped_column(String(40))
    parent_id: Mapped[str | None] = mapped_column(String(40))
    content_hash: Mapped[str] = mapped_column(refers("content.hash"))
    origins: Mapped[list[Any]] = mapped_column(default=list)


class Difference(Base):
    """What changed between two versions, computed once by one version of the engine."""

    __tablename__ = "difference"

    old_version_id: Mapped[int] = mapped_column(primary_key=True)
    new_version_id: Mapped[int] = mapped_column(primary_key=True)
    engine: Mapped[int] = mapped_column(primary_key=True)
    entries: Mapped[list[Any]]

    __table_args__ = (
        ForeignKeyConstraint(["old_version_id"], ["version.id"], ondelete="RESTRICT"),
        ForeignKeyConstraint(["new_version_id"], ["version.id"], ondelete="RESTRICT"),
    )
