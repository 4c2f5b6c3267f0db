"""What proposals and comments say, loaded for the few that a page shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from consult import text
from consult.models import (
    Comment,
    CommentKind,
    CommentRevision,
    Placement,
    ProposalRevision,
    Support,
    Version,
    Voice,
)
from consult.reports.contributions import Entry


@dataclass(frozen=True)
class ProposalWords:
    """The changes of one wording as they stand at a version, its reason, and who supports it."""

    changes: text.Proposal
    base_version_id: int
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
    rows = session.execute(
        select(ProposalRevision, Placement.changes, Support.voice_id, Voice.name)
        .outerjoin(Support, and_(Support.revision_id == ProposalRevision.id, Support.withdrawn_at.is_(None)))
        .outerjoin(Voice, Voice.id == Support.voice_id)
        .outerjoin(
            Placement,
            and_(
                Placement.revision_id == ProposalRevision.id,
                Placement.version_id == (version.id if version else 0),
            ),
        )
        .where(ProposalRevision.id.in_(set(revision_ids)))
        .order_by(ProposalRevision.id, Voice.name)
    )
    words: dict[int, ProposalWords] = {}
    supporters: dict[int, list[tuple[int, str]]] = {}
    for revision, carried, voice_id, name in rows:
        if revision.id not in words:
            moved = carried is not None and version is not None
            words[revision.id] = ProposalWords(
                changes=text.Proposal.from_json(carried["proposal"] if carried else revision.changes),
                base_version_id=version.id if moved and version else revision.version_id,
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
    return ProposalWords(
        words.changes, words.base_version_id, words.rationale, words.written_at, tuple(supporters)
    )
