"""Bringing in a text: it is kept as an intake, previewed and edited, and then published as version 1."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult import text
from consult.docx import Picture
from consult.errors import Conflict, Invalid
from consult.models import Document, Intake, IntakeSource, Person, Version
from consult.reports.requests import load_request
from consult.services.documents import has_version, publish_first_version, require_size
from consult.services.heading_links import link_headings
from consult.services.limits import require_length
from consult.services.log import record
from consult.services.pictures import keep_pictures

LeftOut = Sequence[tuple[str, int]]

#: Blocks that carry no words of their own and still belong to the text.
FRAMES = frozenset({text.BlockKind.TABLE, text.BlockKind.ROW, text.BlockKind.CELL})


def bring_in(
    session: Session,
    document: Document,
    content: text.Document,
    *,
    source: IntakeSource,
    title: str,
    left_out: LeftOut = (),
    pictures: Sequence[Picture] = (),
    actor: Person,
    now: datetime,
) -> Intake:
    """The text replaces what was brought in before; its headings find the questions they answer."""
    require_unpublished(session, document)
    require_size(content)
    require_length(title, field="title")
    _, questions = load_request(session, document.consultation_id)
    keep_pictures(session, document, pictures)
    intake = find_intake(session, document.id)
    if intake is None:
        intake = Intake(document_id=document.id, source=source, blocks=[], revision=0, saved_at=now)
        session.add(intake)
    intake.source, intake.title = source, title or document.title
    intake.left_out = [list(pair) for pair in left_out]
    store_blocks(session, document, intake, link_headings(content, questions), actor=actor, now=now)
    _log(session, "intake.brought-in", document, actor=actor, now=now)
    return intake


def find_intake(session: Session, document_id: int) -> Intake | None:
    """What has been brought in and not yet published."""
    return session.scalar(select(Intake).where(Intake.document_id == document_id))


def intake_text(intake: Intake) -> text.Document:
    """The blocks as they stand now."""
    return text.Document(tuple(text.read_block(row) for row in intake.blocks))


def store_blocks(
    session: Session,
    document: Document,
    intake: Intake,
    content: text.Document,
    *,
    actor: Person,
    now: datetime,
) -> None:
    """The text as it was edited, under the next revision."""
    require_unpublished(session, document)
    require_size(content)
    intake.blocks = [text.write_block(block) for block in content.blocks]
    intake.revision += 1
    intake.saved_by_id, intake.saved_at = actor.id, now
    session.flush()


def publish_intake(
    session: Session,
    document: Document,
    intake: Intake,
    *,
    revision: int,
    title: str,
    actor: Person,
    now: datetime,
) -> Version:
    """Version 1 is exactly the text that the reader saw, without blocks that have no words."""
    require_revision(intake, revision)
    words = tuple(block for block in intake_text(intake).blocks if block.text or block.kind in FRAMES)
    version = publish_first_version(
        session, document, text.Document(words), title=title, actor=actor, now=now
    )
    session.execute(delete(Intake).where(Intake.id == intake.id))
    return version


def discard_intake(session: Session, document: Document, *, actor: Person, now: datetime) -> None:
    """Begin again from nothing."""
    session.execute(delete(Intake).where(Intake.document_id == document.id))
    _log(session, "intake.discarded", document, actor=actor, now=now)


def require_unpublished(session: Session, document: Document) -> None:
    """What has been published changes by proposals and decisions, not by being brought in again."""
    if has_version(session, document):
        raise Conflict("Version 1 has been published already.")


def require_revision(intake: Intake, revision: int, *, ours: str = "", theirs: str = "") -> None:
    """Who edits must have seen the newest text."""
    if intake.revision != revision:
        raise Conflict("Somebody has edited the text meanwhile.", ours=ours, theirs=theirs)


def require_intake(session: Session, document: Document) -> Intake:
    """The intake of a document that is still being brought in."""
    require_unpublished(session, document)
    intake = find_intake(session, document.id)
    if intake is None:
        raise Invalid("Bring in the text first.")
    return intake


def _log(session: Session, action: str, document: Document, *, actor: Person, now: datetime) -> None:
    record(
        session,
        action,
        actor=actor,
        now=now,
        consultation_id=document.consultation_id,
        subject="document",
        subject_id=document.id,
    )
