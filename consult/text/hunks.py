"""Where two texts differ, word by word: the one comparison on which everything else stands."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from consult.text.borders import Borders
from consult.text.differ import common_start, differ
from consult.text.hunk import Hunk
from consult.text.sentences import sentences
from consult.text.slide import slide
from consult.text.words import cut_after, cut_before, split_units, split_words

#: Without one of these all is inside one sentence.
_SIGNS = re.compile(r"[.!?…\n]")

#: [start, end) of a sentence without the space after it.
_Core = tuple[int, int]


@lru_cache(maxsize=2048)
def find_hunks(old: str, new: str) -> tuple[Hunk, ...]:
    """The differences of two texts on word borders, in order, never touching; the same on every machine.

    Sentences that stayed are found first, so that words are compared between them only.

    >>> find_hunks("avustuksia vuosittain.", "avustuksia kahdesti vuodessa.")
    (Hunk(start=11, end=21, new_start=11, new_end=28),)
    """
    if old == new:
        return ()
    lone = _lone_gap(old, new)
    gaps = (
        _gaps(old, new)
        if _SIGNS.search(old, lone.start, lone.end) or _SIGNS.search(new, lone.new_start, lone.new_end)
        else [lone]
    )
    rough = [hunk for gap in gaps for hunk in _compare_gap(old, new, gap)]
    return tuple(slide(Borders(old), Borders(new), rough))


def _lone_gap(old: str, new: str) -> Hunk:
    """All but the words that begin both texts and the words that end both."""
    head = common_start(old, new)
    tail = common_start(old[head:][::-1], new[head:][::-1])
    start = cut_before(old, head - 1)
    end = cut_after(old, len(old) - tail + 1) if tail else len(old)
    return Hunk(start, end, start, len(new) - (len(old) - end))


def _gaps(old: str, new: str) -> Iterator[Hunk]:
    """What stands between the sentences that both texts have, where it is not the same."""
    end = new_end = 0
    for kept in (*_kept_sentences(old, new), Hunk(len(old), len(old), len(new), len(new))):
        gap = Hunk(end, kept.start, new_end, kept.new_start)
        if old[gap.start : gap.end] != new[gap.new_start : gap.new_end]:
            yield gap
        end, new_end = kept.end, kept.new_end


def _kept_sentences(old: str, new: str) -> Iterator[Hunk]:
    """Sentences that both texts have in the same order, those that follow each other in both as one."""
    places, new_places = _cores(old), _cores(new)
    if min(len(places), len(new_places)) < 2:  # noqa: PLR2004 a lone sentence is not found, it is compared
        return
    ranges = differ([old[start:end] for start, end in places], [new[start:end] for start, end in new_places])
    at = new_at = 0
    for start, end, new_start, new_end in (*ranges, (len(places), 0, len(new_places), 0)):
        if at < start:
            yield from _kept_row(old, new, places[at:start], new_places[new_at:new_start])
        at, new_at = end, new_end


def _kept_row(old: str, new: str, places: list[_Core], new_places: list[_Core]) -> Iterator[Hunk]:
    """Equal sentences one after another: together where the spaces between them are equal too."""
    row = Hunk(places[0][0], places[-1][1], new_places[0][0], new_places[-1][1])
    if old[row.start : row.end] == new[row.new_start : row.new_end]:
        yield row
        return
    for place, new_place in zip(places, new_places, strict=True):
        yield Hunk(*place, *new_place)


def _cores(text: str) -> list[_Core]:
    """The sentences without the space after them."""
    found = sentences(text)
    cores = [(start, start + len(text[start:end].rstrip())) for start, end in found]
    return cores if cores and cores[0][0] < cores[0][1] else cores[1:]


def _compare_gap(old: str, new: str, gap: Hunk) -> Iterator[Hunk]:
    """The differing words of a gap, which begins and ends where words do on both sides.

    The first words are compared with a space before them, as they have it further on in the text.
    """
    if gap.is_pure:
        yield gap
        return
    removed, added = old[gap.start : gap.end], new[gap.new_start : gap.new_end]
    lead = "" if removed[0].isspace() or added[0].isspace() else " "
    units, new_units = split_units(lead + removed), split_units(lead + added)
    ends = list(accumulate(map(len, units), initial=gap.start - len(lead)))
    new_ends = list(accumulate(map(len, new_units), initial=gap.new_start - len(lead)))
    for a, b, c, d in differ(units, new_units):
        hunk = Hunk(ends[a], ends[b], new_ends[c], new_ends[d])
        yield from _settle(old, new, hunk if hunk.start >= gap.start else _without_lead(hunk))


def _without_lead(hunk: Hunk) -> Hunk:
    """The hunk of the first words without the space that was put before them."""
    if hunk.is_pure:
        return hunk.moved(1)
    return Hunk(hunk.start + 1, hunk.end, hunk.new_start + 1, hunk.new_end)


def _settle(old: str, new: str, hunk: Hunk) -> Iterator[Hunk]:
    """The hunk trimmed to the words that differ; nothing if it changes nothing."""
    if hunk.is_pure:
        yield hunk
        return
    removed, added = old[hunk.start : hunk.end], new[hunk.new_start : hunk.new_end]
    if removed == added:
        return
    words, new_words = split_words(removed), split_words(added)
    head = common_start(words, new_words)
    most = min(len(words), len(new_words)) - head
    tail = common_start(words[len(words) - most :][::-1], new_words[len(new_words) - most :][::-1])
    first = sum(map(len, words[:head]))
    last = sum(map(len, words[len(words) - tail :]))
    yield Hunk(hunk.start + first, hunk.end - last, hunk.new_start + first, hunk.new_end - last)
