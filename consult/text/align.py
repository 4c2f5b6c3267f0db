"""Which block of a document from elsewhere is which block of ours, by what they say."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count

from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import ratio

from consult.text.block import Block, BlockKind
from consult.text.document import Document
from consult.text.lineage import layout, tree
from consult.text.resemblance import dice, word_counts

_FRAMES = (BlockKind.TABLE, BlockKind.ROW, BlockKind.CELL, BlockKind.NOTE)
_ALIKE = 0.30
_ALIKE_ELSEWHERE = 0.50
_SPELT_ALIKE = 60
_RARE_WORDS = 8
_MOST_HOLDERS = 20


def align(old: Document, new: Document) -> dict[str, str]:
    """A name for every block of `new`: the id of the block of `old` it took over, or a fresh one."""
    known = dict(_align_inside(None, None, _Side(old), _Side(new)))
    fresh = (name for number in count(1) if (name := f"b{number}") not in old.by_id)
    return {block.id: known.get(block.id) or next(fresh) for block in new.blocks}


class _Side:
    """One of the two documents: its blocks as a tree, with what each says including all inside it."""

    def __init__(self, document: Document) -> None:
        self.tree = tree(document.blocks)
        inside = layout(document.blocks)
        self.texts = {block.id: block.text for block in document.blocks}
        for block in reversed(document.blocks):
            around = inside[block.id]
            if around is not None:
                self.texts[around] = f"{self.texts[block.id]}\t{self.texts[around]}"

    def key(self, block: Block) -> str:
        """What must be equal in blocks that are the same, but for marks and level."""
        return f"{_family(block)}:{self.texts[block.id]}"


def _family(block: Block) -> str:
    """Blocks of words may change their kind; tables, rows and cells stay what they are."""
    return block.kind.value if block.kind in _FRAMES else ""


def _align_inside(
    old_in: str | None, new_in: str | None, old: _Side, new: _Side
) -> Iterator[tuple[str, str]]:
    """(new id, old id) of what stands inside a pair of blocks, and inside those."""
    olds, news = old.tree.get(old_in, []), new.tree.get(new_in, [])
    for old_at, new_at in _Row(olds, news, old, new).pairs.items():
        one, other = olds[old_at], news[new_at]
        yield other.id, one.id
        yield from _align_inside(one.id, other.id, old, new)


class _Row:
    """Two rows of siblings; `pairs` maps places in the old one to places in the new one."""

    def __init__(self, olds: list[Block], news: list[Block], old: _Side, new: _Side) -> None:
        self._olds, self._news, self._old, self._new = olds, news, old, new
        self.pairs: dict[int, int] = {}
        self._taken: set[int] = set()
        self._pair_equal()
        self._pair_alike()
        self._pair_left_over()

    def _pair(self, old_at: int, new_at: int) -> None:
        if old_at not in self.pairs and new_at not in self._taken:
            self.pairs[old_at] = new_at
            self._taken.add(new_at)

    def _open(self) -> tuple[list[int], list[int]]:
        """Places without a pair."""
        return (
            [at for at in range(len(self._olds)) if at not in self.pairs],
            [at for at in range(len(self._news)) if at not in self._taken],
        )

    def _pair_equal(self) -> None:
        """Equal blocks in their common order, then equal blocks elsewhere, the first with the first."""
        codes: dict[str, int] = {}
        olds = [codes.setdefault(self._old.key(block), len(codes)) for block in self._olds]
        news = [codes.setdefault(self._new.key(block), len(codes)) for block in self._news]
        for code in LCSseq.opcodes(_as_text(olds), _as_text(news)):
            if code.tag == "equal":
                for step in range(code.src_end - code.src_start):
                    self._pair(code.src_start + step, code.dest_start + step)
        waiting: dict[int, list[int]] = {}
        open_olds, open_news = self._open()
        for new_at in reversed(open_news):
            waiting.setdefault(news[new_at], []).append(new_at)
        for old_at in open_olds:
            if self._olds[old_at].text and waiting.get(olds[old_at]):
                self._pair(old_at, waiting[olds[old_at]].pop())

    def _pair_alike(self) -> None:
        """Blocks that share rare words, the most alike first."""
        open_olds, open_news = self._open()
        old_words = {at: word_counts(self._old.texts[self._olds[at].id]) for at in open_olds}
        new_words = {at: word_counts(self._new.texts[self._news[at].id]) for at in open_news}
        gaps = self._gaps()
        found: list[tuple[float, int, int, int]] = []
        for new_at, old_at in _candidates(old_words, new_words):
            alike = dice(old_words[old_at], new_words[new_at])
            far = gaps[0][old_at] != gaps[1][new_at]
            fits = _family(self._olds[old_at]) == _family(self._news[new_at])
            if fits and alike >= (_ALIKE_ELSEWHERE if far else _ALIKE):
                found.append((-alike, int(far), old_at, new_at))
        for _, _, old_at, new_at in sorted(found):
            self._pair(old_at, new_at)

    def _gaps(self) -> tuple[list[int], list[int]]:
        """For each place the number of pairs before it: equal numbers, the same gap."""
        olds = [0]
        for at in range(len(self._olds)):
            olds.append(olds[-1] + (at in self.pairs))
        news = [0]
        for at in range(len(self._news)):
            news.append(news[-1] + (at in self._taken))
        return olds[1:], news[1:]

    def _pair_left_over(self) -> None:
        """What is left between the same neighbours: cells in order, a single block if it reads alike."""
        open_olds, open_news = self._open()
        old_gaps, new_gaps = self._gaps()
        groups: dict[int, tuple[list[int], list[int]]] = {}
        for at in open_olds:
            groups.setdefault(old_gaps[at], ([], []))[0].append(at)
        for at in open_news:
            groups.setdefault(new_gaps[at], ([], []))[1].append(at)
        for olds, news in groups.values():
            if len(olds) == len(news) and self._may_pair(olds[0], news[0], len(olds)):
                for old_at, new_at in zip(olds, news, strict=True):
                    self._pair(old_at, new_at)

    def _may_pair(self, old_at: int, new_at: int, number: int) -> bool:
        one, other = self._olds[old_at], self._news[new_at]
        if _family(one) != _family(other):
            return False
        if one.kind is BlockKind.CELL:
            return True
        return number == 1 and ratio(one.text, other.text) >= _SPELT_ALIKE


def _as_text(codes: Sequence[int]) -> str:
    """One character for each code, past the surrogates."""
    return "".join(chr(0xE000 + code) for code in codes)


def _candidates(olds: dict[int, Counter[str]], news: dict[int, Counter[str]]) -> Iterator[tuple[int, int]]:
    """(new place, old place) of blocks that share one of the rarer words."""
    holders: dict[str, list[int]] = {}
    for at, words in olds.items():
        for word in words:
            holders.setdefault(word, []).append(at)
    for new_at, words in news.items():
        rare = sorted(
            (word for word in words if word in holders), key=lambda word: (len(holders[word]), word)
        )
        seen: set[int] = set()
        for word in rare[:_RARE_WORDS]:
            seen.update(holders[word][:_MOST_HOLDERS])
        yield from ((new_at, old_at) for old_at in sorted(seen))
