"""Several people's operations on the words of one block, as edits that stand one after another.

Operations that touch different words stay apart, removals that share no more than the space between
their words too: the first one takes it. Where operations meet, the words of all of them are deleted once
and what each would have there instead follows, in the order of the proposals.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from consult.text.block import Block, Fragment
from consult.text.change import Op, OpKind
from consult.text.content import apply_words
from consult.text.marks import cut
from consult.text.relation import Signature, op_signature, share_space_alone

#: The position of a proposal among those that are written.
Turn = int


@dataclass(frozen=True, slots=True)
class Alternative:
    """Words that stand there instead, and whose they are."""

    fragment: Fragment
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters [start, end) of a block and what would stand there instead.

    `removers` want nothing in their place. `turn` is whose deletion it is: the first one's.
    `is_mark` says that the words stay and only look different.
    """

    start: int
    end: int
    turn: Turn
    alternatives: tuple[Alternative, ...] = ()
    removers: tuple[Turn, ...] = ()
    is_mark: bool = False


#: One operation and everybody who wishes it.
Wish = tuple[Op, tuple[Turn, ...]]


def edits_of(block: Block, ops: Iterable[tuple[Turn, Op]]) -> tuple[Edit, ...]:
    """The edits of a block from left to right."""
    ops = tuple(ops)
    if len(ops) == 1:
        return (_undisputed(ops[0][1], (ops[0][0],)),)
    alike: dict[Signature, tuple[Op, list[Turn]]] = {}
    for turn, op in ops:
        alike.setdefault(op_signature(op), (op, []))[1].append(turn)
    wishes = [(op, tuple(turns)) for op, turns in alike.values()]
    wishes.sort(key=lambda wish: (wish[0].start, wish[0].end, wish[1]))
    return tuple(edit for cluster in clusters(wishes) for edit in _edits(block, cluster))


def clusters(wishes: Iterable[Wish]) -> list[list[Wish]]:
    """Operations whose characters meet, together; insertions at one point stay apart."""
    found: list[list[Wish]] = []
    end = -1
    for wish in wishes:
        op = wish[0]
        if op.start < end:
            found[-1].append(wish)
            end = max(end, op.end)
        else:
            found.append([wish])
            end = op.end
    return found


def _edits(block: Block, cluster: Sequence[Wish]) -> Iterator[Edit]:
    """The edits of operations that meet: one for all of them, or one each where only spaces are shared."""
    if len(cluster) > 1 and not all(share_space_alone(one[0], other[0]) for one, other in pairwise(cluster)):
        yield _disputed(block, cluster)
        return
    at = 0
    for op, turns in cluster:
        edit = _undisputed(op, turns)
        yield replace(edit, start=max(edit.start, at))
        at = edit.end


def _disputed(block: Block, cluster: Sequence[Wish]) -> Edit:
    """All the words that operations contradict each other about, and what each would have there."""
    start = cluster[0][0].start
    end = max(op.end for op, _ in cluster)
    words = cut(block.text, block.marks, start, end)
    part = replace(block, text=words.text, marks=words.marks)
    wanted: dict[Fragment, list[Turn]] = {}
    for turn in sorted({turn for _, turns in cluster for turn in turns}):
        own = [_shifted(op, start) for op, turns in cluster if turn in turns]
        now = apply_words(part, own)
        wanted.setdefault(Fragment(now.text, now.marks), []).append(turn)
    return Edit(
        start,
        end,
        min(turn for turns in wanted.values() for turn in turns),
        tuple(Alternative(each, tuple(turns)) for each, turns in wanted.items() if each.text),
        tuple(turn for each, turns in wanted.items() if not each.text for turn in turns),
        is_mark=len(wanted) == 1 and all(op.kind is OpKind.MARK for op, _ in cluster),
    )


def _undisputed(op: Op, turns: tuple[Turn, ...]) -> Edit:
    """One operation that meets no other one."""
    words = op.inserted
    alternatives = (Alternative(words, turns),) if words.text else ()
    removers = () if words.text else turns
    return Edit(op.start, op.end, turns[0], alternatives, removers, is_mark=op.kind is OpKind.MARK)


def _shifted(op: Op, start: int) -> Op:
    return replace(op, start=op.start - start, end=op.end - start)
