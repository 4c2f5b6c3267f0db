"""Everything that needs a decision at one version: one queue of places in reading order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from consult import text
from consult.models import Decision, PlacementOutcome, Version
from consult.reports.decisions import stands, told_after
from consult.reports.in_play import CommentInPlay, ProposalInPlay, load_comments, load_proposals
from consult.reports.texts import load_text
from consult.reports.told import load_told, without_told
from consult.reports.versions import draft_beside

LOST = "lost"
COMMENT = "comment"


@dataclass(frozen=True)
class Spot:
    """One place of the queue.

    `level` is the engine's (free, agree, near, order, hard), `lost` for changes that could not be
    carried to this version, or `comment`; those two are named by `alone`. `decision` is the one that
    stands, `was_decided` says that one stood before its members changed.
    """

    key: str
    level: str
    block_id: str
    alone: str = ""
    members: tuple[text.Member, ...] = ()
    place: text.Place | None = None
    group: text.Group | None = None
    comment: CommentInPlay | None = None
    decision: Decision | None = None
    was_decided: bool = False
    is_waiting: bool = False

    @property
    def seen(self) -> str:
        """What a decision is bound to: a hash of the members, worked out where it is asked for."""
        return self.group.key if self.group is not None else self.alone

    @cached_property
    def rivals(self) -> tuple[tuple[text.Member, ...], ...]:
        """The members in order of arrival; those that propose the very same are one rival."""
        if self.group is not None:
            return self.group.rivals(self.members)
        return (self.members,) if self.members else ()

    @property
    def is_open(self) -> bool:
        """It needs a decision."""
        return self.decision is None


@dataclass(frozen=True)
class Reconciliation:
    """A version with all that waits for an answer there.

    `draft` is the version of the draft whose next one tells the answers: the same one, or of a background
    document the one beside it.
    """

    version: Version
    draft: Version
    base: text.Document
    proposals: Mapping[str, ProposalInPlay]
    merge: text.Merge
    spots: tuple[Spot, ...]

    @property
    def is_background(self) -> bool:
        """Nothing is applied to a background document: what is accepted is put forward to its authority."""
        return self.draft.document_id != self.version.document_id

    @cached_property
    def by_key(self) -> dict[str, Spot]:
        """Spots by the keys of all their members, so that an old link still finds the group."""
        found = {spot.key: spot for spot in self.spots}
        for spot in self.spots:
            for member in spot.members:
                found.setdefault(self.member_key(member), spot)
        return found

    @cached_property
    def arrival(self) -> tuple[text.Member, ...]:
        """Every member in order of arrival, which is the order of additions that are all accepted."""
        members = {member for spot in self.spots for member in spot.members}
        return tuple(sorted(members, key=lambda member: _arrival(member, self.proposals)))

    def member_key(self, member: text.Member) -> str:
        """A change by its proposal's public number: `p12-0`."""
        return f"p{self.proposals[member.proposal].number}-{member.change}"

    def change(self, member: text.Member) -> text.Change:
        """The change of a member as it stands in this version."""
        changes = self.proposals[member.proposal].changes.changes
        return next(change for change in changes if change.index == member.change)


def load_reconciliation(session: Session, version: Version, draft: Version | None = None) -> Reconciliation:
    """The queue at a version; nothing here decides anything. `draft` is the one beside it, if known."""
    base = load_text(session, version.id)
    draft = draft or draft_beside(session, version)
    told = load_told(session, version, draft)
    proposals = {
        proposal.key: proposal
        for proposal in (without_told(each, told) for each in load_proposals(session, version))
        if proposal.changes.changes or proposal.lost
    }
    comments = [each for each in load_comments(session, version) if each.comment_id not in told.comments]
    standing = {decision.group_hash: decision for decision in load_decisions(session, version, draft)}
    touched = decided_members(standing.values())
    merge = text.merge(
        base, [proposal.changes for proposal in proposals.values() if proposal.changes.changes]
    )
    spots = [_group_spot(group, proposals, standing, touched) for group in merge.places] + _lost_spots(
        base, proposals, standing, touched
    )
    spots += [_comment_spot(comment, standing) for comment in comments]
    order = {block.id: position for position, block in enumerate(base.blocks)}
    spots.sort(key=lambda spot: _reading_order(spot, order))
    return Reconciliation(version, draft, base, proposals, merge, tuple(spots))


def load_decisions(session: Session, version: Version, draft: Version | None = None) -> tuple[Decision, ...]:
    """The decisions that stand on a version, oldest first: one for each hash of members.

    On a background document they are those made while that version of the draft stood.
    """
    return tuple(
        session.scalars(
            select(Decision)
            .options(selectinload(Decision.items))
            .where(Decision.version_id == version.id, told_after() == (draft or version).id, stands())
            .order_by(Decision.id)
        )
    )


def decided_members(decisions: Iterable[Decision]) -> set[text.Member]:
    """The changes that some standing decision answers."""
    return {
        text.Member(str(item.revision_id), item.change)
        for decision in decisions
        for item in decision.items
        if item.change is not None
    }


def _group_spot(
    group: text.Group,
    proposals: Mapping[str, ProposalInPlay],
    standing: Mapping[str, Decision],
    touched: set[text.Member],
) -> Spot:
    members = tuple(sorted(group.members, key=lambda member: _arrival(member, proposals)))
    first = proposals[members[0].proposal]
    is_touched = any(member in touched for member in members)
    decision = standing.get(group.key) if is_touched else None
    return Spot(
        key=f"p{first.number}-{members[0].change}",
        level=group.level,
        block_id=group.place.block,
        members=members,
        place=group.place,
        group=group,
        decision=decision,
        was_decided=decision is None and is_touched,
        is_waiting=any(proposals[member.proposal].is_waiting for member in members),
    )


def _lost_spots(
    base: text.Document,
    proposals: Mapping[str, ProposalInPlay],
    standing: Mapping[str, Decision],
    touched: set[text.Member],
) -> list[Spot]:
    """Changes that could not be carried are answered alone, the very same ones together."""
    return [_lost_spot(base, members, proposals, standing, touched) for members in _lost_rivals(proposals)]


def _lost_rivals(proposals: Mapping[str, ProposalInPlay]) -> Iterator[tuple[text.Member, ...]]:
    """What was lost in the same way and was the very same change of one version."""
    made: dict[tuple[int, PlacementOutcome], dict[text.Member, text.Change]] = defaultdict(dict)
    for proposal in proposals.values():
        changes = proposal.original.changes if proposal.original is not None else ()
        for change in changes:
            if change.index in proposal.lost:
                alike = made[proposal.made_on, proposal.lost[change.index]]
                alike[text.Member(proposal.key, change.index)] = change
    for changes_here in made.values():
        arrived = sorted(changes_here, key=lambda member: _arrival(member, proposals))
        yield from text.twins(arrived, changes_here)


def _lost_spot(
    base: text.Document,
    members: tuple[text.Member, ...],
    proposals: Mapping[str, ProposalInPlay],
    standing: Mapping[str, Decision],
    touched: set[text.Member],
) -> Spot:
    first = proposals[members[0].proposal]
    alone = f"{LOST}:{members[0]}" if len(members) == 1 else _hash(members)
    decision = standing.get(alone)
    return Spot(
        key=f"p{first.number}-{members[0].change}",
        level=LOST,
        alone=alone,
        block_id=first.block_id if first.block_id in base.by_id else "",
        members=members,
        decision=decision,
        was_decided=decision is None and any(member in touched for member in members),
        is_waiting=any(proposals[member.proposal].is_waiting for member in members),
    )


def _hash(members: Iterable[text.Member]) -> str:
    """What a decision about several lost changes is bound to; it fits the column as a group's does."""
    return sha256(" ".join([LOST, *sorted(map(str, members))]).encode()).hexdigest()


def _comment_spot(comment: CommentInPlay, standing: Mapping[str, Decision]) -> Spot:
    alone = f"{COMMENT}:{comment.comment_id}"
    return Spot(
        key=f"c{comment.number}",
        level=COMMENT,
        alone=alone,
        block_id=comment.block_id,
        comment=comment,
        decision=standing.get(alone),
        is_waiting=comment.is_waiting,
    )


def _arrival(member: text.Member, proposals: Mapping[str, ProposalInPlay]) -> tuple[object, ...]:
    proposal = proposals[member.proposal]
    return (proposal.sent_at, proposal.number, member.change)


def _reading_order(spot: Spot, order: Mapping[str, int]) -> tuple[int, int, int, str]:
    """Lost ones last, comments after the proposals to their block."""
    return (
        order.get(spot.block_id, len(order)),
        1 if spot.level == COMMENT else 0,
        spot.place.start if spot.place else 0,
        spot.key,
    )
