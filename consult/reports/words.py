"""What proposals and comments say, loaded for the few that a page shows."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, contains_eager

from consult import text
from consult.models import (
    Comment,
    CommentKind,
    CommentRevision,
    Document,
    Placement,
    ProposalRevision,
    Support,
    Version,
    Voice,
)
from consult.reports.contributions import Entry


@dataclass(frozen=True)
class ProposalWords:
    """The changes of one wording as they stand at the version `base`, its reason, and who supports it."""

    proposal_id: int
    changes: text.Proposal
    base: Version
    number: int
    rationale: str
    written_at: datetime
    supporters: tuple[tuple[int, str], ...] = ()

    def is_supported_by(self, voice_ids: Iterable[int]) -> bool:
        """Whether one of these voices supports it."""
        return bool({voice_id for voice_id, _ in self.supporters} & set(voice_ids))


@dataclass(frozen=True)
class CommentWords:
    """One comment's guide question and words."""

    kind: CommentKind
    text: str
    is_revised: bool


def load_proposal_words(
    session: Session, revision_ids: Iterable[int], *, version: Version | None = None
) -> dict[int, ProposalWords]:
    """By revision id, in one query; where a wording was carried to the version, its changes there."""
    return _load(session, ProposalRevision.id.in_(set(revision_ids)), version)


def load_words_and_supported(
    session: Session, revision_ids: Iterable[int], voice_ids: Collection[int]
) -> dict[int, ProposalWords]:
    """These wordings, and those that one of the voices supports, by revision id, in one query."""
    supported = select(Support.revision_id).where(
        Support.voice_id.in_(voice_ids), Support.withdrawn_at.is_(None)
    )
    chosen = or_(ProposalRevision.id.in_(set(revision_ids)), ProposalRevision.id.in_(supported))
    return _load(session, chosen, None)


def load_wordings(session: Session, proposal_id: int) -> list[ProposalWords]:
    """Every wording of one proposal, the first one first, in one query."""
    return list(_load(session, ProposalRevision.proposal_id == proposal_id, None).values())


def _load(session: Session, chosen: ColumnElement[bool], version: Version | None) -> dict[int, ProposalWords]:
    rows = session.execute(
        select(ProposalRevision, Version, Placement.changes, Support.voice_id, Voice.name)
        .join(Version, Version.id == ProposalRevision.version_id)
        .options(contains_eager(Version.document))
        .join(Document, Document.id == Version.document_id)
        .outerjoin(Support, and_(Support.revision_id == ProposalRevision.id, Support.withdrawn_at.is_(None)))
        .outerjoin(Voice, Voice.id == Support.voice_id)
        .outerjoin(
            Placement,
            and_(
                Placement.revision_id == ProposalRevision.id,
                Placement.version_id == (version.id if version else 0),
            ),
        )
        .where(chosen)
        .order_by(ProposalRevision.id, Voice.name)
    )
    words: dict[int, ProposalWords] = {}
    supporters: dict[int, list[tuple[int, str]]] = {}
    for revision, made_on, carried, voice_id, name in rows:
        if revision.id not in words:
            moved = carried is not None and version is not None
            words[revision.id] = ProposalWords(
                proposal_id=revision.proposal_id,
                changes=text.Proposal.from_json(carried["proposal"] if carried else revision.changes),
                base=version if moved and version else made_on,
                number=revision.number,
                rationale=revision.rationale,
                written_at=revision.created_at,
            )
        if voice_id is not None:
            supporters.setdefault(revision.id, []).append((voice_id, name))
    return {
        revision_id: _supported(found, supporters.get(revision_id, []))
        for revision_id, found in words.items()
    }


def load_comment_words(session: Session, comments: Iterable[Entry]) -> dict[int, CommentWords]:
    """By comment id, in one query."""
    rows = session.execute(
        select(Comment.id, CommentRevision)
        .join(CommentRevision, CommentRevision.comment_id == Comment.id)
        .where(CommentRevision.id.in_({entry.revision_id for entry in comments}))
    )
    return {
        comment_id: CommentWords(revision.kind, revision.text, revision.number > 1)
        for comment_id, revision in rows
    }


def _supported(words: ProposalWords, supporters: list[tuple[int, str]]) -> ProposalWords:
    return replace(words, supporters=tuple(supporters))
