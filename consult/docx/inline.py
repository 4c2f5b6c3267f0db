"""Reads the words inside a paragraph, tracked changes in the accepted view."""

from collections import Counter
from collections.abc import Mapping

from lxml import etree

from consult.docx.fields import Fields
from consult.docx.links import safe_link
from consult.docx.names import MATH, MC, w
from consult.docx.package import relationship_id
from consult.docx.segments import Segment
from consult.docx.styles import Styles, text_of, toggle

_TRANSPARENT = frozenset(
    {w(name) for name in ("ins", "moveTo", "smartTag", "customXml", "sdtContent", "dir", "bdo", "rubyBase")}
    | {f"{{{MC}}}Choice"}
)
_REMOVED = frozenset({w("del"), w("moveFrom")})
_CHARACTERS = {
    w("tab"): "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("ptab"): "\t",
}
_COUNTED = {
    w("footnoteReference"): "footnotes",
    w("endnoteReference"): "footnotes",
    w("commentReference"): "comments",
    w("object"): "embedded",
    w("sym"): "symbols",
}
_LOOKS = {"strike": "strikethrough", "dstrike": "strikethrough", "u": "underline", "vertAlign": "raised"}
_PLAIN = frozenset({"none", "baseline", "0", "false"})


class Inline:
    """Turns the content of paragraphs into segments and counts what it cannot keep."""

    def __init__(self, styles: Styles, addresses: Mapping[str, str], left: Counter[str]) -> None:
        self._styles = styles
        self._addresses = addresses
        self._left = left
        self.fields = Fields()

    def read(self, container: etree._Element, link: str = "") -> list[Segment]:
        """The segments of everything inside a paragraph or a part of one."""
        found: list[Segment] = []
        for child in container:
            tag = child.tag
            if tag == w("r"):
                found.extend(self._run(child, link))
            elif tag == w("hyperlink"):
                found.extend(self.read(child, self._address(child)))
            elif tag in _TRANSPARENT:
                self._left["tracked_changes"] += tag in {w("ins"), w("moveTo")}
                found.extend(self.read(child, link))
            elif tag in _REMOVED:
                self._left["tracked_changes"] += 1
            else:
                found.extend(self._other(child, link))
        return found

    def _other(self, child: etree._Element, link: str) -> list[Segment]:
        """The rarer things between runs."""
        if child.tag == w("fldSimple"):
            return self.read(child, self._field_link(text_of(child, "instr") or "") or link)
        if child.tag in {w("sdt"), w("ruby"), f"{{{MC}}}AlternateContent"}:
            return self.read(child, link)
        if str(child.tag).startswith(f"{{{MATH}}}oMath"):
            self._left["formulas"] += 1
            return [Segment("".join(str(t.text or "") for t in child.iter(f"{{{MATH}}}t")), link=link)]
        return []

    def _address(self, element: etree._Element) -> str:
        """Where a hyperlink leads, when it is a kind of address that we keep."""
        id_ = relationship_id(element)
        address = safe_link(self._addresses.get(id_, ""))
        self._left["links"] += bool(id_) and not address
        return address

    def _field_link(self, instruction: str) -> str:
        """The address in a HYPERLINK field."""
        words = instruction.split('"')
        if not words[0].strip().upper().startswith("HYPERLINK") or "\\l" in words[0]:
            return ""
        return safe_link(words[1]) if len(words) > 1 else ""

    def _run(self, run: etree._Element, link: str) -> list[Segment]:
        properties = run.find(w("rPr"))
        if toggle(properties, "vanish"):
            self._left["hidden_text"] += 1
            return []
        text = self._text(run)
        link = link or self._field_link(self.fields.instruction)
        if not text:
            return []
        style = "" if properties is None else text_of(properties.find(w("rStyle"))) or ""
        self._count_looks(properties, link)
        bold, italic = toggle(properties, "b"), toggle(properties, "i")
        bold = self._styles.is_bold(style) if bold is None else bold
        italic = self._styles.is_italic(style) if italic is None else italic
        return [Segment(text, bold, italic, link)]

    def _count_looks(self, properties: etree._Element | None, link: str) -> None:
        """Looks that carry meaning and that a document does not hold; underlined links are just links."""
        for element in () if properties is None else properties:
            kind = _LOOKS.get(etree.QName(element).localname)
            if kind and str(element.get(w("val"), "1")) not in _PLAIN and not (kind == "underline" and link):
                self._left[kind] += 1

    def _text(self, run: etree._Element) -> str:
        words: list[str] = []
        for child in run:
            tag = child.tag
            if tag == w("fldChar"):
                self.fields.mark(text_of(child, "fldCharType") or "")
            elif tag == w("instrText"):
                self.fields.instruct(str(child.text or ""))
            elif self.fields.in_code:
                continue
            elif tag == w("t"):
                words.append(str(child.text or ""))
            else:
                words.append(self._special(child))
        return "".join(words)

    def _special(self, child: etree._Element) -> str:
        tag = str(child.tag)
        if tag in _CHARACTERS:
            return _CHARACTERS[tag]
        if tag == w("br"):
            return "" if child.get(w("type")) in {"page", "column"} else "\n"
        if tag in _COUNTED:
            self._left[_COUNTED[tag]] += 1
        elif tag in {w("drawing"), w("pict"), f"{{{MC}}}AlternateContent"}:
            self._left[drawn(child)] += 1
        elif tag == w("ruby"):
            return "".join(segment.text for segment in self.read(child))
        return ""


def drawn(element: etree._Element) -> str:
    """What a drawing is: a text box, a picture, a chart or some other shape."""
    names = {etree.QName(inner).localname for inner in element.iter(etree.Element)}
    if names & {"txbx", "textbox", "txbxContent"}:
        return "text_boxes"
    if names & {"pic", "imagedata", "blip"}:
        return "pictures"
    return "charts" if "chart" in names else "shapes"
