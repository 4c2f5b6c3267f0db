"""Writes the words of a block: runs with their looks, links, and the bookmark by which it is known."""

from collections.abc import Callable

from lxml import etree

from consult.docx.identity import bookmark_name
from consult.docx.links import safe_link
from consult.docx.markup import Element, add_run, child
from consult.docx.names import r, w
from consult.text.document import Block, Mark, MarkKind

#: Gives the relationship id for an address.
Linker = Callable[[str], str]
_SWITCHES = {MarkKind.BOLD: "b", MarkKind.ITALIC: "i"}


class Runs:
    """Writes words into paragraphs; one counter numbers every bookmark of the file."""

    def __init__(self, link: Linker) -> None:
        self._link = link
        self._bookmarks = 0

    def write(self, paragraph: Element, block: Block, *around: Block) -> None:
        """The words of a block inside its bookmark, and inside those of the blocks around it."""
        numbers = [self._open(paragraph, each.id) for each in (*around, block)]
        self._words(paragraph, block)
        for number in reversed(numbers):
            if number is not None:
                child(paragraph, "bookmarkEnd", id=number)

    def _open(self, paragraph: Element, id_: str) -> int | None:
        name = bookmark_name(id_)
        if name is None:
            return None
        self._bookmarks += 1
        child(paragraph, "bookmarkStart", id=self._bookmarks, name=name)
        return self._bookmarks

    def _words(self, paragraph: Element, block: Block) -> None:
        if not block.marks:
            if block.text:
                add_run(paragraph, block.text)
            return
        parent, current = paragraph, ""
        for text, switches, address in pieces(block.text, block.marks):
            if address != current:
                parent, current = self._link_element(paragraph, address), address
            add_run(parent, text, switches, "Hyperlink" if address else "")

    def _link_element(self, paragraph: Element, address: str) -> Element:
        if not address:
            return paragraph
        return etree.SubElement(paragraph, w("hyperlink"), {r("id"): self._link(address), w("history"): "1"})


def pieces(text: str, marks: tuple[Mark, ...]) -> list[tuple[str, tuple[str, ...], str]]:
    """The text cut where a mark begins or ends: words, switches, address."""
    edges: list[tuple[int, bool, Mark]] = []
    for mark in marks:
        start, end = max(mark.start, 0), min(mark.end, len(text))
        if start < end and (mark.kind in _SWITCHES or safe_link(mark.target)):
            edges += [(start, True, mark), (end, False, mark)]
    edges.sort(key=lambda edge: (edge[0], edge[1]))
    found: list[tuple[str, tuple[str, ...], str]] = []
    position, active = 0, dict[Mark, None]()
    for place, begins, mark in edges:
        if place > position:
            found.append((text[position:place], *looks(active)))
            position = place
        if begins:
            active[mark] = None
        else:
            active.pop(mark, None)
    return [*found, (text[position:], (), "")] if position < len(text) else found


def looks(active: dict[Mark, None]) -> tuple[tuple[str, ...], str]:
    """The switches and the address of the marks that hold at one place."""
    kinds = {mark.kind for mark in active}
    switches = tuple(switch for kind, switch in _SWITCHES.items() if kind in kinds)
    addresses = (safe_link(mark.target) for mark in active if mark.kind is MarkKind.LINK)
    return switches, next(addresses, "")
