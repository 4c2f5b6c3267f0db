"""Which decisions made the changes between two versions: proposals, organisations, outcomes, reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from consult.models import (
    Answer,
    Comment,
    Decision,
    DecisionItem,
    Outcome,
    Proposal,
    ProposalRevision,
    Version,
    Voice,
)
from consult.reports.decisions import told_after
from consult.reports.outcomes import TAKEN, known_to
from consult.reports.visibility import Viewer

Rows = Select[Decision, int, int, DecisionItem, int, int, int, str]


@dataclass(frozen=True)
class Part:
    """What a decision said of one contribution; `proposal` or `comment` is its public number.

    Of a proposal it is one change of the revision that was decided.
    """

    voice: str
    outcome: Outcome
    rationale: str
    proposal: int | None = None
    comment: int | None = None
    revision_id: int | None = None
    change: int | None = None
    subject_id: int = 0


@dataclass
class Source:
    """One decision with everything it answered.

    `version` is the number of the version it was decided on, `told_after` that of the draft then.
    """

    decision: Decision
    version: int
    told_after: int
    parts: list[Part] = field(default_factory=list)

    @property
    def id(self) -> int:
        """The decision's id, by which the page of decisions is linked to."""
        return self.decision.id

    @property
    def block_id(self) -> str:
        """The block it was about."""
        return str(self.decision.place.get("block") or "")

    @property
    def is_on_draft(self) -> bool:
        """Whether it changes the draft; of a background document we only put something forward."""
        return self.decision.draft_version_id is None

    @property
    def taken(self) -> list[Part]:
        """What went into the text, wholly or partly."""
        return [part for part in self.parts if part.outcome in TAKEN and part.proposal is not None]

    @property
    def outcomes(self) -> list[Outcome]:
        """The outcomes of what was taken, each once, in the order of arrival."""
        return list(dict.fromkeys(part.outcome for part in self.taken))

    def covers(self, start: int, end: int) -> bool:
        """Whether its sentence meets these characters of its block."""
        place = self.decision.place
        return int(place.get("start", 0)) <= end and start <= int(place.get("end", 0))


@dataclass(frozen=True)
class Sources:
    """Decisions by their ids and by the changes of proposals they took."""

    by_id: Mapping[int, Source]
    by_change: Mapping[tuple[int, int], Source]

    def named(self, names: Iterable[str]) -> list[Source]:
        """The decisions behind origins such as `p:12:0` and `w:5`, each once."""
        found = (self._one(name) for name in names)
        return list({source.id: source for source in found if source is not None}.values())

    def about(self, block_ids: Iterable[str]) -> list[Source]:
        """The decisions about these blocks that took something into the text."""
        wanted = set(block_ids)
        return [source for source in self.by_id.values() if source.block_id in wanted and source.taken]

    def _one(self, name: str) -> Source | None:
        kind, _, rest = name.partition(":")
        if kind == "w":
            return self.by_id.get(int(rest))
        if kind == "p":
            revision, _, change = rest.partition(":")
            return self.by_change.get((int(revision), int(change)))
        return None


def load_sources(session: Session, viewer: Viewer, document_id: int | None = None) -> Sources:
    """Every decision on a document, or on all, that the viewer may know, oldest first, in one query."""
    rows = _rows(viewer)
    found = _gather(session, rows if document_id is None else rows.where(Decision.document_id == document_id))
    by_change = {
        (part.revision_id, part.change): source
        for source in found.values()
        for part in source.parts
        if part.revision_id is not None and part.change is not None
    }
    return Sources(found, by_change)


def load_decided(session: Session, viewer: Viewer, decision_ids: Iterable[int]) -> dict[int, Source]:
    """Some decisions that the viewer may know, with everything each answered, in one query."""
    return _gather(session, _rows(viewer).where(Decision.id.in_(set(decision_ids))))


def _gather(session: Session, rows: Rows) -> dict[int, Source]:
    by_id: dict[int, Source] = {}
    for decision, number, told, item, proposal, comment, subject_id, voice in session.execute(rows):
        source = by_id.setdefault(decision.id, Source(decision, number, told))
        source.parts.append(
            Part(
                voice,
                item.outcome,
                item.rationale,
                proposal,
                comment,
                item.revision_id,
                item.change,
                subject_id,
            )
        )
    return by_id


def _rows(viewer: Viewer) -> Rows:
    answer_id = func.coalesce(Proposal.answer_id, Comment.answer_id)
    subject_id = func.coalesce(Proposal.id, Comment.id)
    draft = aliased(Version)
    return (
        select(
            Decision,
            Version.number,
            draft.number,
            DecisionItem,
            Proposal.number,
            Comment.number,
            subject_id,
            Voice.name,
        )
        .join(Version, Version.id == Decision.version_id)
        .join(draft, draft.id == told_after())
        .join(DecisionItem, DecisionItem.decision_id == Decision.id)
        .outerjoin(ProposalRevision, ProposalRevision.id == DecisionItem.revision_id)
        .outerjoin(Proposal, Proposal.id == ProposalRevision.proposal_id)
        .outerjoin(Comment, Comment.id == DecisionItem.comment_id)
        .join(Answer, Answer.id == answer_id)
        .join(Voice, Voice.id == Answer.voice_id)
        .where(
            Decision.consultation_id == viewer.consultation_id,
            known_to(viewer),
        )
        .order_by(Decision.id, DecisionItem.id)
    )
