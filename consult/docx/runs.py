"""Writes the words of a block: runs with their looks, links, notes, pictures, and the block's bookmark."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from lxml import etree

from consult.docx.identity import bookmark_name
from consult.docx.ids import Ids
from consult.docx.links import safe_link
from consult.docx.markup import Element, add_run, add_switches, child, start_run
from consult.docx.names import r, w
from consult.docx.revision import Revision, attributes, open_revision
from consult.text.block import OBJECT_MARKS, Block, Fragment, Mark, MarkKind
from consult.text.marks import cut

#: Gives the relationship id for an address.
Linker = Callable[[str], str]
_START, _END, _ID, _NAME = w("bookmarkStart"), w("bookmarkEnd"), w("id"), w("name")
_SWITCHES = {MarkKind.BOLD: "b", MarkKind.ITALIC: "i", MarkKind.UNDERLINE: "u"}


class Shown(Protocol):
    """Writes what one OBJECT character stands for into a run; False when it cannot."""

    def write(self, run: Element, mark: Mark) -> bool:
        """Put the reference or the picture into the run."""


class Piece(NamedTuple):
    """Words that look the same, or one thing shown in their place."""

    text: str
    switches: tuple[str, ...] = ()
    address: str = ""
    shown: Mark | None = None


class Runs:
    """Writes words into paragraphs of one part, tracked or not."""

    def __init__(self, link: Linker, ids: Ids, shown: Shown) -> None:
        self.ids = ids
        self._link = link
        self._shown = shown

    def write(self, paragraph: Element, block: Block, *around: Block) -> None:
        """The words of a block inside its bookmark, and inside those of the blocks around it."""
        opened = self.open_bookmarks(paragraph, (*around, block))
        self.words(paragraph, block.text, block.marks)
        self.close_bookmarks(paragraph, opened)

    def open_bookmarks(self, paragraph: Element, blocks: Sequence[Block]) -> list[int]:
        """Begin the bookmarks of blocks; returns their numbers."""
        names = [name for block in blocks if (name := bookmark_name(block.id)) is not None]
        return [self.open_bookmark(paragraph, name) for name in names]

    def open_bookmark(self, paragraph: Element, name: str) -> int:
        """Begin a bookmark; returns its number."""
        number = self.ids.next()
        etree.SubElement(paragraph, _START, {_ID: str(number), _NAME: name})
        return number

    def close_bookmarks(self, paragraph: Element, numbers: Sequence[int]) -> None:
        """End bookmarks, the last one first."""
        for number in reversed(numbers):
            etree.SubElement(paragraph, _END, {_ID: str(number)})

    def words(
        self, paragraph: Element, text: str, marks: tuple[Mark, ...], revision: Revision | None = None
    ) -> None:
        """Words with their marks, as a tracked change if one is given."""
        if not text:
            return
        if not marks:
            holder = paragraph if revision is None else open_revision(paragraph, revision, self.ids)
            add_run(holder, text, is_deleted=revision is not None and revision.kind == "del")
            return
        parent, current = paragraph, ""
        for piece in pieces(text, marks):
            if piece.address != current or parent is paragraph:
                parent, current = self._holder(paragraph, piece.address, revision), piece.address
            self._piece(parent, piece, is_deleted=revision is not None and revision.kind == "del")

    def same_but_looks(self, old: Fragment, new: Fragment) -> bool:
        """Whether two fragments have the same words, links, notes and pictures."""
        return old.text == new.text and _others(old.marks) == _others(new.marks)

    def other_looks(self, paragraph: Element, old: Fragment, new: Fragment, revision: Revision) -> None:
        """Words that stay and look different: each run keeps how it looked as a tracked change."""
        before = [(mark.start, mark.end) for mark in old.marks]
        for start, end in spans(len(new.text), [*before, *((mark.start, mark.end) for mark in new.marks)]):
            was = pieces(*_cut(old, start, end))[0]
            piece = pieces(*_cut(new, start, end))[0]
            count = len(paragraph)
            self._piece(self._holder(paragraph, piece.address, None), piece, is_deleted=False)
            for run in [run for added in list(paragraph)[count:] for run in added.iter(w("r"))]:
                self._note_looks(run, was, revision)

    def _note_looks(self, run: Element, was: Piece, revision: Revision) -> None:
        """The looks that a run had."""
        properties = run.find(w("rPr"))
        if properties is None:
            properties = run.makeelement(w("rPr"), {})
            run.insert(0, properties)
        given = attributes(revision.author, revision.at, self.ids.next())
        old = child(etree.SubElement(properties, w("rPrChange"), given), "rPr")
        if was.address:
            child(old, "rStyle", val="Hyperlink")
        add_switches(old, was.switches)

    def _holder(self, paragraph: Element, address: str, revision: Revision | None) -> Element:
        """The link, and inside it the tracked change, in which runs stand."""
        holder = paragraph
        if address:
            attributes = {r("id"): self._link(address), w("history"): "1"}
            holder = etree.SubElement(paragraph, w("hyperlink"), attributes)
        return holder if revision is None else open_revision(holder, revision, self.ids)

    def _piece(self, parent: Element, piece: Piece, *, is_deleted: bool) -> None:
        if piece.shown is not None:
            is_note = piece.shown.kind is MarkKind.NOTE
            run = start_run(parent, (), "FootnoteReference" if is_note else "")
            if self._shown.write(run, piece.shown):
                return
            parent.remove(run)
        text = piece.text if piece.shown is None else piece.shown.alt
        if text:
            style = "Hyperlink" if piece.address else ""
            add_run(parent, text, piece.switches, style, is_deleted=is_deleted)


def _others(marks: tuple[Mark, ...]) -> list[Mark]:
    """The marks that are no looks."""
    return [mark for mark in marks if mark.kind not in _SWITCHES]


def _cut(fragment: Fragment, start: int, end: int) -> tuple[str, tuple[Mark, ...]]:
    words = cut(fragment.text, fragment.marks, start, end)
    return words.text, words.marks


def spans(length: int, marks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """[0, length) cut at every end of these ranges."""
    borders = sorted({0, length, *(border for mark in marks for border in mark)})
    inner = [border for border in borders if 0 <= border <= length]
    return list(pairwise(inner))


def pieces(text: str, marks: tuple[Mark, ...]) -> list[Piece]:
    """The text cut where a mark begins or ends."""
    if not marks:
        return [Piece(text)] if text else []
    found: list[Piece] = []
    position, active = 0, dict[Mark, None]()
    for place, begins, mark in edges(text, marks):
        if place > position:
            found.append(Piece(text[position:place], *looks(active)))
            position = place
        if begins:
            active[mark] = None
        else:
            active.pop(mark, None)
    return [*found, Piece(text[position:])] if position < len(text) else found


def edges(text: str, marks: tuple[Mark, ...]) -> list[tuple[int, bool, Mark]]:
    """Where marks that can be shown begin and end, in order."""
    found: list[tuple[int, bool, Mark]] = []
    for mark in marks:
        start, end = max(mark.start, 0), min(mark.end, len(text))
        known = mark.kind in _SWITCHES or mark.kind in OBJECT_MARKS
        if start < end and (known or (mark.kind is MarkKind.LINK and safe_link(mark.target))):
            found += [(start, True, mark), (end, False, mark)]
    return sorted(found, key=lambda edge: (edge[0], edge[1]))


def looks(active: dict[Mark, None]) -> tuple[tuple[str, ...], str, Mark | None]:
    """The switches, the address and the thing shown of the marks that hold at one place."""
    kinds = {mark.kind for mark in active}
    switches = tuple(switch for kind, switch in _SWITCHES.items() if kind in kinds)
    addresses = (safe_link(mark.target) for mark in active if mark.kind is MarkKind.LINK)
    return switches, next(addresses, ""), next(objects(active), None)


def objects(marks: dict[Mark, None]) -> Iterator[Mark]:
    """The marks of notes and pictures."""
    return (mark for mark in marks if mark.kind in OBJECT_MARKS)
