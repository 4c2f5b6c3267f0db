"""What became of each contribution: the decisions that answered it, and the words that came of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from consult import text
from consult.models import Decision, DecisionItem, Outcome, ProposalRevision, Version
from consult.reports.contributions import Noun
from consult.reports.decisions import stands, told_after
from consult.reports.forwarded import Accepted, load_accepted, put_forward, sentences_at
from consult.reports.outcomes import TAKEN, Outcomes, gather_outcomes
from consult.reports.texts import load_texts

Key = tuple[Noun, int]


@dataclass(frozen=True)
class Fate:
    """One answer: to one change of a proposal, or to a comment.

    `version` is the number of the version it was published in; `before` and `after` are the whole
    sentence on each side, empty when no sentence can be named. Of a background document nothing
    changes: there `after` is what we put forward to its authority.
    """

    outcome: Outcome
    rationale: str
    decided_at: datetime
    decision_id: int
    version: int
    change: int | None = None
    is_own_wording: bool = False
    before: str = ""
    after: str = ""
    block_id: str = ""
    is_put_forward: bool = False


@dataclass(frozen=True)
class Rulings:
    """The published answers to some proposals and comments; the words around them are read separately.

    A row is one answer with its decision, the version it was published in and, for a change, the id of
    its proposal. `accepted` are the changes that decisions on background documents took as they are.
    """

    rows: Sequence[tuple[DecisionItem, Decision, Version, int | None]] = ()
    accepted: Accepted = field(default_factory=dict)

    @property
    def version_ids(self) -> set[int]:
        """The versions in which the answered sentences stand, before and after."""
        return {version.id for _, _, version, _ in self.rows} | {row[1].version_id for row in self.rows}

    @property
    def outcomes(self) -> Outcomes:
        """What has become of each change and comment."""
        return gather_outcomes(
            (row.revision_id, row.change, row.comment_id, row.outcome) for row, *_ in self.rows
        )

    def fates(self, texts: Mapping[int, text.Document]) -> dict[Key, list[Fate]]:
        """The answers by what they answer, oldest first; of two at one version the later one."""
        newest: dict[tuple[Key, int | None, int], Fate] = {}
        for item, decision, version, proposal_id in self.rows:
            owner = _owner(item, proposal_id)
            newest[(owner, item.change, version.id)] = self._fate(item, decision, version, texts)
        fates: dict[Key, list[Fate]] = defaultdict(list)
        for (owner, _, _), fate in newest.items():
            fates[owner].append(fate)
        return fates

    def _fate(
        self, item: DecisionItem, decision: Decision, version: Version, texts: Mapping[int, text.Document]
    ) -> Fate:
        before, after = ("", "")
        on_draft = decision.draft_version_id is None
        if item.change is not None and item.outcome is not Outcome.POSTPONED:
            base = texts[decision.version_id]
            if on_draft:
                before, after = sentences_at(decision, base, texts[version.id])
            else:
                before, after = put_forward(decision, base, self.accepted.get(decision.id, ()))
        return Fate(
            outcome=item.outcome,
            rationale=item.rationale or decision.rationale,
            decided_at=decision.decided_at,
            decision_id=decision.id,
            version=version.number,
            change=item.change,
            is_own_wording=decision.wording is not None and item.outcome is not Outcome.DECLINED,
            before=before,
            after=after if on_draft or item.outcome in TAKEN else "",
            block_id=str(decision.place.get("block") or ""),
            is_put_forward=not on_draft and item.outcome in TAKEN,
        )


def load_rulings(session: Session, proposal_ids: Iterable[int], comment_ids: Iterable[int]) -> Rulings:
    """Oldest first, in one query, two with background documents; only what a version has told is there."""
    decided, answered_in = aliased(Version), aliased(Version)
    following = and_(answered_in.document_id == decided.document_id, answered_in.number == decided.number + 1)
    rows = session.execute(
        select(DecisionItem, Decision, answered_in, ProposalRevision.proposal_id)
        .join(Decision, Decision.id == DecisionItem.decision_id)
        .join(decided, decided.id == told_after())
        .join(answered_in, following)
        .outerjoin(ProposalRevision, ProposalRevision.id == DecisionItem.revision_id)
        .where(
            stands(),
            or_(
                ProposalRevision.proposal_id.in_(set(proposal_ids)),
                DecisionItem.comment_id.in_(set(comment_ids)),
            ),
        )
        .order_by(Decision.id, DecisionItem.id)
    )
    found = [(item, decision, version, proposal_id) for item, decision, version, proposal_id in rows]
    elsewhere = {decision.id for _, decision, _, _ in found if decision.draft_version_id is not None}
    return Rulings(found, load_accepted(session, elsewhere) if elsewhere else {})


def load_proposal_fates(session: Session, proposal_ids: Iterable[int]) -> dict[int, list[Fate]]:
    """The published answers to proposals, by proposal id, oldest first."""
    return _load_fates(session, load_rulings(session, proposal_ids, ()))


def load_comment_fates(session: Session, comment_ids: Iterable[int]) -> dict[int, list[Fate]]:
    """The published answers to comments, by comment id, oldest first."""
    return _load_fates(session, load_rulings(session, (), comment_ids))


def _load_fates(session: Session, rulings: Rulings) -> dict[int, list[Fate]]:
    if not rulings.rows:
        return {}
    fates = rulings.fates(load_texts(session, rulings.version_ids))
    return {id_: found for (_, id_), found in fates.items()}


def _owner(item: DecisionItem, proposal_id: int | None) -> Key:
    if proposal_id is not None:
        return (Noun.PROPOSAL, proposal_id)
    return (Noun.COMMENT, item.comment_id or 0)
