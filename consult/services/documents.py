"""Documents and their immutable versions: each content of a block is stored once, by its hash."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult import text
from consult.errors import Conflict, Invalid
from consult.models import (
    Consultation,
    Content,
    Document,
    DocumentRole,
    OptionChoice,
    Person,
    Version,
    VersionBlock,
    VersionChoice,
)
from consult.reports.choices import standing_choices
from consult.services.frozen import require_not_frozen
from consult.services.limits import require_length
from consult.services.log import record
from consult.services.submissions import require_not_filed

HASH_FORMAT = 1
#: The format of a version with chosen options; one without them keeps the first.
HASH_FORMAT_WITH_CHOICES = 2
MAX_BLOCKS = 5_000
MAX_BYTES = 2_000_000

Origins = Mapping[str, Sequence[tuple[int, int, str]]]


def add_document(
    session: Session,
    consultation: Consultation,
    *,
    role: DocumentRole,
    title: str,
    actor: Person,
    now: datetime,
    language: str = "fi",
) -> Document:
    """A consultation has one draft and any number of background documents."""
    if not title:
        raise Invalid("Write a title.", field="title")
    require_length(title, field="title")
    if role is DocumentRole.DRAFT and find_draft(session, consultation.id) is not None:
        raise Invalid("This consultation already has a draft.")
    document = Document(
        consultation_id=consultation.id, role=role, title=title, language=language, created_at=now
    )
    session.add(document)
    session.flush()
    record(
        session,
        "document.added",
        actor=actor,
        now=now,
        consultation_id=consultation.id,
        subject="document",
        subject_id=document.id,
    )
    return document


def version_hash(title: str, content: text.Document, choices: Iterable[OptionChoice] = ()) -> str:
    """SHA-256 over the title and every block with its id, place and content, in format 1.

    Where options have been chosen, format 2 adds each question's place and words and the option, in order.
    """
    rows = [[block.id, block.parent, block.content_hash] for block in content.blocks]
    chosen = [[choice.question, choice.header, choice.option] for choice in choices]
    said = [HASH_FORMAT_WITH_CHOICES, title, rows, chosen] if chosen else [HASH_FORMAT, title, rows]
    canonical = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def store_version(
    session: Session,
    document: Document,
    content: text.Document,
    *,
    number: int,
    title: str,
    actor: Person | None,
    now: datetime,
    origins: Origins | None = None,
) -> Version:
    """Write one version; its words come from `origins`, by default from the text as brought in.

    A version of the draft is published with the options that are chosen when it comes out.
    """
    require_size(content)
    require_length(title, field="title")
    choices: dict[int, OptionChoice] = {}
    if document.role is DocumentRole.DRAFT:
        require_not_filed(session, document.consultation_id)
        require_not_frozen(session, document.consultation_id, now)
        choices = standing_choices(session, document.consultation_id)
    version = Version(
        document=document,
        number=number,
        title=title,
        hash=version_hash(title, content, choices.values()),
        hash_format=HASH_FORMAT_WITH_CHOICES if choices else HASH_FORMAT,
        published_at=now,
        published_by_id=actor.id if actor else None,
    )
    session.add(version)
    session.flush()
    hashes = _store_contents(session, content)
    session.add_all(
        VersionBlock(
            version_id=version.id,
            position=position,
            block_id=block.id,
            parent_id=block.parent,
            content_hash=content_hash,
            origins=[list(span) for span in (origins or {}).get(block.id, ())],
        )
        for position, (block, content_hash) in enumerate(zip(content.blocks, hashes, strict=True), start=1)
    )
    session.add_all(
        VersionChoice(version_id=version.id, question=question, choice_id=choice.id)
        for question, choice in choices.items()
    )
    record(
        session,
        "version.published",
        actor=actor,
        now=now,
        consultation_id=document.consultation_id,
        subject="version",
        subject_id=version.id,
        number=number,
        hash=version.hash,
    )
    session.flush()
    return version


def publish_first_version(
    session: Session,
    document: Document,
    content: text.Document,
    *,
    title: str,
    actor: Person,
    now: datetime,
) -> Version:
    """Version 1 is the text as it was brought in."""
    if not title:
        raise Invalid("Write a title.", field="title")
    if not any(block.text for block in content.blocks):
        raise Invalid("The draft has no text yet.")
    if has_version(session, document):
        raise Conflict("Version 1 has been published already.")
    document.title = title
    return store_version(session, document, content, number=1, title=title, actor=actor, now=now)


def has_version(session: Session, document: Document) -> bool:
    """Whether something of the document has been published."""
    return session.scalar(select(Version.id).where(Version.document_id == document.id).limit(1)) is not None


def find_draft(session: Session, consultation_id: int) -> Document | None:
    """The text that the consultation writes, if it has been begun."""
    return session.scalar(
        select(Document).where(
            Document.consultation_id == consultation_id, Document.role == DocumentRole.DRAFT
        )
    )


def newest_version(session: Session, document: Document) -> Version | None:
    """The version that was published last."""
    return session.scalar(
        select(Version).where(Version.document_id == document.id).order_by(Version.number.desc()).limit(1)
    )


def require_size(content: text.Document) -> None:
    """A document is at most 2 MB and 5,000 blocks."""
    if len(content.blocks) > MAX_BLOCKS:
        raise Invalid("The document can have at most %(limit)s blocks.", limit=MAX_BLOCKS)
    if sum(len(block.text.encode()) for block in content.blocks) > MAX_BYTES:
        raise Invalid("The document is too long. It can be at most 2 MB of text.")


def _store_contents(session: Session, content: text.Document) -> list[str]:
    hashes = [block.content_hash for block in content.blocks]
    known = set(session.scalars(select(Content.hash).where(Content.hash.in_(set(hashes)))))
    for block, content_hash in zip(content.blocks, hashes, strict=True):
        if content_hash in known:
            continue
        known.add(content_hash)
        session.add(
            Content(
                hash=content_hash,
                kind=block.kind.value,
                level=block.level,
                text=block.text,
                marks=text.write_marks(block.marks),
                page=block.page,
                question=block.question,
                column_span=block.column_span,
                row_span=block.row_span,
            )
        )
    session.flush()
    return hashes
