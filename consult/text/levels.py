"""The worst relation between changes that are decided together."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from consult.text.change import Change, Op, OpKind
from consult.text.member import Member
from consult.text.relation import SEVERITY, Level, relate, share_space_alone, signature


def level_of(members: Sequence[Member], changes: Mapping[Member, Change]) -> Level:
    """free for a single change, agree where all are the same, else the worst of near, order and hard.

    What one proposal wants twice and another once is a matter of how often, which is order.
    """
    if len(members) == 1:
        return Level.FREE
    own = [changes[member] for member in members]
    first = own[0].place.block
    if all(change.is_in_one_block and change.place.block == first for change in own):
        return _level_of_words(own)
    return _level_of_any(members, own)


def _level_of_words(own: Sequence[Change]) -> Level:
    """By the words of one block: those of one proposal never meet, the same ones count once."""
    said = {tuple([_said(op) for op in change.ops]): change.ops for change in own}
    if len(said) == 1:
        return Level.AGREE
    distinct = {_said(op): op for ops in said.values() for op in ops}
    level = Level.NEAR
    point = -1
    last: Op | None = None
    for op in sorted(distinct.values(), key=lambda op: (op.start, op.end)):
        if last is not None and op.start < last.end and not share_space_alone(last, op):
            return Level.HARD
        if op.start < op.end:
            last = op
        elif op.start == point:
            level = Level.ORDER
        else:
            point = op.start
    return level


def _said(op: Op) -> tuple[object, ...]:
    return op.kind, op.start, op.end, op.inserted.text, op.inserted.marks


def _level_of_any(members: Sequence[Member], own: Sequence[Change]) -> Level:
    """Each distinct change with each other one; what meets a deletion is seen first."""
    if _meets_a_deletion(members, own):
        return Level.HARD
    distinct: dict[object, tuple[Change, set[str]]] = {}
    for member, change in zip(members, own, strict=True):
        distinct.setdefault(signature(change), (change, set()))[1].add(member.proposal)
    if len(distinct) == 1:
        return Level.AGREE if len({member.proposal for member in members}) == len(members) else Level.ORDER
    if all(op.kind is OpKind.ADD for change, _ in distinct.values() for op in change.ops):
        return Level.ORDER
    worst = Level.NEAR
    for (one, ones), (other, others) in combinations(distinct.values(), 2):
        found = None if len(ones | others) == 1 else relate(one, other)
        if found is Level.HARD:
            return found
        if found is not None and SEVERITY[found] > SEVERITY[worst]:
            worst = found
    return worst


def _meets_a_deletion(members: Sequence[Member], own: Sequence[Change]) -> bool:
    """Whether one proposal deletes a block that another one does something else to."""
    deleting: dict[str, set[str]] = {}
    touching: dict[str, set[str]] = {}
    for member, change in zip(members, own, strict=True):
        for op in change.ops:
            if op.kind is not OpKind.ADD:
                side = deleting if op.kind is OpKind.DELETE else touching
                side.setdefault(op.block, set()).add(member.proposal)
    return any(
        len(who | touching.get(block, who)) > 1 for block, who in deleting.items() if block in touching
    )
