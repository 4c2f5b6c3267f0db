"""Which of a file's tracked changes are taken as made while it is read."""

from collections.abc import Callable

from lxml import etree

from consult.docx.names import w

#: Changes that bring words, rows, cells or the end of a paragraph.
BRINGS = frozenset({w("ins"), w("moveTo"), w("cellIns")})
#: Changes that take them away.
TAKES = frozenset({w("del"), w("moveFrom"), w("cellDel")})


def author_of(change: etree._Element) -> str:
    """Who made a change, or an empty string: many files do not say it."""
    return " ".join(str(change.get(w("author"), "")).split())


class View:
    """One way to read a file; `made` says whose changes are made.

    With `old_looks` bold, styles and the like are read as they were before tracked changes of format.
    """

    def __init__(self, made: Callable[[str], bool], *, old_looks: bool = True) -> None:
        self._made = made
        self.old_looks = old_looks

    def holds(self, change: etree._Element) -> bool:
        """Whether what stands under a change is part of the text."""
        return self._made(author_of(change)) is (change.tag in BRINGS)

    def holds_all(self, properties: etree._Element | None) -> bool:
        """Whether a row, a cell or the end of a paragraph with these properties is part of the text."""
        changes = () if properties is None else properties
        return all(self.holds(change) for change in changes if change.tag in BRINGS or change.tag in TAKES)

    def looks(self, properties: etree._Element | None) -> etree._Element | None:
        """The properties of a run or a paragraph that count."""
        if properties is None or not self.old_looks:
            return properties
        name = etree.QName(properties).localname
        change = properties.find(w(f"{name}Change"))
        return properties if change is None else change.find(w(name))


#: Everything accepted, as the file looks when all changes are taken.
ACCEPTED = View(lambda _: True, old_looks=False)
#: Nothing accepted, as the file was before.
ORIGINAL = View(lambda _: False)


def only(author: str) -> View:
    """The file with the changes of one author."""
    return View(lambda other: other == author)
