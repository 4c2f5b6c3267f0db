"""What must hold in every Word file that we write and no schema says: ids, marks, anchors, relations."""

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from consult.docx.archive import unpack
from tests.docx.wordfile import R, w

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_NUMBERED = ("bookmarkStart", "ins", "del", "rPrChange", "pPrChange", "trPrChange", "comment")
_TRACKED = ("ins", "del", "rPrChange", "pPrChange", "trPrChange")
_HIGHEST_PARAGRAPH_ID = 0x80000000
Roots = dict[str, etree._Element]


def faults(data: bytes) -> list[str]:
    """Everything that is wrong with a file, in sentences."""
    parts = unpack(data)
    roots = {name: etree.fromstring(blob) for name, blob in parts.items() if name.endswith((".xml", ".rels"))}
    rules = (ids, deleted_words, authors, last_marks, nesting, comments, threads, people, fields, spaces)
    return [fault for rule in rules for fault in rule(roots)] + list(relations(roots, parts))


def stories(roots: Roots) -> Iterator[etree._Element]:
    """The parts with words in them."""
    names = ("word/document.xml", "word/footnotes.xml", "word/comments.xml")
    return (roots[name] for name in names if name in roots)


def ids(roots: Roots) -> Iterator[str]:
    """No number is given twice."""
    numbers = Counter(
        str(element.get(w("id")))
        for root in stories(roots)
        for name in _NUMBERED
        for element in root.iter(w(name))
    )
    yield from (f"number {number} is given {count} times" for number, count in numbers.items() if count > 1)
    names = Counter(str(e.get(w("name"))) for root in stories(roots) for e in root.iter(w("bookmarkStart")))
    yield from (f"bookmark {name} stands {count} times" for name, count in names.items() if count > 1)
    for root in stories(roots):
        starts, ends = (
            sorted(str(e.get(w("id"))) for e in root.iter(w(n))) for n in ("bookmarkStart", "bookmarkEnd")
        )
        if starts != ends:
            yield "a bookmark is not closed"


def deleted_words(roots: Roots) -> Iterator[str]:
    """Deleted runs hold `w:delText` and no other run does."""
    for root in stories(roots):
        for element in root.iter(w("t"), w("delText")):
            is_deleted = next(element.iterancestors(w("del")), None) is not None
            if is_deleted != (element.tag == w("delText")):
                yield f"{'deleted' if is_deleted else 'kept'} words in the wrong element: {element.text}"


def authors(roots: Roots) -> Iterator[str]:
    """Every tracked change has an author and a time."""
    for root in stories(roots):
        for element in root.iter(*map(w, _TRACKED)):
            if not element.get(w("author")) or not str(element.get(w("date"))).endswith("Z"):
                yield f"{etree.QName(element).localname} without author or time"


def last_marks(roots: Roots) -> Iterator[str]:
    """The last paragraph of a body, cell or note keeps its own mark, and every cell ends with a paragraph."""
    for root in stories(roots):
        for container in root.iter(w("body"), w("tc"), w("footnote"), w("comment")):
            content = [child for child in container if child.tag in (w("p"), w("tbl"), w("sdt"))]
            if not content or content[-1].tag != w("p"):
                yield f"{etree.QName(container).localname} does not end with a paragraph"
                continue
            mark = content[-1].find(f"{w('pPr')}/{w('rPr')}")
            if mark is not None and (mark.find(w("ins")) is not None or mark.find(w("del")) is not None):
                yield f"the last mark of a {etree.QName(container).localname} is tracked"


def nesting(roots: Roots) -> Iterator[str]:
    """No insertion inside another one, and a deletion inside at most one insertion."""
    for root in stories(roots):
        for element in root.iter(w("ins"), w("del")):
            above = [etree.QName(outer).localname for outer in element.iterancestors(w("ins"), w("del"))]
            if above and (element.tag == w("ins") or above != ["ins"]):
                yield f"{etree.QName(element).localname} inside {above}"


def comments(roots: Roots) -> Iterator[str]:
    """Every comment has one beginning, one end and one reference, in this order and in the body alone.

    In a row that comes or goes it has a reference alone, which comes or goes with the row.
    """
    written = (
        [str(e.get(w("id"))) for e in roots["word/comments.xml"].iter(w("comment"))]
        if "word/comments.xml" in roots
        else []
    )
    order: dict[str, list[str]] = {}
    for element in roots["word/document.xml"].iter(
        w("commentRangeStart"), w("commentRangeEnd"), w("commentReference")
    ):
        order.setdefault(str(element.get(w("id"))), []).append(etree.QName(element).localname)
    whole = ["commentRangeStart", "commentRangeEnd", "commentReference"]
    points = set(tracked_signs(roots["word/document.xml"]))
    yield from (
        f"comment {number} is anchored as {order.get(number)}"
        for number in written
        if order.get(number) != (whole[-1:] if number in points else whole)
    )
    yield from (f"comment {number} is nowhere" for number in order.keys() - set(written))
    if "word/footnotes.xml" in roots and list(roots["word/footnotes.xml"].iter(w("commentReference"))):
        yield "a comment in a note"


def tracked_signs(document: etree._Element) -> Iterator[str]:
    """The comments whose references stand in rows that come or go; each reference is tracked like its row."""
    for row in document.iter(w("tr")):
        kind = next((tag for tag in (w("ins"), w("del")) if row.find(f"{w('trPr')}/{tag}") is not None), None)
        for sign in row.iter(w("commentReference")) if kind else ():
            yield str(sign.get(w("id"))) if sign.getparent().getparent().tag == kind else "untracked"  # type: ignore[union-attr]  # a run in a change


def threads(roots: Roots) -> Iterator[str]:
    """Replies hang on the last paragraph of a comment that is no reply itself."""
    if "word/comments.xml" not in roots:
        return
    last = [
        str(list(e.iter(w("p")))[-1].get(f"{{{W14}}}paraId"))
        for e in roots["word/comments.xml"].iter(w("comment"))
    ]
    extended = list(roots["word/commentsExtended.xml"].iter(f"{{{W15}}}commentEx"))
    if sorted(last) != sorted(str(e.get(f"{{{W15}}}paraId")) for e in extended):
        yield "the threads do not name the comments"
    if any(int(number, 16) >= _HIGHEST_PARAGRAPH_ID for number in last) or len(set(last)) < len(last):
        yield "a paragraph's id is too high or not its own"
    parents = {str(e.get(f"{{{W15}}}paraId")): e.get(f"{{{W15}}}paraIdParent") for e in extended}
    for parent in filter(None, parents.values()):
        if parents.get(str(parent), "absent") is not None:
            yield f"a reply to {parent}, which is no first comment"


def people(roots: Roots) -> Iterator[str]:
    """Everybody who changed or commented something is among the people."""
    tracked = {
        str(e.get(w("author"))) for root in stories(roots) for e in root.iter(*map(w, (*_TRACKED, "comment")))
    }
    known = (
        {str(e.get(f"{{{W15}}}author")) for e in roots["word/people.xml"]}
        if "word/people.xml" in roots
        else set()
    )
    yield from (f"{name} is not among the people" for name in tracked - known)


def fields(roots: Roots) -> Iterator[str]:
    """The only field codes are those of the table of contents and the page numbers."""
    for name, root in roots.items():
        for element in root.iter(w("instrText")):
            if str(element.text).split()[0] not in {"TOC", "PAGEREF"}:
                yield f"a field in {name}: {element.text}"


def spaces(roots: Roots) -> Iterator[str]:
    """White space is always kept."""
    for root in roots.values():
        for element in root.iter(w("t"), w("delText")):
            if element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
                yield f"spaces are not kept: {element.text}"


def relations(roots: Roots, parts: Mapping[str, bytes]) -> Iterator[str]:
    """Every relationship leads to a part or to the web, what is used is one of them."""
    for name, root in roots.items():
        if not name.endswith(".rels"):
            continue
        folder, base = posixpath.split(name)
        owner = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
        known = {str(link.get("Id")): link for link in root}
        for link in root:
            target = str(link.get("Target"))
            if link.get("TargetMode") == "External":
                if not target.startswith(("http://", "https://", "mailto:")):
                    yield f"a link to {target}"
            elif (
                posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), target)).lstrip("/")
                not in parts
            ):
                yield f"{name} leads to {target}, which is no part"
        if owner in roots:
            used = {
                str(value)
                for e in roots[owner].iter()
                for key, value in e.attrib.items()
                if str(key).startswith(f"{{{R}}}")
            }
            yield from (f"{owner} uses {number}, which leads nowhere" for number in used - known.keys())
