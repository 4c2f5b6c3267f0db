"""The stored text of a version, and where its words came from."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult import text
from consult.models import Content, Document, Version, VersionBlock

Spans = tuple[tuple[int, int, str], ...]

#: A block as columns, by the names the engine has for them: rows are read far quicker than objects.
BLOCK = (
    VersionBlock.block_id.label("id"),
    VersionBlock.parent_id.label("parent"),
    Content.kind,
    Content.text,
    Content.level,
    Content.marks,
    Content.page,
    Content.question,
    Content.column_span,
    Content.row_span,
)


def load_text(session: Session, version_id: int) -> text.Document:
    """The blocks of a version, in order."""
    rows = session.execute(
        select(*BLOCK)
        .join(Content, Content.hash == VersionBlock.content_hash)
        .where(VersionBlock.version_id == version_id)
        .order_by(VersionBlock.position)
    )
    return text.Document(tuple(_block(row._asdict()) for row in rows))


def load_texts(session: Session, version_ids: Collection[int]) -> dict[int, text.Document]:
    """The blocks of several versions in one query, by version id."""
    rows = session.execute(
        select(VersionBlock.version_id, *BLOCK)
        .join(Content, Content.hash == VersionBlock.content_hash)
        .where(VersionBlock.version_id.in_(set(version_ids)))
        .order_by(VersionBlock.version_id, VersionBlock.position)
    )
    blocks: dict[int, list[text.Block]] = {version_id: [] for version_id in version_ids}
    for row in rows:
        values = row._asdict()
        blocks[values.pop("version_id")].append(_block(values))
    return {version_id: text.Document(tuple(found)) for version_id, found in blocks.items()}


def load_newest_texts(
    session: Session, consultation_id: int, document_ids: Collection[int]
) -> dict[int, text.Document]:
    """The newest texts of documents of a consultation in one query, by document id."""
    newest = (
        select(func.max(Version.number)).where(Version.document_id == Document.id).correlate(Document)
    ).scalar_subquery()
    rows = session.execute(
        select(Version.document_id, *BLOCK)
        .join(Document, Document.id == Version.document_id)
        .join(VersionBlock, VersionBlock.version_id == Version.id)
        .join(Content, Content.hash == VersionBlock.content_hash)
        .where(
            Document.consultation_id == consultation_id,
            Document.id.in_(set(document_ids)),
            Version.number == newest,
        )
        .order_by(Version.document_id, VersionBlock.position)
    )
    blocks: dict[int, list[text.Block]] = {}
    for row in rows:
        values = row._asdict()
        blocks.setdefault(values.pop("document_id"), []).append(_block(values))
    return {document_id: text.Document(tuple(found)) for document_id, found in blocks.items()}


def load_origins(session: Session, version_id: int) -> dict[str, Spans]:
    """The stored origin spans of each block; a block without spans is original throughout."""
    rows = session.execute(
        select(VersionBlock.block_id, VersionBlock.origins).where(VersionBlock.version_id == version_id)
    )
    return {
        block_id: tuple((start, end, source) for start, end, source in spans)
        for block_id, spans in rows
        if spans
    }


def _block(values: dict[str, Any]) -> text.Block:
    """A stored row as a block."""
    values["kind"] = text.BlockKind(values["kind"])
    values["marks"] = text.read_marks(values["marks"])
    return text.Block(**values)
