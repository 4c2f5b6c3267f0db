"""A tracked change as Word knows it: who, when, put in or taken out."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from lxml import etree

from consult.docx.cleaning import xml_text
from consult.docx.ids import Ids
from consult.docx.markup import Element
from consult.docx.names import W16DU, w

_LONGEST_AUTHOR = 255
_NAMELESS = "?"
_ID = w("id")
_TAGS = {kind: w(kind) for kind in ("ins", "del")}


@dataclass(frozen=True, slots=True)
class Revision:
    """`kind` is `ins` or `del`; `inside` an insertion that this deletion stands in."""

    kind: str
    author: str
    at: datetime
    inside: "Revision | None" = None


def author_name(author: str) -> str:
    """A name as Word takes it: one line, never empty."""
    return xml_text(" ".join(author.split()))[:_LONGEST_AUTHOR] or _NAMELESS


def attributes(author: str, at: datetime, number: int) -> dict[str, str]:
    """Number, author and time; Word shows `w:date` as wall-clock time, the true instant stands beside it."""
    return {_ID: str(number), **_who(author, at, at.replace(tzinfo=None))}


@lru_cache(maxsize=1024)
def _who(author: str, at: datetime, wall: datetime) -> dict[str, str]:
    """The same for every change of one proposal; the same instant is another wall-clock time elsewhere."""
    return {
        w("author"): author_name(author),
        w("date"): f"{wall:%Y-%m-%dT%H:%M:%S}Z",
        f"{{{W16DU}}}dateUtc": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z",
    }


def open_revision(parent: Element, revision: Revision, ids: Ids) -> Element:
    """The element inside which tracked runs stand; a deletion inside an insertion is two elements."""
    if revision.inside is not None:
        parent = open_revision(parent, revision.inside, ids)
    return etree.SubElement(
        parent, _TAGS[revision.kind], attributes(revision.author, revision.at, ids.next())
    )


def mark_paragraph(properties: Element, revision: Revision, ids: Ids) -> None:
    """The paragraph's own mark is put in or taken out."""
    run = etree.SubElement(properties, w("rPr"))
    for each in (revision.inside, revision):
        if each is not None:
            etree.SubElement(run, w(each.kind), attributes(each.author, each.at, ids.next()))
