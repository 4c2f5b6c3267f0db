"""The foot- and endnotes of a file, in the order in which the text refers to them."""

from collections.abc import Iterator

from lxml import etree

from consult.docx.names import w
from consult.docx.package import Package
from consult.docx.places import name_elements
from consult.docx.styles import text_of

_NOTE = {"footnotes": w("footnote"), "endnotes": w("endnote")}
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


class Notes:
    """Endnotes count as footnotes: a document has one kind."""

    def __init__(self, package: Package) -> None:
        self._notes: dict[str, dict[str, etree._Element]] = {}
        self._referred: dict[str, tuple[str, etree._Element]] = {}
        for kind, tag in _NOTE.items():
            for root in package.related(kind):
                name_elements(root, kind)
                found = {text_of(note, "id") or "": note for note in root.iterchildren(tag) if _is_said(note)}
                self._notes.setdefault(kind, found)

    def refer(self, kind: str, id_: str) -> str:
        """The name of a note that the text refers to; empty when there is no such note."""
        note = self._notes.get(kind, {}).get(id_)
        words = () if note is None else note.iter(w("t"), w("delText"))
        if note is None or not any(str(each.text or "").strip() for each in words):
            return ""
        name = f"{kind}:{id_}"
        self._referred[name] = (kind, note)
        return name

    def referred(self) -> Iterator[tuple[str, str, list[etree._Element]]]:
        """Name, part and paragraphs of each note that was referred to, in order."""
        for name, (kind, note) in list(self._referred.items()):
            yield name, kind, list(note.iter(w("p")))


def _is_said(note: etree._Element) -> bool:
    return (text_of(note, "type") or "") not in _SEPARATORS
