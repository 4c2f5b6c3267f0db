"""Places in a file that came back: our bookmarks, the ends of comments, and names for its paragraphs."""

from itertools import count

from lxml import etree

from consult.docx.identity import block_of_bookmark
from consult.docx.names import w
from consult.docx.segments import Place

#: While a reply is read, every paragraph, table, row and cell carries its name in this attribute.
KEY = "key"

#: So is marked what stands behind a paragraph whose end somebody deleted: LibreOffice has then given it
#: the style of that paragraph, without a word.
UNSTYLED = "unstyled"

_COMMENTS = {
    w("commentRangeStart"): "start",
    w("commentRangeEnd"): "end",
    w("commentReference"): "point",
}
_BOOKMARK, _NAME = w("bookmarkStart"), w("name")
_NAMED = (w("p"), w("tbl"), w("tr"), w("tc"))


def place_of(element: etree._Element) -> Place | None:
    """The bookmark of one of our blocks, or the start, end or point of a comment."""
    tag = element.tag
    if tag == _BOOKMARK:
        block = block_of_bookmark(str(element.get(_NAME, "")))
        return None if block is None else Place("block", block)
    if tag in _COMMENTS:
        return Place(_COMMENTS[tag], str(element.get(w("id"), "")))
    return None


def name_elements(root: etree._Element, prefix: str = "") -> None:
    """Give everything that can become a block a name, so that several views of it can be told apart."""
    numbers = count(1)
    for element in root.iter(*_NAMED):
        element.set(KEY, f"{prefix}{next(numbers)}")
        if element.tag == w("p") and _loses_its_end(element):
            behind = element.getnext()
            if behind is not None and behind.tag == w("p"):
                behind.set(UNSTYLED, "1")


def _loses_its_end(paragraph: etree._Element) -> bool:
    mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    return mark is not None and (mark.find(w("del")) is not None or mark.find(w("moveFrom")) is not None)
