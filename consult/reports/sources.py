"""Which decisions made the changes between two versions: proposals, organisations, outcomes, reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

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
from consult.reports.outcomes import TAKEN, known_to
from consult.reports.visibility import Viewer


@dataclass(frozen=True)
class Part:
    """What a decision said of one contribution; `proposal` or `comment` is its public number."""

    voice: str
    outcome: Outcome
    rationale: str
    proposal: int | None = None
    comment: int | None = None


@dataclass
class Source:
    """One decision with everything it answered."""

    decision: Decision
    version: int
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


def load_sources(session: Session, viewer: Viewer, document_id: int) -> Sources:
    """Every decision on a document that the viewer may know, oldest first, in one query."""
    by_id: dict[int, Source] = {}
    by_change: dict[tuple[int, int], Source] = {}
    for decision, number, item, proposal, comment, voice in session.execute(_rows(viewer, document_id)):
        source = by_id.setdefault(decision.id, Source(decision, number))
        source.parts.append(Part(voice, item.outcome, item.rationale, proposal, comment))
        if item.revision_id is not None and item.change is not None:
            by_change[item.revision_id, item.change] = source
    return Sources(by_id, by_change)


def _rows(viewer: Viewer, document_id: int) -> Select[Decision, int, DecisionItem, int, int, str]:
    answer_id = func.coalesce(Proposal.answer_id, Comment.answer_id)
    return (
        select(Decision, Version.number, DecisionItem, Proposal.number, Comment.number, Voice.name)
        .join(Version, Version.id == Decision.version_id)
        .join(DecisionItem, DecisionItem.decision_id == Decision.id)
        .outerjoin(ProposalRevision, ProposalRevision.id == DecisionItem.revision_id)
        .outerjoin(Proposal, Proposal.id == ProposalRevision.proposal_id)
        .outerjoin(Comment, Comment.id == DecisionItem.comment_id)
        .join(Answer, Answer.id == answer_id)
        .join(Voice, Voice.id == Answer.voice_id)
        .where(
            Decision.consultation_id == viewer.consultation_id,
            Decision.document_id == document_id,
            known_to(viewer),
        )
        .order_by(Decision.id, DecisionItem.id)
    )
