"""The stored text of a version, and where its words came from."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult import text
from consult.models import Content, VersionBlock

Spans = tuple[tuple[int, int, str], ...]


def load_text(session: Session, version_id: int) -> text.Document:
    """The blocks of a version, in order."""
    rows = session.execute(
        select(VersionBlock.block_id, VersionBlock.parent_id, Content)
        .join(Content, Content.hash == VersionBlock.content_hash)
        .where(VersionBlock.version_id == version_id)
        .order_by(VersionBlock.position)
    )
    return text.Document(tuple(_block(block_id, parent, content) for block_id, parent, content in rows))


def load_texts(session: Session, version_ids: Collection[int]) -> dict[int, text.Document]:
    """The blocks of several versions in one query, by version id."""
    rows = session.execute(
        select(VersionBlock.version_id, VersionBlock.block_id, VersionBlock.parent_id, Content)
        .join(Content, Content.hash == VersionBlock.content_hash)
        .where(VersionBlock.version_id.in_(set(version_ids)))
        .order_by(VersionBlock.version_id, VersionBlock.position)
    )
    blocks: dict[int, list[text.Block]] = {version_id: [] for version_id in version_ids}
    for version_id, block_id, parent, content in rows:
        blocks[version_id].append(_block(block_id, parent, content))
    return {version_id: text.Document(tuple(found)) for version_id, found in blocks.items()}


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


def _block(block_id: str, parent: str | None, content: Content) -> text.Block:
    return text.Block(
        id=block_id,
        kind=text.BlockKind(content.kind),
        text=content.text,
        level=content.level,
        marks=text.read_marks(content.marks),
        parent=parent,
        page=content.page,
        question=content.question,
        column_span=content.column_span,
        row_span=content.row_span,
    )
