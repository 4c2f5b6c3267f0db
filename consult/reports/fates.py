"""What became of each contribution: the decisions that answered it, and the words that came of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult import text
from consult.models import (
    Comment,
    Decision,
    DecisionItem,
    Outcome,
    Proposal,
    ProposalRevision,
    Version,
)
from consult.reports.texts import load_texts


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


def load_proposal_fates(session: Session, proposal_ids: Iterable[int]) -> dict[int, list[Fate]]:
    """The published answers to proposals, by proposal id, oldest first."""
    return _load_fates(session, Proposal, set(proposal_ids))


def load_comment_fates(session: Session, comment_ids: Iterable[int]) -> dict[int, list[Fate]]:
    """The published answers to comments, by comment id, oldest first."""
    return _load_fates(session, Comment, set(comment_ids))


def _load_fates(
    session: Session, kind: type[Proposal] | type[Comment], ids: set[int]
) -> dict[int, list[Fate]]:
    if not ids:
        return {}
    undone = select(Decision.undoes_id).where(Decision.undoes_id.is_not(None))
    owner_id = DecisionItem.comment_id if kind is Comment else ProposalRevision.proposal_id
    query = (
        select(DecisionItem, Decision, Version, owner_id)
        .join(Decision, Decision.id == DecisionItem.decision_id)
        .join(Version, Version.id == Decision.version_id)
        .outerjoin(ProposalRevision, ProposalRevision.id == DecisionItem.revision_id)
        .where(Decision.id.not_in(undone), owner_id.in_(ids))
        .order_by(Decision.id)
    )
    rows = session.execute(query).all()
    successors = _successors(session, {version.id for _, _, version, _ in rows})
    sentences = SentencePairs(session, successors)
    newest: dict[tuple[int, int | None, int], tuple[int, Fate]] = {}
    for item, decision, version, owner in rows:
        if version.id not in successors:
            continue
        fate = _fate(item, decision, successors[version.id].number, sentences)
        newest[(owner or 0, item.change, version.id)] = (owner or 0, fate)
    fates: dict[int, list[Fate]] = defaultdict(list)
    for owner, fate in newest.values():
        fates[owner].append(fate)
    return fates


def _fate(item: DecisionItem, decision: Decision, version: int, sentences: "SentencePairs") -> Fate:
    before, after = ("", "")
    if item.change is not None and item.outcome is not Outcome.POSTPONED:
        before, after = sentences.around(decision)
    return Fate(
        outcome=item.outcome,
        rationale=item.rationale or decision.rationale,
        decided_at=decision.decided_at,
        decision_id=decision.id,
        version=version,
        change=item.change,
        is_own_wording=decision.wording is not None and item.outcome is not Outcome.DECLINED,
        before=before,
        after=after,
        block_id=str(decision.place.get("block") or ""),
    )


def _successors(session: Session, version_ids: set[int]) -> dict[int, Version]:
    """The next version of the document by the id of each version that has one."""
    versions = session.scalars(
        select(Version)
        .options(joinedload(Version.document))
        .where(Version.document_id.in_(select(Version.document_id).where(Version.id.in_(version_ids))))
    ).all()
    by_number = {(version.document_id, version.number): version for version in versions}
    return {
        version.id: by_number[(version.document_id, version.number + 1)]
        for version in versions
        if version.id in version_ids and (version.document_id, version.number + 1) in by_number
    }


class SentencePairs:
    """The sentence a decision was about, before and after, read from the two versions once each."""

    def __init__(self, session: Session, successors: Mapping[int, Version]) -> None:
        self._session = session
        self._successors = successors

    def around(self, decision: Decision) -> tuple[str, str]:
        """Both sides of the decision's place; empty where the block is not there."""
        place = decision.place
        old = self._text(decision.version_id).by_id.get(str(place["block"]))
        new = self._text(self._successors[decision.version_id].id).by_id.get(str(place["block"]))
        start, end = int(place["start"]), int(place["end"])
        before = old.text[start:end] if old else ""
        if old is None or new is None:
            return before.strip(), ""
        after = text.BlockMap(text.Document((old,)), text.Document((new,))).around(old.id, start, end)
        return before.strip(), new.text[after.start : after.end].strip() if after else ""

    def _text(self, version_id: int) -> text.Document:
        return self._texts[version_id]

    @cached_property
    def _texts(self) -> dict[int, text.Document]:
        """All of them in one query, when the first is asked for."""
        after = {version.id for version in self._successors.values()}
        return load_texts(self._session, after | set(self._successors))
