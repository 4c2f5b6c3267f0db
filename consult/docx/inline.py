"""Reads the words inside a paragraph, with the tracked changes that the view takes as made."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from consult.docx.fields import Fields
from consult.docx.links import safe_link
from consult.docx.names import MATH, MC, w
from consult.docx.package import relationship_id
from consult.docx.places import KEY, place_of
from consult.docx.segments import Segment, Thing
from consult.docx.styles import Styles, is_line, text_of, toggle
from consult.docx.things import Things
from consult.docx.view import BRINGS, TAKES, View
from consult.text.document import OBJECT, MarkKind

_TRANSPARENT = frozenset(
    {w(name) for name in ("smartTag", "customXml", "sdtContent", "dir", "bdo", "rubyBase")}
    | {f"{{{MC}}}Choice"}
)
_CHARACTERS = {
    w("tab"): "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("ptab"): "\t",
}
#: What says nothing between runs, and stands there often.
_SILENT = frozenset({w(name) for name in ("pPr", "bookmarkEnd", "proofErr", "permStart", "permEnd")})
_MATH = f"{{{MATH}}}oMath"
_RUN, _LINK, _TEXT, _DELETED = w("r"), w("hyperlink"), w("t"), w("delText")
_FIELD, _CODES = w("fldChar"), frozenset({w("instrText"), w("delInstrText")})
_RPR, _RPR_CHANGE, _STYLE, _LINE = w("rPr"), w("rPrChange"), w("rStyle"), w("u")
_NOTES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
_DRAWN = frozenset({w("drawing"), w("pict"), f"{{{MC}}}AlternateContent"})
_COUNTED = {
    w("commentReference"): "comments",
    w("object"): "embedded",
    w("sym"): "symbols",
}
_LOOKS = {"strike": "strikethrough", "dstrike": "strikethrough", "vertAlign": "raised"}
_PLAIN = frozenset({"none", "baseline", "0", "false"})


class Inline:
    """Turns the content of paragraphs into segments and counts what it cannot keep."""

    def __init__(
        self,
        styles: Styles,
        addresses: Mapping[str, str],
        left: Counter[str],
        view: View,
        things: Things,
    ) -> None:
        self._styles = styles
        self._addresses = addresses
        self._left = left
        self._view = view
        self._things = things
        self._source = ""
        self._brought = 0
        self.fields = Fields()

    def paragraph(self, paragraph: etree._Element) -> list[Segment]:
        """The segments of a whole paragraph."""
        self._source = str(paragraph.get(KEY, ""))
        return self.read(paragraph)

    def read(self, container: etree._Element, link: str = "") -> list[Segment]:
        """The segments of everything inside a paragraph or a part of one."""
        found: list[Segment] = []
        for child in container:
            tag = child.tag
            if tag == _RUN:
                found.extend(self._run(child, link))
            elif tag in _SILENT:
                continue
            elif tag == _LINK:
                found.extend(self.read(child, self._address(child)))
            elif tag in _TRANSPARENT:
                found.extend(self.read(child, link))
            elif tag in BRINGS or tag in TAKES:
                found.extend(self._change(child, link))
            elif place := place_of(child):
                found.append(Segment("", place=place))
            else:
                found.extend(self._other(child, link))
        return found

    def _change(self, change: etree._Element, link: str) -> list[Segment]:
        """What a tracked change brings or takes away, or only the places inside it."""
        self._left["tracked_changes"] += 1
        if not self._view.holds(change):
            return [Segment("", place=place) for inner in change.iter() if (place := place_of(inner))]
        self._brought += change.tag in BRINGS
        found = self.read(change, link)
        self._brought -= change.tag in BRINGS
        return found

    def _other(self, child: etree._Element, link: str) -> list[Segment]:
        """The rarer things between runs."""
        if child.tag == w("fldSimple"):
            return self.read(child, self._field_link(text_of(child, "instr") or "") or link)
        if child.tag in {w("sdt"), w("ruby"), f"{{{MC}}}AlternateContent"}:
            return self.read(child, link)
        if str(child.tag).startswith(_MATH):
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

    def _run(self, run: etree._Element, link: str) -> Iterable[Segment]:
        """The words of a run: most have nothing else in it."""
        if len(run) == 1 and not self.fields.are_open:
            only = run[0]
            if only.tag == _TEXT:
                text = str(only.text or "").replace(OBJECT, "")
                source = "" if self._brought else self._source
                return (Segment(text, link=link, source=source),) if text else ()
        return self._rich_run(run, link)

    def _rich_run(self, run: etree._Element, link: str) -> Iterator[Segment]:
        now = run.find(_RPR)
        properties = self._view.looks(now)
        if now is not None and now.find(_RPR_CHANGE) is not None:
            self._left["format_changes"] += 1
        if toggle(properties, "vanish"):
            self._left["hidden_text"] += 1
            return
        pieces = self._pieces(run)
        if not pieces:
            return
        link = link or self._field_link(self.fields.instruction)
        self._count_looks(properties)
        bold, italic, underline = self._looks(properties, is_link=bool(link))
        source = "" if self._brought else self._source
        for piece in pieces:
            if isinstance(piece, Segment):
                yield piece
            elif isinstance(piece, Thing):
                yield Segment(OBJECT, bold, italic, link, underline, piece, source)
            else:
                yield Segment(piece, bold, italic, link, underline, None, source)

    def _looks(self, properties: etree._Element | None, *, is_link: bool) -> tuple[bool, bool, bool]:
        """Bold, italic, underlined, by the run or else by its character style.

        The line under a link is its own look, unless somebody draws one where the style has one already.
        """
        if properties is None:
            return False, False, False
        style = text_of(properties.find(_STYLE)) or ""
        bold, italic = toggle(properties, "b"), toggle(properties, "i")
        line, drawn = is_line(properties.find(_LINE)), self._styles.is_underlined(style)
        return (
            self._styles.is_bold(style) if bold is None else bold,
            self._styles.is_italic(style) if italic is None else italic,
            (drawn and bool(line)) if is_link else (drawn if line is None else line),
        )

    def _count_looks(self, properties: etree._Element | None) -> None:
        """Looks that carry meaning and that a document does not hold."""
        for element in () if properties is None else properties:
            kind = _LOOKS.get(etree.QName(element).localname)
            if kind and str(element.get(w("val"), "1")) not in _PLAIN:
                self._left[kind] += 1

    def _pieces(self, run: etree._Element) -> list[str | Thing | Segment]:
        """The words of a run, as long as nothing stands between them, and what stands between them."""
        pieces: list[str | Thing | Segment] = []
        for child in run:
            piece = self._piece(child)
            if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
                pieces[-1] += piece
            elif piece:
                pieces.append(piece)
        return pieces

    def _piece(self, child: etree._Element) -> str | Thing | Segment:
        tag = child.tag
        if tag == _FIELD:
            self.fields.mark(text_of(child, "fldCharType") or "")
        elif tag in _CODES:
            self.fields.instruct(str(child.text or ""))
        elif self.fields.in_code:
            return ""
        elif tag in (_TEXT, _DELETED):
            return str(child.text or "").replace(OBJECT, "")
        else:
            return self._special(child)
        return ""

    def _special(self, child: etree._Element) -> str | Thing | Segment:
        tag = str(child.tag)
        if tag in _CHARACTERS:
            return _CHARACTERS[tag]
        if tag == w("br"):
            return "" if child.get(w("type")) in {"page", "column"} else "\n"
        if tag in _NOTES:
            return self._note(_NOTES[tag], child)
        if tag in _DRAWN:
            return self._drawing(child)
        if tag == w("ruby"):
            return "".join(segment.text for segment in self.read(child))
        if tag in _COUNTED:
            self._left[_COUNTED[tag]] += 1
        place = place_of(child)
        return Segment("", place=place) if place else ""

    def _note(self, kind: str, reference: etree._Element) -> str | Thing:
        name = self._things.notes.refer(kind, text_of(reference, "id") or "")
        if name:
            return Thing(MarkKind.NOTE, name)
        self._left["footnotes"] += 1
        return ""

    def _drawing(self, drawing: etree._Element) -> str | Thing:
        kind = drawn(drawing)
        picture = self._things.pictures.read(drawing) if kind == "pictures" else None
        if picture is None:
            self._left[kind] += 1
            return ""
        return picture


def drawn(element: etree._Element) -> str:
    """What a drawing is: a text box, a picture, a chart or some other shape."""
    names = {etree.QName(inner).localname for inner in element.iter(etree.Element)}
    if names & {"txbx", "textbox", "txbxContent"}:
        return "text_boxes"
    if names & {"pic", "imagedata", "blip"}:
        return "pictures"
    return "charts" if "chart" in names else "shapes"
