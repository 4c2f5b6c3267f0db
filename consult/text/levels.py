"""The worst relation between changes that are decided together."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from consult.text.change import Change, Op
from consult.text.member import Member
from consult.text.relation import SEVERITY, Level, relate, signature


def level_of(members: Sequence[Member], changes: Mapping[Member, Change]) -> Level:
    """free for a single change, agree where all are the same, else the worst of near, order and hard."""
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
    point = reach = -1
    for op in sorted(distinct.values(), key=lambda op: (op.start, op.end)):
        if op.start < reach:
            return Level.HARD
        if op.start < op.end:
            reach = op.end
        elif op.start == point:
            level = Level.ORDER
        else:
            point = op.start
    return level


def _said(op: Op) -> tuple[object, ...]:
    return op.kind, op.start, op.end, op.inserted.text, op.inserted.marks


def _level_of_any(members: Sequence[Member], own: Sequence[Change]) -> Level:
    """Each distinct change with each other one."""
    distinct: dict[object, tuple[Change, set[str]]] = {}
    for member, change in zip(members, own, strict=True):
        distinct.setdefault(signature(change), (change, set()))[1].add(member.proposal)
    if len(distinct) == 1:
        return Level.AGREE
    worst = Level.NEAR
    for (one, ones), (other, others) in combinations(distinct.values(), 2):
        found = None if len(ones | others) == 1 else relate(one, other)
        if found is Level.HARD:
            return found
        if found is not None and SEVERITY[found] > SEVERITY[worst]:
            worst = found
    return worst
