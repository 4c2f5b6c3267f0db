"""Publishing the next version: exactly the decided changes, everything else carried over, all answered."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import and_, insert, select
from sqlalchemy.orm import Session

from consult import text
from consult.errors import Conflict, Invalid
from consult.models import (
    Comment,
    DecisionItem,
    Document,
    Outcome,
    Person,
    Placement,
    Version,
)
from consult.reports.beside import Beside, load_beside
from consult.reports.in_play import ProposalInPlay
from consult.reports.reconciliation import Reconciliation, Spot, load_decisions, load_reconciliation
from consult.reports.texts import Spans, load_origins
from consult.reports.versions import background_versions
from consult.services.choices import Choices, load_choices
from consult.services.decisions import own_wording, undo, verdict_for
from consult.services.differences import store_difference
from consult.services.documents import store_version
from consult.services.placing import Columns, place_comment, place_proposal
from consult.services.reconcilable import require_reconciling
from consult.services.responses import queue_responses
from consult.services.rounds import follow_version
from consult.text.trace import carry_origins


@dataclass(frozen=True)
class Publication:
    """A version that would be published now, computed without any lock.

    `input_hash` covers everything it was computed from; `open_spots` are the places without a
    decision, which stay as they are and are carried over. `beside` are the background documents: what
    was decided of them is told with the version, and nothing is applied to them.
    """

    base: Version
    input_hash: str
    applied: text.Applied
    reconciliation: Reconciliation
    beside: Beside = field(default_factory=Beside)
    choices: Choices = field(default_factory=Choices)
    origins: Mapping[str, Spans] = field(default_factory=dict)
    placements: tuple[Columns, ...] = ()

    @property
    def content(self) -> text.Document:
        """The text that the version would have."""
        return self.applied.document

    @property
    def decided(self) -> tuple[Spot, ...]:
        """Places of the draft that have a decision."""
        return tuple(spot for spot in self.reconciliation.spots if not spot.is_open)

    @property
    def tells_something(self) -> bool:
        """Whether anybody would be answered."""
        return bool(self.decided or self.beside.decisions or self.choices.changed)

    @property
    def open_spots(self) -> tuple[Spot, ...]:
        """Places that have none."""
        return tuple(spot for spot in self.reconciliation.spots if spot.is_open)

    @property
    def number(self) -> int:
        """The number the new version will have."""
        return self.base.number + 1


def preview_publication(session: Session, version: Version) -> Publication:
    """Compute the next version's text from the decisions that stand, without what only publishing needs."""
    reconciliation = load_reconciliation(session, version, version)
    beside = _beside(session, version)
    choices = _choices(session, version)
    decisions, wordings = _rulings(reconciliation)
    applied = reconciliation.merge.apply(decisions, wordings, order=reconciliation.arrival)
    return Publication(
        base=version,
        input_hash=_input_hash(reconciliation, beside, choices),
        applied=applied,
        reconciliation=reconciliation,
        beside=beside,
        choices=choices,
    )


def prepare_publication(session: Session, version: Version) -> Publication:
    """The same with where every word comes from and where what is open stands then."""
    publication = preview_publication(session, version)
    reconciliation, applied = publication.reconciliation, publication.applied
    carried = text.BlockMap(reconciliation.base, applied.document, applied.runs)
    return replace(
        publication,
        origins=_origins(session, reconciliation, applied),
        placements=tuple(
            _proposal_placements(reconciliation, carried)
            + _comment_placements(session, reconciliation, carried)
        ),
    )


def publish_version(session: Session, publication: Publication, *, actor: Person, now: datetime) -> Version:
    """Write what was prepared in one transaction, unless something it was computed from has changed."""
    base = session.get_one(Version, publication.base.id)
    require_reconciling(session, base, now)
    now_stands = load_reconciliation(session, base, base)
    choices = _choices(session, base)
    if _input_hash(now_stands, _beside(session, base), choices) != publication.input_hash:
        raise Conflict("A decision or a proposal has changed meanwhile. Look at the preview again.")
    reconciliations = (publication.reconciliation, *_background(session, base))
    if not choices.changed and all(spot.is_open for one in reconciliations for spot in one.spots):
        raise Invalid("Nothing has been decided yet, so the new version would be the same.")
    for reconciliation in reconciliations:
        _let_lapse(session, reconciliation, actor=actor, now=now)
    document = session.get_one(Document, base.document_id)
    version = store_version(
        session,
        document,
        publication.content,
        number=publication.number,
        title=base.title,
        actor=actor,
        now=now,
        origins=publication.origins,
    )
    session.flush()
    if publication.placements:
        session.execute(
            insert(Placement), [{**values, "version_id": version.id} for values in publication.placements]
        )
    store_difference(session, base, version)
    follow_version(session, version, consultation_id=document.consultation_id, now=now)
    queue_responses(session, document, reconciliations, version, now=now)
    session.flush()
    return version


def _consultation_id(session: Session, version: Version) -> int:
    return session.get_one(Document, version.document_id).consultation_id


def _beside(session: Session, base: Version) -> Beside:
    return load_beside(session, base, _consultation_id(session, base))


def _choices(session: Session, base: Version) -> Choices:
    return load_choices(session, _consultation_id(session, base), base.id)


def _background(session: Session, base: Version) -> list[Reconciliation]:
    versions = background_versions(session, _consultation_id(session, base))
    return [load_reconciliation(session, version, base) for version in versions]


def _let_lapse(session: Session, reconciliation: Reconciliation, *, actor: Person, now: datetime) -> None:
    """A decision whose place has other members by now answers nobody: it is undone before it is told."""
    seen = {spot.seen for spot in reconciliation.spots}
    version, draft = reconciliation.version, reconciliation.draft
    standing = load_decisions(session, version, draft)
    while lapsed := [decision for decision in standing if decision.group_hash not in seen]:
        for decision in lapsed:
            undo(session, decision, actor=actor, now=now)
        standing = load_decisions(session, version, draft)


def _rulings(
    reconciliation: Reconciliation,
) -> tuple[dict[text.Member, text.Accept | text.Decline], dict[str, text.Fragment]]:
    decisions: dict[text.Member, text.Accept | text.Decline] = {}
    wordings: dict[str, text.Fragment] = {}
    for spot in reconciliation.spots:
        if spot.group is None or spot.decision is None:
            continue
        decisions |= {_member(item): verdict_for(item.outcome) for item in spot.decision.items}
        wordings |= own_wording(spot, spot.decision.wording)
    return decisions, wordings


def _member(item: DecisionItem) -> text.Member:
    return text.Member(str(item.revision_id), item.change or 0)


def _origins(session: Session, reconciliation: Reconciliation, applied: text.Applied) -> dict[str, Spans]:
    """Words that stayed keep their earlier origin; the agent's wordings are named by decision."""
    decisions = {
        f"w:{spot.group.key}": f"w:{spot.decision.id}"
        for spot in reconciliation.spots
        if spot.group is not None and spot.decision is not None
    }
    earlier = load_origins(session, reconciliation.version.id)
    known = {block.id: _known(block, earlier.get(block.id)) for block in reconciliation.base.blocks}
    carried = carry_origins(applied.origins, known)
    return {
        block_id: tuple((span.start, span.end, decisions.get(span.source, span.source)) for span in spans)
        for block_id, spans in carried.items()
    }


def _known(block: text.Block, spans: Spans | None) -> tuple[text.Span, ...]:
    """Where the words of a block come from; one without stored spans is as it was brought in."""
    return tuple(
        text.Span(start, end, source, block.id, start)
        for start, end, source in spans or ((0, len(block.text), ""),)
    )


def _proposal_placements(reconciliation: Reconciliation, carried: text.BlockMap) -> list[Columns]:
    """The columns of each, so that a preview makes no objects of what it does not store."""
    return [
        _placement(reconciliation.proposals[key], open_indexes, carried)
        for key, open_indexes in _open_changes(reconciliation).items()
    ]


def _placement(proposal: ProposalInPlay, open_indexes: set[int], carried: text.BlockMap) -> Columns:
    """Where the open changes of a proposal stand in the new text."""
    lost = {index: outcome for index, outcome in proposal.lost.items() if index in open_indexes}
    standing = proposal.changes.only(open_indexes - set(proposal.lost))
    return place_proposal(proposal.revision_id, standing, carried, lost)


def _open_changes(reconciliation: Reconciliation) -> dict[str, set[int]]:
    """The changes without a final answer, by proposal; one that is answered in full is not there."""
    found: dict[str, set[int]] = {}
    for spot in reconciliation.spots:
        for member in spot.members:
            if _stays_open(spot, member):
                found.setdefault(member.proposal, set()).add(member.change)
    return found


def _stays_open(spot: Spot, member: text.Member) -> bool:
    if spot.decision is None:
        return True
    outcomes = {_member(item): item.outcome for item in spot.decision.items}
    return outcomes[member] is Outcome.POSTPONED


def _comment_placements(
    session: Session, reconciliation: Reconciliation, carried: text.BlockMap
) -> list[Columns]:
    """Open comments follow their words; an orphan stays listed with the version it was made on."""
    waiting = [
        spot.comment.comment_id
        for spot in reconciliation.spots
        if spot.comment is not None
        and (spot.decision is None or spot.decision.items[0].outcome is Outcome.POSTPONED)
    ]
    anchors = _anchors(session, waiting, reconciliation.version.id)
    return [place_comment(comment_id, anchors[comment_id], carried) for comment_id in waiting]


def _anchors(session: Session, comment_ids: list[int], version_id: int) -> dict[int, text.Anchor]:
    """Each comment's anchor in a version: the carried one, else the one it was made with."""
    here = and_(Placement.comment_id == Comment.id, Placement.version_id == version_id)
    rows = session.execute(
        select(Comment.id, Comment.anchor, Placement.anchor)
        .outerjoin(Placement, here)
        .where(Comment.id.in_(comment_ids))
    )
    return {comment_id: text.Anchor(**(carried or made)) for comment_id, made, carried in rows}


def _input_hash(reconciliation: Reconciliation, beside: Beside, choices: Choices) -> str:
    """Everything the new version depends on: the base, what is in play, what has been decided and chosen."""
    inputs = [
        reconciliation.version.hash,
        sorted(reconciliation.proposals),
        [[spot.seen, spot.decision.id if spot.decision else None] for spot in reconciliation.spots],
        beside.decisions,
        sorted(beside.unanswered.items()),
        choices.marks,
    ]
    return hashlib.sha256(json.dumps(inputs).encode()).hexdigest()
