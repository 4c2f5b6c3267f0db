"""What became of each contribution: the decisions that answered it, and the words that came of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from consult import text
from consult.models import Decision, DecisionItem, Outcome, ProposalRevision, Version
from consult.reports.contributions import Noun
from consult.reports.decisions import stands
from consult.reports.outcomes import Outcomes, gather_outcomes
from consult.reports.texts import load_texts

Key = tuple[Noun, int]


@dataclass(frozen=True)
class Fate:
    """One answer: to one change of a proposal, or to a comment.

    `version` is the number of the version it was published in; `before` and `after` are the whole
    sentence on each side, empty when no sentence can be named.
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


@dataclass(frozen=True)
class Rulings:
    """The published answers to some proposals and comments; the words around them are read separately.

    A row is one answer with its decision, the version it was published in and, for a change, the id of
    its proposal.
    """

    rows: Sequence[tuple[DecisionItem, Decision, Version, int | None]] = ()

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
            newest[(owner, item.change, version.id)] = _fate(item, decision, version, texts)
        fates: dict[Key, list[Fate]] = defaultdict(list)
        for (owner, _, _), fate in newest.items():
            fates[owner].append(fate)
        return fates


def load_rulings(session: Session, proposal_ids: Iterable[int], comment_ids: Iterable[int]) -> Rulings:
    """In one query, oldest first; what no published version has answered is not there."""
    decided, answered_in = aliased(Version), aliased(Version)
    following = and_(answered_in.document_id == decided.document_id, answered_in.number == decided.number + 1)
    rows = session.execute(
        select(DecisionItem, Decision, answered_in, ProposalRevision.proposal_id)
        .join(Decision, Decision.id == DecisionItem.decision_id)
        .join(decided, decided.id == Decision.version_id)
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
    return Rulings([(item, decision, version, proposal_id) for item, decision, version, proposal_id in rows])


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


def _fate(
    item: DecisionItem, decision: Decision, version: Version, texts: Mapping[int, text.Document]
) -> Fate:
    before, after = ("", "")
    if item.change is not None and item.outcome is not Outcome.POSTPONED:
        before, after = _sentences(decision, texts[decision.version_id], texts[version.id])
    return Fate(
        outcome=item.outcome,
        rationale=item.rationale or decision.rationale,
        decided_at=decision.decided_at,
        decision_id=decision.id,
        version=version.number,
        change=item.change,
        is_own_wording=decision.wording is not None and item.outcome is not Outcome.DECLINED,
        before=before,
        after=after,
        block_id=str(decision.place.get("block") or ""),
    )


def _sentences(decision: Decision, before: text.Document, after: text.Document) -> tuple[str, str]:
    """The decision's place in both versions; empty where the block is not there."""
    place = decision.place
    old, new = before.by_id.get(str(place["block"])), after.by_id.get(str(place["block"]))
    start, end = int(place["start"]), int(place["end"])
    words = old.text[start:end].strip() if old else ""
    if old is None or new is None:
        return words, ""
    found = text.BlockMap(text.Document((old,)), text.Document((new,))).around(old.id, start, end)
    return words, new.text[found.start : found.end].strip() if found else ""
