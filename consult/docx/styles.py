"""What the styles of a file mean: headings, title, lists, bold; by name, through what they are based on."""

import re
from dataclasses import dataclass
from functools import cache

from lxml import etree

from consult.docx.names import FURNITURE, w

_HEADING = re.compile(
    r"(?:heading|otsikko|rubrik|overskrift|pealkiri|überschrift|kop|titre|título|titolo|заголовок)\s*([1-9])",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:toc|contents)\s*(?:heading|\d+)", re.IGNORECASE)
_LIST = re.compile(r"list (bullet|number)(?: (\d))?", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off"})
_BODY_OUTLINE = 9
_PPR = w("pPr")


@dataclass(frozen=True, slots=True)
class Style:
    """One style as it stands in the file; None where it says nothing itself."""

    id: str
    name: str
    based_on: str
    outline: int | None
    num_id: str | None
    num_level: int | None
    bold: bool | None
    italic: bool | None
    underline: bool | None


def number(element: etree._Element | None, name: str = "val") -> int | None:
    """The whole number in an attribute, or None."""
    try:
        return None if element is None else int(str(element.get(w(name))))
    except ValueError:
        return None


def text_of(element: etree._Element | None, name: str = "val") -> str | None:
    """The text in an attribute, or None."""
    return None if element is None or (value := element.get(w(name))) is None else str(value)


def toggle(properties: etree._Element | None, name: str) -> bool | None:
    """Whether a switch such as bold is on, off or not mentioned."""
    element = None if properties is None else properties.find(w(name))
    if element is None:
        return None
    return str(element.get(w("val"), "1")).lower() not in _OFF


def is_line(element: etree._Element | None) -> bool | None:
    """Whether an underline is drawn, switched off or not mentioned."""
    return None if element is None else (text_of(element) or "single") != "none"


def properties_of(paragraph: etree._Element) -> etree._Element | None:
    """The properties of a paragraph: its first child, where the file keeps to the standard."""
    if len(paragraph) and (first := paragraph[0]).tag == _PPR:
        return first
    return paragraph.find(_PPR)


def read_style(element: etree._Element) -> Style:
    """One `w:style`."""
    paragraph, run = element.find(w("pPr")), element.find(w("rPr"))
    outline = None if paragraph is None else paragraph.find(w("outlineLvl"))
    numbering = None if paragraph is None else paragraph.find(w("numPr"))
    return Style(
        id=str(element.get(w("styleId"), "")),
        name=text_of(element.find(w("name"))) or "",
        based_on=text_of(element.find(w("basedOn"))) or "",
        outline=number(outline),
        num_id=None if numbering is None else text_of(numbering.find(w("numId"))),
        num_level=None if numbering is None else number(numbering.find(w("ilvl"))),
        bold=toggle(run, "b"),
        italic=toggle(run, "i"),
        underline=None if run is None else is_line(run.find(w("u"))),
    )


class Styles:
    """The styles of a file; every question follows `basedOn` and survives circles."""

    def __init__(self, root: etree._Element | None) -> None:
        found = () if root is None else root.iter(w("style"))
        self._styles: dict[str, Style] = {}
        self.default = ""
        for element in found:
            style = read_style(element)
            self._styles.setdefault(style.id, style)
            if element.get(w("default")) in {"1", "true", "on"} and element.get(w("type")) == "paragraph":
                self.default = style.id
        self.chain = cache(self._chain)
        self.heading_level = cache(self._heading_level)
        self.numbering = cache(self._numbering)
        self.name = cache(self._name)

    def is_title(self, style: str) -> bool:
        """Whether the style is the title of the whole document."""
        return any(step.name.lower() == "title" for step in self.chain(style))

    def is_contents(self, style: str) -> bool:
        """Whether the style belongs to a table of contents, which we derive ourselves."""
        return _CONTENTS.fullmatch(self.name(style)) is not None

    def is_furniture(self, style: str) -> bool:
        """Whether the style is one of ours for what stands around the text."""
        return self.name(style).lower().startswith(FURNITURE)

    def listed_as(self, style: str) -> tuple[str, int] | None:
        """`bullet` or `number` with its level, when the style is a list by its name alone."""
        for step in self.chain(style):
            if match := _LIST.fullmatch(step.name):
                return match[1].lower(), int(match[2] or 1) - 1
        return None

    def is_bold(self, style: str) -> bool:
        """Whether a character style makes words bold."""
        return bool(next((step.bold for step in self.chain(style) if step.bold is not None), False))

    def is_italic(self, style: str) -> bool:
        """Whether a character style makes words italic."""
        return bool(next((step.italic for step in self.chain(style) if step.italic is not None), False))

    def is_underlined(self, style: str) -> bool:
        """Whether a character style underlines words."""
        steps = self.chain(style)
        return bool(next((step.underline for step in steps if step.underline is not None), False))

    def _chain(self, style: str) -> tuple[Style, ...]:
        steps: dict[str, Style] = {}
        while style in self._styles and style not in steps:
            steps[style] = self._styles[style]
            style = steps[style].based_on
        return tuple(steps.values())

    def _name(self, style: str) -> str:
        return self._styles[style].name if style in self._styles else ""

    def _heading_level(self, style: str) -> int | None:
        for step in self.chain(style):
            if match := _HEADING.fullmatch(step.name):
                return int(match[1])
            if step.outline is not None:
                return outline_level(step.outline)
        return None

    def _numbering(self, style: str) -> tuple[str | None, int | None, str]:
        """The list of a style, its level if it says one, and the style that says it."""
        for step in self.chain(style):
            if step.num_id is not None:
                return step.num_id, step.num_level, step.id
        return None, None, ""


def outline_level(outline: int) -> int | None:
    """Outline levels count from 0 and 9 means text."""
    return outline + 1 if 0 <= outline < _BODY_OUTLINE else None
