"""Every proposal and comment a reader may see, lightly: who, where, which state. Words come separately."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from consult.models import (
    Answer,
    Arrival,
    ArrivedPart,
    Channel,
    Clarification,
    Comment,
    CommentRevision,
    Document,
    Outcome,
    Placement,
    PlacementOutcome,
    Proposal,
    ProposalRevision,
    Version,
    Voice,
    VoiceKind,
)
from consult.reports.outcomes import Outcomes, load_outcomes
from consult.reports.visibility import Viewer, seen_by

#: Columns of a row that an entry does not carry.
ADDED = frozenset({"kind", "text", "background", "writer"})


class Noun(StrEnum):
    """What it is."""

    PROPOSAL = "proposal"
    COMMENT = "comment"


class State(StrEnum):
    """How far a contribution has come; the decided ones are named as their outcome.

    Nobody decides a reply to a comment or the office's own comment: it is `sent`, and stays so.
    """

    DRAFT = "draft"
    SENT = "sent"
    OPEN = "open"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    COMBINED = "combined"
    DECLINED = "declined"
    NOTED = "noted"
    POSTPONED = "postponed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One proposal or comment without its words.

    `version_id` is the version it was made on, or of its newest wording; `placed` how it was carried
    to the version that was asked for, None where it was made there.
    """

    noun: Noun
    id: int
    number: int
    document_id: int
    version_id: int
    block_id: str
    voice_id: int
    voice: str
    voice_kind: VoiceKind
    author_id: int | None
    created_at: datetime
    sent_at: datetime | None
    withdrawn_at: datetime | None
    revision_id: int
    revision: int
    changes: int
    reply_to_id: int | None
    placed: PlacementOutcome | None
    is_own: bool
    state: State = State.OPEN
    #: How it came, where somebody entered it on behalf of its voice.
    channel: Channel | None = None

    @property
    def key(self) -> tuple[Noun, int]:
        """What it is called in the consultation."""
        return (self.noun, self.number)

    @property
    def is_decided(self) -> bool:
        """Whether it gets a decision at all: replies to comments and the office's own comments do not."""
        is_talk = self.reply_to_id is not None or self.voice_kind is VoiceKind.OFFICE
        return self.noun is Noun.PROPOSAL or not is_talk


def load_entries(session: Session, viewer: Viewer, now: datetime) -> tuple[Entry, ...]:
    """Everything the viewer may see, with its state, in order of arrival, in four queries."""
    entries = _load(session, viewer, now, None)
    return judge_states(entries, load_outcomes(session, viewer), load_waiting(session, viewer))


def load_proposal_entry(session: Session, viewer: Viewer, now: datetime, number: int) -> Entry | None:
    """One proposal by its public number, if the viewer may see it."""
    row = session.execute(
        proposal_rows(None).where(seen_by(Proposal, viewer, now), Proposal.number == number)
    ).first()
    return None if row is None else entry_of(Noun.PROPOSAL, row, viewer)


def with_state(session: Session, viewer: Viewer, proposal: Entry) -> Entry:
    """One proposal with the state it has come to, in two queries."""
    outcomes = load_outcomes(session, viewer, revision_id=proposal.revision_id)
    waiting = load_waiting(session, viewer, proposal_id=proposal.id)
    return replace(proposal, state=_state(proposal, outcomes, waiting))


def judge_states(
    entries: Iterable[Entry], outcomes: Outcomes, waiting: frozenset[tuple[Noun, int]]
) -> tuple[Entry, ...]:
    """The entries with the state that decisions and open questions bring them to."""
    return tuple(replace(entry, state=_state(entry, outcomes, waiting)) for entry in entries)


def load_standing(session: Session, viewer: Viewer, now: datetime, version: Version) -> tuple[Entry, ...]:
    """What stands at a version, made on it or carried to it, in two queries; states are not judged."""
    return tuple(entry for entry in _load(session, viewer, now, version) if entry.withdrawn_at is None)


def _load(session: Session, viewer: Viewer, now: datetime, version: Version | None) -> list[Entry]:
    found: list[Entry] = []
    for noun, query, kind in (
        (Noun.PROPOSAL, proposal_rows, Proposal),
        (Noun.COMMENT, comment_rows, Comment),
    ):
        rows = session.execute(query(version).where(seen_by(kind, viewer, now)))
        found.extend(entry_of(noun, row, viewer) for row in rows)
    return sorted(found, key=arrival)


def load_waiting(
    session: Session, viewer: Viewer, *, proposal_id: int | None = None
) -> frozenset[tuple[Noun, int]]:
    """Proposals and comments (by id) whose newest clarification is a question without a reply; or of one."""
    chosen = true() if proposal_id is None else Clarification.proposal_id == proposal_id
    newest = (
        select(func.max(Clarification.id))
        .join(Voice, Voice.id == Clarification.voice_id)
        .where(Voice.consultation_id == viewer.consultation_id, chosen)
        .group_by(Clarification.proposal_id, Clarification.comment_id)
    )
    rows = session.execute(
        select(Clarification.proposal_id, Clarification.comment_id).where(
            Clarification.id.in_(newest), Clarification.is_question
        )
    )
    found: set[tuple[Noun, int]] = set()
    for of_proposal, of_comment in rows:
        if of_proposal is not None:
            found.add((Noun.PROPOSAL, of_proposal))
        elif of_comment is not None:
            found.add((Noun.COMMENT, of_comment))
    return frozenset(found)


def _state(entry: Entry, outcomes: Outcomes, waiting: frozenset[tuple[Noun, int]]) -> State:
    if entry.withdrawn_at is not None:
        return State.WITHDRAWN
    if entry.sent_at is None:
        return State.DRAFT
    if not entry.is_decided:
        return State.SENT
    decided = _outcome(entry, outcomes)
    if decided is not None:
        return State(decided.value)
    return State.WAITING if (entry.noun, entry.id) in waiting else State.OPEN


def _outcome(entry: Entry, outcomes: Outcomes) -> Outcome | None:
    if entry.noun is Noun.COMMENT:
        return outcomes.comments.get(entry.id)
    return outcomes.of_revision(entry.revision_id, entry.changes)


def arrival(entry: Entry) -> tuple[datetime, Noun, int]:
    """What entries are sorted by: when they were sent, or begun."""
    return (entry.sent_at or entry.created_at, entry.noun, entry.number)


def proposal_rows(version: Version | None) -> Select[Any]:
    """Light rows of proposals; the number of changes is read from the stored JSON by the database."""
    made_on, here = ProposalRevision.version_id, Placement.revision_id == ProposalRevision.id
    return _at_version(_proposals(), version, Proposal, made_on, here)


def comment_rows(version: Version | None) -> Select[Any]:
    """Light rows of comments with their newest wording."""
    return _at_version(_comments(), version, Comment, Comment.version_id, Placement.comment_id == Comment.id)


@cache
def _proposals() -> Select[Any]:
    """Proposals with their newest revision; built once, as building takes longer than asking."""
    any_revision = aliased(ProposalRevision)
    newest = (
        select(func.max(any_revision.number)).where(any_revision.proposal_id == Proposal.id).scalar_subquery()
    )
    revision = ProposalRevision
    return (
        _common(Proposal, revision.version_id)
        .add_columns(
            revision.id.label("revision_id"),
            revision.number.label("revision"),
            func.json_array_length(revision.changes["changes"]).label("changes"),
        )
        .join(revision, and_(revision.proposal_id == Proposal.id, revision.number == newest))
    )


@cache
def _comments() -> Select[Any]:
    """Comments with their newest revision; built once."""
    any_revision = aliased(CommentRevision)
    newest = (
        select(func.max(any_revision.number)).where(any_revision.comment_id == Comment.id).scalar_subquery()
    )
    return (
        _common(Comment, Comment.version_id)
        .add_columns(
            CommentRevision.id.label("revision_id"),
            CommentRevision.number.label("revision"),
            Comment.reply_to_id,
        )
        .join(
            CommentRevision,
            and_(CommentRevision.comment_id == Comment.id, CommentRevision.number == newest),
        )
    )


def _common(kind: type[Comment] | type[Proposal], version_id: Any) -> Select[Any]:
    arrived = ArrivedPart.comment_id if kind is Comment else ArrivedPart.proposal_id
    return (
        select(
            kind.id,
            kind.number,
            kind.document_id,
            version_id.label("version_id"),
            kind.block_id,
            kind.author_id,
            kind.created_at,
            kind.sent_at,
            kind.withdrawn_at,
            Voice.id.label("voice_id"),
            Voice.name.label("voice"),
            Voice.kind.label("voice_kind"),
            Arrival.channel.label("channel"),
        )
        .join(Answer, Answer.id == kind.answer_id)
        .join(Voice, Voice.id == Answer.voice_id)
        .outerjoin(ArrivedPart, arrived == kind.id)
        .outerjoin(Arrival, Arrival.id == ArrivedPart.arrival_id)
    )


def _at_version(
    query: Select[Any],
    version: Version | None,
    kind: type[Comment] | type[Proposal],
    made_on: Any,
    subject: Any,
) -> Select[Any]:
    if version is None:
        return query.join(Document, Document.id == kind.document_id)
    return (
        query.add_columns(Placement.outcome.label("placed"), Placement.block_id.label("placed_block"))
        .outerjoin(Placement, and_(subject, Placement.version_id == version.id))
        .where(
            kind.document_id == version.document_id,
            or_(made_on == version.id, Placement.id.is_not(None)),
        )
    )


def entry_of(noun: Noun, row: Any, viewer: Viewer) -> Entry:
    """A light row as an entry; columns that were added to it are not the entry's."""
    values: dict[str, Any] = {name: value for name, value in row._mapping.items() if name not in ADDED}
    placed_block = values.pop("placed_block", None)
    values["block_id"] = placed_block or values["block_id"]
    defaults = {"changes": 0, "reply_to_id": None, "placed": None}
    return Entry(noun=noun, is_own=values["voice_id"] in viewer.voice_ids, **{**defaults, **values})
