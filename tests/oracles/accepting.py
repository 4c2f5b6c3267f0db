"""Accepts or rejects every tracked change of a Word file by the letter of the standard.

Beside LibreOffice, which takes words at the end of a paragraph and a new paragraph behind for one insertion.
"""

from typing import Literal

from lxml import etree

from consult.docx.archive import unpack
from tests.docx.wordfile import w

View = Literal["accept", "reject"]
_GOES = {"accept": "del", "reject": "ins"}
_STAYS = {"accept": "ins", "reject": "del"}


def paragraphs(data: bytes, view: View) -> list[tuple[str, str]]:
    """Style and words of every paragraph of the body once all is accepted or rejected, cells in order."""
    body = etree.fromstring(unpack(data)["word/document.xml"])[0]
    settle_rows(body, view)
    settle_runs(body, view)
    settle_shapes(body, view)
    settle_marks(body, view)
    return [(style_of(each), words_of(each)) for each in body.iter(w("p"))]


def settle_rows(body: etree._Element, view: View) -> None:
    """Rows come or go, tables without rows go."""
    for row in [*body.iter(w("tr"))]:
        if row.find(f"{w('trPr')}/{w(_GOES[view])}") is not None:
            remove(row)
    for table in [*body.iter(w("tbl"))]:
        if table.find(w("tr")) is None:
            remove(table)


def settle_runs(body: etree._Element, view: View) -> None:
    """Runs come or go; a deletion inside an insertion is gone in both views."""
    for element in [*body.iter(w("ins"), w("del"))]:
        if element.getparent().tag in (w("rPr"), w("trPr")):  # type: ignore[union-attr]  # never the root
            continue
        if element.tag == w(_GOES[view]):
            remove(element)


def settle_shapes(body: etree._Element, view: View) -> None:
    """A paragraph gets back the properties that it had."""
    for change in [*body.iter(w("pPrChange"))]:
        properties = change.getparent()
        old = change[0]
        remove(change)
        if view == "reject" and properties is not None:
            marks = properties.findall(w("rPr"))
            properties[:] = [*old, *marks]


def settle_marks(body: etree._Element, view: View) -> None:
    """A paragraph whose mark goes is joined with the next one, which stays as it is; an empty one is gone."""
    for each in [*body.iter(w("p"))]:
        if each.find(f"{w('pPr')}/{w('rPr')}/{w(_GOES[view])}") is None:
            continue
        following = each.getnext()
        if words_of(each) == "" and following is not None:
            remove(each)
        elif following is not None and following.tag == w("p"):
            following[1:1] = [child for child in each if child.tag != w("pPr")]
            remove(each)


def remove(element: etree._Element) -> None:
    """Take an element out of its parent."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def style_of(paragraph: etree._Element) -> str:
    """The id of a paragraph's style."""
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if style is None else str(style.get(w("val")))


def words_of(paragraph: etree._Element) -> str:
    """Words, line ends, tabs; a picture or the sign of a note is one character."""
    signs = {w("br"): "\n", w("tab"): "\t", w("drawing"): "\ufffc", w("footnoteReference"): "\ufffc"}
    found = []
    for element in paragraph.iter(w("t"), w("delText"), *signs):
        if element.getparent().tag == w("r"):  # type: ignore[union-attr]  # tab stops stand in properties
            found.append(signs.get(str(element.tag)) or str(element.text or ""))
    return "".join(found)
