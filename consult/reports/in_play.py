"""The proposals and comments that wait for an answer at one version of a document."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from consult import text
from consult.models import (
    Answer,
    Arrival,
    ArrivedPart,
    Channel,
    Clarification,
    Comment,
    CommentRevision,
    Organisation,
    Placement,
    PlacementOutcome,
    Proposal,
    ProposalKind,
    ProposalRevision,
    Support,
    Version,
    Voice,
    VoiceKind,
)


@dataclass(frozen=True)
class ProposalInPlay:
    """A proposal as it stands against a version.

    `changes` are the changes that can be decided there, `lost` the outcome of those that could not
    be carried over from the version they were made on. `original` is what was proposed, known where it
    stands as it was made and where something was lost.
    """

    revision_id: int
    proposal_id: int
    number: int
    kind: ProposalKind
    voice_id: int
    voice: str
    is_office: bool
    rationale: str
    sent_at: datetime
    made_on: int
    block_id: str
    original: text.Proposal | None
    changes: text.Proposal
    lost: Mapping[int, PlacementOutcome] = field(default_factory=dict)
    outcome: PlacementOutcome | None = None
    supporters: tuple[str, ...] = ()
    is_waiting: bool = False
    #: How it came, where somebody entered it on behalf of its voice.
    channel: Channel | None = None
    sector: str = ""

    @property
    def key(self) -> str:
        """What the engine calls it."""
        return str(self.revision_id)


@dataclass(frozen=True)
class CommentInPlay:
    """A comment that has not been answered, on the block it hangs on in this version."""

    comment_id: int
    number: int
    voice_id: int
    voice: str
    kind: str
    words: str
    block_id: str
    sent_at: datetime
    made_on: int
    outcome: PlacementOutcome | None = None
    is_waiting: bool = False
    channel: Channel | None = None
    sector: str = ""


def load_proposals(session: Session, version: Version) -> tuple[ProposalInPlay, ...]:
    """Sent, standing proposals against this version, in order of arrival: made on it or carried to it."""
    revision = ProposalRevision
    rows = session.execute(
        select(
            revision.id.label("revision_id"),
            Proposal.id.label("proposal_id"),
            Proposal.number,
            Proposal.kind,
            Voice.id.label("voice_id"),
            Voice.name.label("voice"),
            Voice.kind.label("voice_kind"),
            revision.rationale,
            Proposal.sent_at,
            revision.version_id.label("made_on"),
            Proposal.block_id,
            case((_says_original(), revision.changes)).label("original"),
            Placement.changes.label("carried"),
            Placement.outcome,
            _waits(Clarification.proposal_id == Proposal.id).label("waits"),
            _came(ArrivedPart.proposal_id == Proposal.id).label("channel"),
            func.coalesce(Organisation.sector, "").label("sector"),
        )
        .join(revision, revision.proposal_id == Proposal.id)
        .join(Answer, Answer.id == Proposal.answer_id)
        .join(Voice, Voice.id == Answer.voice_id)
        .outerjoin(Organisation, Organisation.id == Voice.organisation_id)
        .outerjoin(
            Placement,
            and_(Placement.revision_id == revision.id, Placement.version_id == version.id),
        )
        .where(
            Proposal.document_id == version.document_id,
            Proposal.sent_at.is_not(None),
            Proposal.withdrawn_at.is_(None),
            Proposal.hidden_at.is_(None),
            _is_newest(revision, revision.proposal_id),
            or_(
                revision.version_id == version.id,
                and_(Placement.id.is_not(None), Placement.changes.is_not(None)),
            ),
        )
        .order_by(Proposal.sent_at, Proposal.number)
    ).all()
    supporters = _supporters(session, [row.revision_id for row in rows])
    return tuple(_proposal(row._asdict(), supporters) for row in rows)


def load_comments(session: Session, version: Version) -> tuple[CommentInPlay, ...]:
    """Sent, standing, unanswered comments on this version, in order of arrival; replies are not counted."""
    rows = session.execute(
        select(
            Comment.id,
            Comment.number,
            Voice.id,
            Voice.name,
            CommentRevision.kind,
            CommentRevision.text,
            func.coalesce(func.nullif(Placement.block_id, ""), Comment.block_id),
            Comment.sent_at,
            Comment.version_id,
            Placement.outcome,
            func.coalesce(_waits(Clarification.comment_id == Comment.id), false()),
            _came(ArrivedPart.comment_id == Comment.id),
            func.coalesce(Organisation.sector, ""),
        )
        .join(CommentRevision, CommentRevision.comment_id == Comment.id)
        .join(Answer, Answer.id == Comment.answer_id)
        .join(Voice, Voice.id == Answer.voice_id)
        .outerjoin(Organisation, Organisation.id == Voice.organisation_id)
        .outerjoin(Placement, and_(Placement.comment_id == Comment.id, Placement.version_id == version.id))
        .where(
            Comment.document_id == version.document_id,
            Comment.sent_at.is_not(None),
            Comment.withdrawn_at.is_(None),
            Comment.hidden_at.is_(None),
            Comment.reply_to_id.is_(None),
            Voice.kind != VoiceKind.OFFICE,
            _is_newest(CommentRevision, CommentRevision.comment_id),
            or_(Comment.version_id == version.id, Placement.id.is_not(None)),
        )
        .order_by(Comment.sent_at, Comment.number)
    )
    return tuple(CommentInPlay(*row) for row in rows)


def _proposal(values: dict[str, Any], supporters: Mapping[int, Sequence[str]]) -> ProposalInPlay:
    made, carried = values.pop("original"), values.pop("carried") or None
    original = None if made is None else text.Proposal.from_json(made)
    standing = original if carried is None else text.Proposal.from_json(carried["proposal"])
    key = str(values["revision_id"])
    return ProposalInPlay(
        is_office=values.pop("voice_kind") is VoiceKind.OFFICE,
        is_waiting=bool(values.pop("waits")),
        original=original,
        changes=text.Proposal(key=key, changes=standing.changes if standing else ()),
        lost={int(index): PlacementOutcome(outcome) for index, outcome in carried["lost"].items()}
        if carried
        else {},
        supporters=tuple(supporters.get(values["revision_id"], ())),
        **values,
    )


def _says_original() -> ColumnElement[bool]:
    """What was proposed is asked for where it stands, or where something of it was lost on the way."""
    return or_(Placement.changes.is_(None), Placement.outcome != PlacementOutcome.CLEAN)


def _is_newest(revision: type[CommentRevision] | type[ProposalRevision], subject: Any) -> ColumnElement[bool]:
    """No later wording of the same proposal or comment is there."""
    later = aliased(revision)
    same = getattr(later, subject.key) == subject
    return ~select(later.id).where(same, later.number > revision.number).exists()


def _supporters(session: Session, revision_ids: Sequence[int]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    rows = session.execute(
        select(Support.revision_id, Voice.name)
        .join(Voice, Voice.id == Support.voice_id)
        .where(Support.revision_id.in_(revision_ids), Support.withdrawn_at.is_(None))
        .order_by(Voice.name)
    )
    for revision_id, name in rows:
        names[revision_id].append(name)
    return names


def _waits(about: ColumnElement[bool]) -> ScalarSelect[bool]:
    """Whether the newest clarification about something is a question without a reply; NULL without any."""
    return (
        select(Clarification.is_question)
        .where(about)
        .order_by(Clarification.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _came(about: ColumnElement[bool]) -> ScalarSelect[Channel]:
    """By which channel something arrived that was entered on behalf of its voice."""
    return (
        select(Arrival.channel)
        .join(ArrivedPart, ArrivedPart.arrival_id == Arrival.id)
        .where(about)
        .limit(1)
        .scalar_subquery()
    )
