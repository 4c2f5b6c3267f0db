"""Word comments: threads with their anchors, and the three parts that hold them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from lxml import etree

from consult.docx.ids import Ids
from consult.docx.markup import Element, add_paragraph, add_run, child, root_of, start_run
from consult.docx.names import W14, W15, w
from consult.docx.offered import Said
from consult.docx.parts import add_part
from consult.docx.revision import Revision, attributes, author_name, open_revision

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MICROSOFT = "http://schemas.microsoft.com/office/2011/relationships"
_FIRST_PARAGRAPH = 0x10000001
_INITIALS = 3


@dataclass(frozen=True, slots=True)
class Thread:
    """A first remark and the replies below it, with their numbers.

    `row` is the tracked change of the row that it stands in, if the row comes or goes.
    """

    remarks: tuple[Said, ...]
    numbers: tuple[int, ...]
    row: Revision | None = None


class Annotations:
    """Gathers threads while the body is written."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._threads: list[Thread] = []

    def open(self, paragraph: Element, remarks: Sequence[Said], row: Revision | None = None) -> Thread:
        """Begin the range of a new thread here; every reply has a range of its own.

        In a row that comes or goes there is no range: LibreOffice tracks only signs without one, and
        would leave an empty row for the sake of the others.
        """
        thread = Thread(tuple(remarks), tuple(self._ids.next() for _ in remarks), row)
        self._threads.append(thread)
        for number in thread.numbers if row is None else ():
            child(paragraph, "commentRangeStart", id=number)
        return thread

    def close(self, paragraph: Element, thread: Thread) -> None:
        """End the range of a thread, with the sign by which each comment is found."""
        for number in thread.numbers:
            if thread.row is None:
                child(paragraph, "commentRangeEnd", id=number)
                holder = paragraph
            else:
                holder = open_revision(paragraph, thread.row, self._ids)
            child(start_run(holder, (), "CommentReference"), "commentReference", id=number)

    def add_to(self, part: Part, authors: Iterable[str]) -> None:
        """The parts of the file; `authors` are those who changed something."""
        names = {author_name(remark.author) for thread in self._threads for remark in thread.remarks}
        names |= {author_name(author) for author in authors}
        if names:
            add_part(
                part, "/word/people.xml", f"{_WORD}.people+xml", f"{_MICROSOFT}/people", people_part(names)
            )
        if not self._threads:
            return
        comments, extended = comment_parts(self._threads)
        kind = f"{_WORD}.commentsExtended+xml"
        add_part(part, "/word/comments.xml", f"{_WORD}.comments+xml", RELATIONSHIP_TYPE.COMMENTS, comments)
        add_part(part, "/word/commentsExtended.xml", kind, f"{_MICROSOFT}/commentsExtended", extended)


def comment_parts(threads: Iterable[Thread]) -> tuple[bytes, bytes]:
    """The comments themselves, and which of them are replies."""
    comments = root_of("comments", w14=W14)
    extended = etree.Element(f"{{{W15}}}commentsEx", nsmap={"w15": W15})
    numbers = count(_FIRST_PARAGRAPH)
    for thread in threads:
        first = ""
        for number, remark in zip(thread.numbers, thread.remarks, strict=True):
            id_ = f"{next(numbers):08X}"
            write_comment(comments, number, remark, id_)
            mark = etree.SubElement(extended, f"{{{W15}}}commentEx", {f"{{{W15}}}paraId": id_})
            if first:
                mark.set(f"{{{W15}}}paraIdParent", first)
            mark.set(f"{{{W15}}}done", "0")
            first = first or id_
    return to_xml(comments), to_xml(extended)


def write_comment(root: Element, number: int, remark: Said, id_: str) -> None:
    """One comment; threads hang on the id of its last paragraph."""
    name = author_name(remark.author)
    initials = "".join(word[0] for word in name.split())[:_INITIALS].upper()
    given = attributes(remark.author, remark.at, number)
    comment = etree.SubElement(root, w("comment"), {**plain(given), w("initials"): initials})
    for line in remark.text.split("\n"):
        paragraph = add_paragraph(comment, "CommentText")
        if len(comment) == 1:
            child(start_run(paragraph, (), "CommentReference"), "annotationRef")
        add_run(paragraph, line)
    comment[-1].set(f"{{{W14}}}paraId", id_)


def plain(given: dict[str, str]) -> dict[str, str]:
    """The attributes that a comment takes: those of the main namespace."""
    return {name: value for name, value in given.items() if name.startswith(w(""))}


def people_part(names: Iterable[str]) -> bytes:
    """Everybody who changed or commented something."""
    root = etree.Element(f"{{{W15}}}people", nsmap={"w15": W15})
    for name in sorted(names):
        person = etree.SubElement(root, f"{{{W15}}}person", {f"{{{W15}}}author": name})
        known = {f"{{{W15}}}providerId": "None", f"{{{W15}}}userId": name}
        etree.SubElement(person, f"{{{W15}}}presenceInfo", known)
    return to_xml(root)


def to_xml(root: Element) -> bytes:
    """A part's bytes."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
