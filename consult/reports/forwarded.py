"""What we put forward of a background document: the words that would come of it, never its own text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult import text
from consult.models import Decision, DecisionItem, Outcome, ProposalRevision

#: The accepted changes of decisions, by the id of the decision.
Accepted = Mapping[int, Sequence[text.Proposal]]


def load_accepted(session: Session, decision_ids: Iterable[int]) -> Accepted:
    """The changes that each of these decisions took as they are, in the order of its items, in one query."""
    rows = session.execute(
        select(DecisionItem.decision_id, DecisionItem.change, ProposalRevision.id, ProposalRevision.changes)
        .join(ProposalRevision, ProposalRevision.id == DecisionItem.revision_id)
        .where(DecisionItem.decision_id.in_(set(decision_ids)), DecisionItem.outcome == Outcome.ACCEPTED)
        .order_by(DecisionItem.id)
    )
    found: dict[int, list[text.Proposal]] = defaultdict(list)
    for decision_id, change, revision_id, changes in rows:
        proposal = text.Proposal.from_json(changes).only({change})
        found[decision_id].append(text.Proposal(key=str(revision_id), changes=proposal.changes))
    return found


def put_forward(
    decision: Decision, base: text.Document, accepted: Sequence[text.Proposal]
) -> tuple[str, str]:
    """The sentence of a background document, and how it would read by the decision."""
    before = sentences_at(decision, base, base)[0]
    if decision.wording is not None:
        return before, text.read_paragraphs(str(decision.wording["markdown"])).text
    if not accepted:
        return before, ""
    order = [text.Member(proposal.key, change.index) for proposal in accepted for change in proposal.changes]
    merged = text.merge(base, _joined(accepted))
    return sentences_at(
        decision, base, merged.apply(dict.fromkeys(order, text.Accept()), {}, order=order).document
    )


def sentences_at(decision: Decision, before: text.Document, after: text.Document) -> tuple[str, str]:
    """The decision's place in both texts; empty where the block is not there."""
    place = decision.place
    old, new = before.by_id.get(str(place["block"])), after.by_id.get(str(place["block"]))
    start, end = int(place["start"]), int(place["end"])
    words = old.text[start:end].strip() if old else ""
    if old is None or new is None:
        return words, ""
    found = text.BlockMap(text.Document((old,)), text.Document((new,))).around(old.id, start, end)
    return words, new.text[found.start : found.end].strip() if found else ""


def _joined(accepted: Sequence[text.Proposal]) -> list[text.Proposal]:
    """One proposal for each key, with all its changes."""
    changes: dict[str, tuple[text.Change, ...]] = {}
    for proposal in accepted:
        changes[proposal.key] = (*changes.get(proposal.key, ()), *proposal.changes)
    return [text.Proposal(key=key, changes=some) for key, some in changes.items()]
