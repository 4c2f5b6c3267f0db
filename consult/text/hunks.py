"""Where two texts differ, word by word: the one comparison on which everything else stands."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from rapidfuzz.distance import LCSseq

from consult.text.borders import Borders
from consult.text.hunk import Hunk
from consult.text.slide import slide
from consult.text.words import split_units, split_words

#: Gaps with at most this many unit pairs are aligned by the longest common subsequence (50 MB of bits).
_ALIGNABLE = 400_000_000


@lru_cache(maxsize=2048)
def find_hunks(old: str, new: str) -> tuple[Hunk, ...]:
    """The differences of two texts on word borders, in order, never touching; the same on every machine.

    >>> find_hunks("avustuksia vuosittain.", "avustuksia kahdesti vuodessa.")
    (Hunk(start=11, end=21, new_start=11, new_end=28),)
    """
    if old == new:
        return ()
    old_words, new_words = split_words(old), split_words(new)
    rough = [_trim(old_words, new_words)]
    if not rough[0].is_pure:
        rough = list(_settle(old, new, _align(old_words, new_words)))
    return tuple(slide(Borders(old, old_words), Borders(new, new_words), rough))


def _align(old_words: Sequence[str], new_words: Sequence[str]) -> Iterator[Hunk]:
    """The rough places where two lists of words differ, in characters, never touching.

    The first words are compared with a space before them, as they have it further on in the text.
    """
    lead = [] if old_words[0].isspace() or new_words[0].isspace() else [" "]
    old, new = split_units([*lead, *old_words]), split_units([*lead, *new_words])
    old_at = list(accumulate(map(len, old), initial=-len(lead)))
    new_at = list(accumulate(map(len, new), initial=-len(lead)))
    units = _differences(old, new)
    for hunk in _join(Hunk(old_at[a], old_at[b], new_at[c], new_at[d]) for a, b, c, d in units):
        if hunk.start >= 0:
            yield hunk
        else:
            yield hunk.moved(1) if hunk.is_pure else Hunk(0, hunk.end, 0, hunk.new_end)


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


def _common(old: Sequence[str], new: Sequence[str]) -> int:
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


def _settle(old: str, new: str, rough: Iterable[Hunk]) -> Iterator[Hunk]:
    """Hunks trimmed to the words that differ; those that change nothing left out."""
    for hunk in rough:
        removed, added = old[hunk.start : hunk.end], new[hunk.new_start : hunk.new_end]
        if removed != added:
            start, end, new_start, new_end = _trim(split_words(removed), split_words(added))
            at, new_at = hunk.start, hunk.new_start
            yield Hunk(at + start, at + end, new_at + new_start, new_at + new_end)


def _join(hunks: Iterable[Hunk]) -> list[Hunk]:
    joined: list[Hunk] = []
    for hunk in hunks:
        if joined and joined[-1].end == hunk.start and joined[-1].new_end == hunk.new_start:
            last = joined.pop()
            joined.append(Hunk(last.start, hunk.end, last.new_start, hunk.new_end))
        else:
            joined.append(hunk)
    return joined


def _trim(old: Sequence[str], new: Sequence[str]) -> Hunk:
    """All of two lists of words but for those that begin or end both, in characters."""
    head = _common(old, new)
    most = min(len(old), len(new)) - head
    tail = _common(old[len(old) - most :][::-1], new[len(new) - most :][::-1])
    start = sum(map(len, old[:head]))
    end, new_end = (start + sum(map(len, side[head : len(side) - tail])) for side in (old, new))
    return Hunk(start, end, start, new_end)
