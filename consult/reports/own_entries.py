"""What a reader's own voices have said, and what they support of others, before any state is judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from consult.models import (
    Comment,
    CommentRevision,
    Document,
    DocumentRole,
    Person,
    Proposal,
    ProposalRevision,
    ReturnedFile,
    ReturnedPart,
    Support,
)
from consult.reports.contributions import Entry, Noun, arrival, comment_rows, entry_of, proposal_rows
from consult.reports.visibility import Viewer, said_inside, seen_by
from consult.reports.words import CommentWords


@dataclass(frozen=True)
class OwnEntries:
    """Own proposals and comments and supported proposals, in order of arrival; comments with their words."""

    entries: tuple[Entry, ...] = ()
    comments: Mapping[int, CommentWords] = field(default_factory=dict)
    #: The titles of the background documents that some of them speak of, by document id.
    backgrounds: Mapping[int, str] = field(default_factory=dict)
    #: Who in the own organisations wrote, by person id.
    authors: Mapping[int, str] = field(default_factory=dict)


def load_own_entries(session: Session, viewer: Viewer, now: datetime) -> OwnEntries:
    """In two queries; of what is supported only what may still be seen."""
    proposed = said_inside(Proposal, viewer) & ~is_taken_back(Proposal)
    said = said_inside(Comment, viewer) & ~is_taken_back(Comment)
    seen = seen_by(Proposal, viewer, now) & Proposal.id.in_(_supported(viewer))
    here = Proposal.consultation_id == viewer.consultation_id
    background = case((Document.role == DocumentRole.BACKGROUND, Document.title)).label("background")
    writer = func.coalesce(func.nullif(Person.name, ""), Person.email).label("writer")
    proposals = session.execute(
        proposal_rows(None)
        .add_columns(background, writer)
        .outerjoin(Person, Person.id == Proposal.author_id)
        .where(here, proposed | seen)
    ).all()
    comments = session.execute(
        comment_rows(None)
        .add_columns(CommentRevision.kind, CommentRevision.text, background, writer)
        .outerjoin(Person, Person.id == Comment.author_id)
        .where(Comment.consultation_id == viewer.consultation_id, said)
    ).all()
    found = [entry_of(Noun.PROPOSAL, row, viewer) for row in proposals]
    found += [entry_of(Noun.COMMENT, row, viewer) for row in comments]
    words = {row.id: CommentWords(row.kind, row.text, row.revision > 1) for row in comments}
    titles = {row.document_id: row.background for row in (*proposals, *comments) if row.background}
    own = [row for row in (*proposals, *comments) if row.voice_id in viewer.voice_ids]
    authors = {row.author_id: row.writer for row in own if row.author_id is not None}
    return OwnEntries(tuple(sorted(found, key=arrival)), words, titles, authors)


def is_taken_back(kind: type[Proposal] | type[Comment]) -> ColumnElement[bool]:
    """Never sent, and taken back with the Word file that it came in: nobody has seen it."""
    part = ReturnedPart.proposal_id if kind is Proposal else ReturnedPart.comment_id
    of_file = (
        select(ReturnedPart.id)
        .join(ReturnedFile, ReturnedFile.id == ReturnedPart.file_id)
        .where(part == kind.id, ReturnedFile.taken_back_at.is_not(None))
    )
    return kind.sent_at.is_(None) & kind.withdrawn_at.is_not(None) & of_file.exists()


def _supported(viewer: Viewer) -> Select[int]:
    return (
        select(ProposalRevision.proposal_id)
        .join(Support, Support.revision_id == ProposalRevision.id)
        .where(Support.voice_id.in_(viewer.voice_ids), Support.withdrawn_at.is_(None))
    )
