"""Where two sequences differ: exactly where they are short enough, between anchors where they are not.

Anchors are items, or runs of items, that occur once on both sides, in their longest common order
(patience diff). No clock is asked: the same input gives the same answer on every machine.
"""

from collections.abc import Hashable, Iterator, Sequence
from itertools import chain, pairwise

from rapidfuzz.distance import LCSseq

from consult.text.lineage import stay

#: Gaps with at most this many pairs are aligned by the longest common subsequence (4 MB of bits).
ALIGNABLE = 32_000_000
#: The lengths of the runs that are tried as anchors, one after another.
_GRAMS = (1, 2, 4, 8)
_AT_HAND = 8
#: Each distinct item is a character past the surrogates.
_FIRST_CODE = 0xE000

#: The items [start, end) of the old sequence stand as [new_start, new_end) of the new one.
Range = tuple[int, int, int, int]


def differ(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Range]:
    """The differing ranges in order, never touching.

    >>> differ(["a", "b", "c"], ["a", "x", "c"])
    [(1, 2, 1, 2)]
    """
    head = common_start(old, new)
    tail = common_start(old[head:][::-1], new[head:][::-1])
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    if min(len(old), len(new)) == 0 or max(len(old), len(new)) == 1:
        return [(head, head + len(old), head, head + len(new))] if old or new else []
    items = dict.fromkeys(chain(old, new))
    codes = dict(zip(items, map(chr, range(_FIRST_CODE, _FIRST_CODE + len(items))), strict=True))
    first, second = ("".join(map(codes.__getitem__, side)) for side in (old, new))
    found: list[Range] = []
    for start, end, new_start, new_end in _differ(first, second, head, head, _GRAMS):
        if found and found[-1][1] == start and found[-1][3] == new_start:
            found[-1] = (found[-1][0], end, found[-1][2], new_end)
        else:
            found.append((start, end, new_start, new_end))
    return found


def common_start(old: Sequence[object], new: Sequence[object]) -> int:
    """The length of the common beginning: looked for at hand first, then by halving."""
    for number, (one, other) in enumerate(zip(old[:_AT_HAND], new[:_AT_HAND], strict=False)):
        if one != other:
            return number
    low, high = 0, min(len(old), len(new))
    if old[:high] == new[:high]:
        return high
    while low < high - 1:
        middle = (low + high) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle
    return low


def _differ(old: str, new: str, at: int, new_at: int, grams: tuple[int, ...]) -> Iterator[Range]:
    """The differing ranges of two coded sequences that begin at `at` and `new_at`."""
    if len(old) * len(new) <= ALIGNABLE:
        for code in LCSseq.opcodes(old, new):
            if code.tag != "equal":
                start, end, new_start, new_end = code.src_start, code.src_end, code.dest_start, code.dest_end
                yield at + start, at + end, new_at + new_start, new_at + new_end
        return
    head = common_start(old, new)
    tail = common_start(old[head:][::-1], new[head:][::-1])
    old, new, at, new_at = old[head : len(old) - tail], new[head : len(new) - tail], at + head, new_at + head
    if not grams:
        cuts = _even_cuts(len(old), len(new))
    else:
        cuts = [(0, 0), *_anchors(old, new, grams[0]), (len(old), len(new))]
    for (start, new_start), (end, new_end) in pairwise(cuts):
        if (start, new_start) != (end, new_end):
            piece, new_piece = old[start:end], new[new_start:new_end]
            yield from _differ(piece, new_piece, at + start, new_at + new_start, grams[1:])


def _anchors(old: str, new: str, length: int) -> list[tuple[int, int]]:
    """Places where both sequences have the same run, each run occurring once in each."""
    places = _once(old, length)
    others = _once(new, length)
    shared = [(place, others[gram]) for gram, place in places.items() if gram in others]
    kept = stay([other for _, other in shared])
    return [pair for number, pair in enumerate(shared) if number in kept]


def _once(items: str, length: int) -> dict[str, int]:
    """The runs of a length that occur once, with their places, in order."""
    places: dict[str, int] = {}
    for place in range(len(items) - length + 1):
        run = items[place : place + length]
        places[run] = -1 if run in places else place
    return {run: place for run, place in places.items() if place >= 0}


def _even_cuts(length: int, new_length: int) -> list[tuple[int, int]]:
    """Two long sequences without anchors cut into as many even pieces as are short enough."""
    pieces = 2
    while (length // pieces + 1) * (new_length // pieces + 1) > ALIGNABLE:
        pieces += 1
    return [(length * number // pieces, new_length * number // pieces) for number in range(pieces + 1)]
