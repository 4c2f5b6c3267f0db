"""The pictures of one part of a file."""

from collections import Counter
from collections.abc import Collection, Iterator

from lxml import etree

from consult.docx.names import MC, r
from consult.docx.package import Package
from consult.docx.picture import Picture, clean_picture
from consult.docx.segments import Thing
from consult.text.document import Document, MarkKind
from consult.text.normalise import single_line

MAX_PICTURES = 100
MAX_ALL_MEGABYTES = 8
_LONGEST_ALT = 1000
_FALLBACK = f"{{{MC}}}Fallback"


class Album:
    """Every picture of a file once, up to as much as a document may hold."""

    def __init__(self, known: Collection[str] = ()) -> None:
        self.pictures: dict[str, Picture] = {}
        self._known = known
        self._seen: dict[str, Picture | None] = {}

    def add(self, name: str, data: bytes) -> Picture | None:
        """The picture in a part; None when it cannot be kept."""
        if name not in self._seen:
            self._seen[name] = self._clean(data)
        return self._seen[name]

    def shown_in(self, *documents: Document) -> Iterator[Picture]:
        """The pictures that documents show, in the order in which the file has them."""
        shown = set(shown_pictures(*documents))
        yield from (picture for picture in self.pictures.values() if picture.hash in shown)

    def _clean(self, data: bytes) -> Picture | None:
        picture = clean_picture(data, self._known)
        size = sum(len(kept.data) for kept in self.pictures.values())
        if picture is None or len(self.pictures) >= MAX_PICTURES:
            return None
        if picture.hash not in self.pictures and size + len(picture.data) > MAX_ALL_MEGABYTES * 1024 * 1024:
            return None
        return self.pictures.setdefault(picture.hash, picture)


class Pictures:
    """Finds the picture that a drawing in a part shows."""

    def __init__(self, package: Package, part: str, album: Album) -> None:
        self._package, self._album = package, album
        self._targets = {
            id_: link.target
            for id_, link in package.relationships(part).items()
            if link.kind == "image" and not link.external
        }

    def read(self, drawing: etree._Element) -> Thing | None:
        """The first picture of a drawing with its alternative text; None when none can be kept."""
        for element in inside(drawing):
            id_ = element.get(r("embed")) or (element.get(r("id")) if _name(element) == "imagedata" else None)
            target = self._targets.get(str(id_ or ""))
            data = None if target is None else self._package.data(target)
            picture = None if target is None or data is None else self._album.add(target, data)
            if picture is not None:
                return Thing(MarkKind.PICTURE, picture.hash, alternative(drawing))
        return None


def shown_pictures(*documents: Document) -> Iterator[str]:
    """The hash of every picture in the text of documents."""
    for document in documents:
        for block in document.blocks:
            yield from (mark.target for mark in block.marks if mark.kind is MarkKind.PICTURE)


def inside(drawing: etree._Element) -> Iterator[etree._Element]:
    """Everything inside but what older programs would show instead."""
    for child in drawing:
        if child.tag != _FALLBACK and isinstance(child.tag, str):
            yield child
            yield from inside(child)


def alternative(drawing: etree._Element) -> str:
    """What a drawing says to who cannot see it."""
    told: Counter[str] = Counter()
    for element in inside(drawing):
        for name in ("descr", "alt"):
            if (_name(element), name) in {("docPr", "descr"), ("cNvPr", "descr"), ("shape", "alt")}:
                told[single_line(str(element.get(name, "")))[:_LONGEST_ALT].strip()] += 1
    return next((words for words in told if words), "")


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
