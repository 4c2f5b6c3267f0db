"""Which block of a document from elsewhere is which block of ours, by what they say."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from rapidfuzz.fuzz import ratio

from consult.text.block import BlockKind
from consult.text.differ import differ
from consult.text.document import Document
from consult.text.lineage import containers, stay
from consult.text.pairing import NONE, Pairing
from consult.text.resemblance import Said

_FRAMES = (BlockKind.TABLE, BlockKind.ROW, BlockKind.CELL, BlockKind.NOTE)
#: How alike blocks must be between the same neighbours, elsewhere, and before equal ones elsewhere count.
_ALIKE, _ALIKE_ELSEWHERE, _ALIKE_IN_PLACE = 0.40, 0.55, 0.65
_SPELT_ALIKE, _SPELT_SOMEWHAT_ALIKE = 75, 60
#: Longer texts are not compared letter by letter.
_MOST_LETTERS = 4_000
_RARE_WORDS = 8
_MOST_HOLDERS = 20
#: Gaps with more pairs of blocks than this are left to the search by rare words.
_MOST_PAIRS = 64


def align(old: Document, new: Document) -> Pairing:
    """The old block that each block of `new` is, whatever the blocks are called.

    Equal blocks in their common order come first, then blocks that read alike between the same
    neighbours, then equal blocks elsewhere, then blocks that share rare words.
    """
    sides = _Side(old), _Side(new)
    partners = [NONE] * len(new.blocks)
    rows = [(NONE, NONE)]
    while rows:
        at, new_at = rows.pop()
        pairs = _Row(sides, sides[0].rows.get(at, []), sides[1].rows.get(new_at, [])).pairs
        for one, other in pairs.items():
            partners[other] = one
            if sides[0].rows.get(one) and sides[1].rows.get(other):
                rows.append((one, other))
    return Pairing(old, new, partners)


class _Side:
    """One of the two documents: its blocks as a tree, with what each says including all inside it."""

    def __init__(self, document: Document) -> None:
        self.blocks = document.blocks
        self.texts = [block.text for block in document.blocks]
        self.rows: dict[int, list[int]] = {}
        inside = containers(document.blocks)
        for at, container in enumerate(inside):
            self.rows.setdefault(container, []).append(at)
        #: What must be equal in blocks that are the same, but for marks and level.
        self.keys = self.texts
        if len(self.rows) > 1 or any(block.kind in _FRAMES for block in self.blocks):
            self._look_inside(inside)
        self._said: dict[int, Said] = {}

    def _look_inside(self, inside: Sequence[int]) -> None:
        """What stands inside a block belongs to what it says; frames are told from words."""
        for at in range(len(inside) - 1, -1, -1):
            if inside[at] != NONE:
                self.texts[inside[at]] = f"{self.texts[at]}\t{self.texts[inside[at]]}"
        self.keys = [
            f"{family}:{text}" if (family := _family(block.kind)) else text
            for block, text in zip(self.blocks, self.texts, strict=True)
        ]

    def said(self, at: int) -> Said:
        """What a block and all inside it says."""
        if at not in self._said:
            self._said[at] = Said(self.texts[at])
        return self._said[at]


def _family(kind: BlockKind) -> str:
    """Blocks of words may change their kind; tables, rows and cells stay what they are."""
    return kind.value if kind in _FRAMES else ""


class _Row:
    """Two rows of siblings; `pairs` maps old places to new places."""

    def __init__(self, sides: tuple[_Side, _Side], olds: Sequence[int], news: Sequence[int]) -> None:
        self._old, self._new = sides
        self._olds, self._news = olds, news
        self.pairs: dict[int, int] = {}
        self._taken: set[int] = set()
        for step in (
            self._pair_equal_in_order,
            self._pair_alike_in_place,
            self._pair_equal_elsewhere,
            self._pair_by_rare_words,
            self._pair_left_over,
        ):
            if len(self.pairs) < min(len(olds), len(news)):
                step()

    def _pair(self, at: int, new_at: int) -> None:
        if at not in self.pairs and new_at not in self._taken:
            self.pairs[at] = new_at
            self._taken.add(new_at)

    def _pair_equal_in_order(self) -> None:
        """Equal blocks in their longest common order."""
        at = new_at = 0
        keys, new_keys = self._old.keys, self._new.keys
        ranges = differ([keys[place] for place in self._olds], [new_keys[place] for place in self._news])
        for start, end, new_start, new_end in (*ranges, (len(self._olds), 0, len(self._news), 0)):
            same = dict(zip(self._olds[at:start], self._news[new_at:new_start], strict=True))
            self.pairs |= same
            self._taken.update(same.values())
            at, new_at = end, new_end

    def _gaps(self) -> list[tuple[list[int], list[int]]]:
        """What has no pair yet, by the pairs in order that it stands between; a moved pair parts nothing."""
        ordered = sorted(self.pairs.items())
        kept = stay([new_place for _, new_place in ordered])
        edges = {ordered[number][0]: number + 1 for number in kept}
        new_edges = {ordered[number][1]: number + 1 for number in kept}
        gaps: dict[int, tuple[list[int], list[int]]] = {}
        for side, places, known, borders in (
            (0, self._olds, self.pairs, edges),
            (1, self._news, self._taken, new_edges),
        ):
            gap = 0
            for place in places:
                gap = borders.get(place, gap)
                if place not in known:
                    gaps.setdefault(gap, ([], []))[side].append(place)
        return list(gaps.values())

    def _pair_alike_in_place(self) -> None:
        """Blocks between the same neighbours that read alike, the most alike first."""
        for olds, news in self._gaps():
            if len(olds) == len(news) == 1 and self._is_spelt_alike(olds[0], news[0]):
                self._pair(olds[0], news[0])
            elif 0 < len(olds) * len(news) <= _MOST_PAIRS:
                self._pair_best(self._scored(product(olds, news), _ALIKE_IN_PLACE))

    def _pair_equal_elsewhere(self) -> None:
        """Equal blocks out of order, the first with the first."""
        waiting: dict[str, list[int]] = {}
        for place in reversed(self._news):
            if place not in self._taken:
                waiting.setdefault(self._new.keys[place], []).append(place)
        for place in self._olds:
            if place not in self.pairs and self._old.texts[place] and waiting.get(self._old.keys[place]):
                self._pair(place, waiting[self._old.keys[place]].pop())

    def _pair_by_rare_words(self) -> None:
        """Blocks that share rare words: enough of them between the same neighbours, more elsewhere."""
        gaps = self._gaps()
        olds = {place: gap for gap, (row, _) in enumerate(gaps) for place in row}
        news = {place: gap for gap, (_, row) in enumerate(gaps) for place in row}
        found: list[tuple[float, int, int]] = []
        for score, place, new_place in self._scored(self._candidates(list(olds), list(news)), _ALIKE):
            if olds[place] == news[new_place] or -score >= _ALIKE_ELSEWHERE:
                found.append((score, place, new_place))
        self._pair_best(found)

    def _scored(
        self, candidates: Iterator[tuple[int, int]], least: float
    ) -> Iterator[tuple[float, int, int]]:
        """(minus how alike, old place, new place) of those of one family that are alike enough."""
        for place, new_place in candidates:
            if _family(self._old.blocks[place].kind) == _family(self._new.blocks[new_place].kind):
                alike = self._old.said(place).likeness(self._new.said(new_place))
                if alike >= least:
                    yield -alike, place, new_place

    def _pair_best(self, scored: Iterator[tuple[float, int, int]] | list[tuple[float, int, int]]) -> None:
        for _, place, new_place in sorted(scored):
            self._pair(place, new_place)

    def _candidates(self, olds: Sequence[int], news: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Pairs of blocks that share one of the rarer words."""
        holders: dict[str, list[int]] = {}
        for place in olds:
            for word in self._old.said(place).words:
                holders.setdefault(word, []).append(place)
        for new_place in news:
            yield from ((place, new_place) for place in _sharing(self._new.said(new_place).words, holders))

    def _pair_left_over(self) -> None:
        """What is left between the same neighbours: cells in order, a single block if it reads alike."""
        for olds, news in self._gaps():
            if olds and len(olds) == len(news) and self._may_pair(olds[0], news[0], len(olds)):
                for place, new_place in zip(olds, news, strict=True):
                    self._pair(place, new_place)

    def _may_pair(self, at: int, new_at: int, number: int) -> bool:
        one, other = self._old.blocks[at], self._new.blocks[new_at]
        if _family(one.kind) != _family(other.kind):
            return False
        if one.kind is BlockKind.CELL:
            return True
        is_short = max(len(one.text), len(other.text)) <= _MOST_LETTERS
        return number == 1 and is_short and ratio(one.text, other.text) >= _SPELT_SOMEWHAT_ALIKE

    def _is_spelt_alike(self, at: int, new_at: int) -> bool:
        """Whether most letters are the same, which is quickly found out."""
        one, other = self._old.blocks[at], self._new.blocks[new_at]
        is_fit = _family(one.kind) == _family(other.kind)
        is_short = max(len(one.text), len(other.text)) <= _MOST_LETTERS
        return is_fit and is_short and ratio(one.text, other.text, score_cutoff=_SPELT_ALIKE) > 0


def _sharing(words: frozenset[str], holders: Mapping[str, Sequence[int]]) -> list[int]:
    """The blocks that hold one of the rarest of the words."""
    rare = sorted((len(holders[word]), word) for word in words if word in holders)
    found: set[int] = set()
    for _, word in rare[:_RARE_WORDS]:
        found.update(holders[word][:_MOST_HOLDERS])
    return sorted(found)
