"""Where two texts differ, word by word: the one comparison on which everything else stands."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from consult.text.sentences import sentences
from consult.text.words import split_units, split_words

#: Gaps with at most this many unit pairs are aligned by the longest common subsequence (50 MB of bits).
_ALIGNABLE = 400_000_000


class Hunk(NamedTuple):
    """The characters [start, end) of the old text stand as [new_start, new_end) in the new one."""

    start: int
    end: int
    new_start: int
    new_end: int


@lru_cache(maxsize=2048)
def find_hunks(old: str, new: str) -> tuple[Hunk, ...]:
    """The differences of two texts on word borders, in order, never touching; the same on every machine.

    >>> find_hunks("avustuksia vuosittain.", "avustuksia kahdesti vuodessa.")
    (Hunk(start=11, end=21, new_start=11, new_end=28),)
    """
    if old == new:
        return ()
    old_units, new_units = split_units(old), split_units(new)
    old_at = [0, *accumulate(map(len, old_units))]
    new_at = [0, *accumulate(map(len, new_units))]
    rough = [
        Hunk(old_at[a], old_at[b], new_at[c], new_at[d]) for a, b, c, d in _differences(old_units, new_units)
    ]
    return tuple(_settle(old, new, rough))


def _differences(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Index ranges of differing units."""
    codes: dict[str, int] = {}
    first = _encode(old, codes)
    second = _encode(new, codes)
    yield from _differ(first, second, 0, 0)


def _encode(units: Iterable[str], codes: dict[str, int]) -> str:
    """One character for each distinct unit, past the surrogates."""
    return "".join(chr(0xE000 + codes.setdefault(unit, len(codes))) for unit in units)


def _differ(old: str, new: str, old_at: int, new_at: int) -> Iterator[tuple[int, int, int, int]]:
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    old_at, new_at = old_at + head, new_at + head
    if not old or not new:
        if old or new:
            yield old_at, old_at + len(old), new_at, new_at + len(new)
        return
    if len(old) * len(new) <= _ALIGNABLE:
        for code in LCSseq.opcodes(old, new):
            if code.tag != "equal":
                yield (
                    old_at + code.src_start,
                    old_at + code.src_end,
                    new_at + code.dest_start,
                    new_at + code.dest_end,
                )
        return
    for a, b, c, d in _halves(old, new):
        yield from _differ(old[a:b], new[c:d], old_at + a, new_at + c)


def _common(old: str, new: str) -> int:
    """The length of the common beginning, found by halving."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _halves(old: str, new: str) -> Iterator[tuple[int, int, int, int]]:
    """Two very long lists cut in two, at the most central unit that is unique in both, if there is one."""
    counts, others = Counter(old), Counter(new)
    middle = len(old) // 2
    once = [at for at, unit in enumerate(old) if counts[unit] == 1 and others[unit] == 1]
    if once:
        middle = min(once, key=lambda at: abs(at - len(old) // 2))
    other = new.index(old[middle]) if once else len(new) // 2
    if middle == 0 and other == 0:
        middle = other = 1
    yield 0, middle, 0, other
    yield middle, len(old), other, len(new)


def _settle(old: str, new: str, rough: Iterable[Hunk]) -> list[Hunk]:
    """Hunks joined where they touch, trimmed to whole words, and slid to where a reader would put them."""
    trimmed = [_trim(old, new, hunk) for hunk in _join(rough)]
    slid: list[Hunk] = []
    for index, hunk in enumerate(trimmed):
        before = slid[-1] if slid else Hunk(0, 0, 0, 0)
        after = trimmed[index + 1] if index + 1 < len(trimmed) else Hunk(len(old), 0, len(new), 0)
        slid.append(_slide(old, new, hunk, before, after))
    return [_trim(old, new, hunk) for hunk in _join(slid)]


def _join(hunks: Iterable[Hunk]) -> list[Hunk]:
    joined: list[Hunk] = []
    for hunk in hunks:
        if joined and joined[-1].end == hunk.start and joined[-1].new_end == hunk.new_start:
            last = joined.pop()
            joined.append(Hunk(last.start, hunk.end, last.new_start, hunk.new_end))
        else:
            joined.append(hunk)
    return joined


def _trim(old: str, new: str, hunk: Hunk) -> Hunk:
    """The hunk without the words that begin or end both of its sides."""
    left = split_words(old[hunk.start : hunk.end])
    right = split_words(new[hunk.new_start : hunk.new_end])
    head = _equal_length(left, right)
    shortest = min(len(left), len(right)) - head
    start = sum(map(len, left[:head]))
    tail = _equal_length(left[::-1][:shortest], right[::-1][:shortest])
    end = sum(map(len, left[len(left) - tail :]))
    return Hunk(hunk.start + start, hunk.end - end, hunk.new_start + start, hunk.new_end - end)


def _equal_length(left: Sequence[str], right: Sequence[str]) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count


def _slide(old: str, new: str, hunk: Hunk, before: Hunk, after: Hunk) -> Hunk:
    """A pure addition or removal moved, where the same words allow, to begin with a sentence or a word."""
    if hunk.start < hunk.end and hunk.new_start < hunk.new_end:
        return hunk
    is_removal = hunk.start < hunk.end
    text = old if is_removal else new
    start, end = hunk[:2] if is_removal else hunk[2:]
    room = (before.end, after.start) if is_removal else (before.new_end, after.new_start)
    shifts = {0, *_shifts_left(text, start, end, room[0]), *_shifts_right(text, start, end, room[1])}
    if len(shifts) == 1:
        return hunk
    borders = {border for sentence in sentences(text) for border in sentence}
    best = max(shifts, key=lambda shift: (_fitness(text, start + shift, end + shift, borders), shift))
    return Hunk(*(place + best for place in hunk))


def _shifts_right(text: str, start: int, end: int, limit: int) -> Iterator[int]:
    """How far [start, end) can move to the right, word by word, and still leave the same text."""
    inside, shift = split_words(text[start:end]), 0
    for index, token in enumerate(split_words(text[end:limit])):
        if token != inside[index % len(inside)]:
            return
        shift += len(token)
        yield shift


def _shifts_left(text: str, start: int, end: int, limit: int) -> Iterator[int]:
    """How far [start, end) can move to the left."""
    inside, shift = split_words(text[start:end])[::-1], 0
    for index, token in enumerate(reversed(split_words(text[limit:start]))):
        if token != inside[index % len(inside)]:
            return
        shift -= len(token)
        yield shift


def _fitness(text: str, start: int, end: int, borders: set[int]) -> int:
    """How well a place suits a reader: whole sentences, then words with the space after, then before."""
    if start in borders and end in borders:
        return 3
    begins_word = start == 0 or text[start - 1].isspace()
    if begins_word and (end == len(text) or text[end - 1].isspace()) and not text[start].isspace():
        return 2
    return int(text[start].isspace() and not text[end - 1].isspace())
