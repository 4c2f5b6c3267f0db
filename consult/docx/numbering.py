"""Which lists a file has and how their levels count."""

from lxml import etree

from consult.docx.names import w
from consult.docx.styles import Styles, number, text_of
from consult.text.document import BlockKind

Levels = dict[int, str]


def kind_of(format_: str) -> BlockKind | None:
    """Bullets are bullets, `none` is no list, everything else counts."""
    if format_ == "none":
        return None
    return BlockKind.BULLET if format_ == "bullet" else BlockKind.NUMBERED


class Numbering:
    """The numbering part: list instances with the format of every level."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, etree._Element] = {}
        self._levels: dict[str, Levels] = {}
        self._style_levels: dict[tuple[str, str], int] = {}
        self._instances: dict[str, etree._Element] = {}
        if root is None:
            return
        for element in root.iterchildren(w("abstractNum")):
            self._abstract.setdefault(text_of(element, "abstractNumId") or "", element)
        self._instances = {text_of(num, "numId") or "": num for num in root.iterchildren(w("num"))}
        for num_id, num in self._instances.items():
            self._read_instance(num_id, num)

    def kind(self, num_id: str, level: int) -> BlockKind | None:
        """What an item of this list and level is; None when the list does not exist or does not count."""
        levels = self._levels.get(num_id)
        return None if not levels else kind_of(levels.get(level, levels.get(0, "decimal")))

    def level_of_style(self, num_id: str, style: str) -> int:
        """The level that a list ties to a style."""
        return self._style_levels.get((num_id, style), 0)

    def _read_instance(self, num_id: str, num: etree._Element) -> None:
        levels: Levels = {}
        abstract = self._resolve(num)
        for element in () if abstract is None else abstract.iterchildren(w("lvl")):
            self._read_level(num_id, element, levels)
        for override in num.iterchildren(w("lvlOverride")):
            for element in override.iterchildren(w("lvl")):
                self._read_level(num_id, element, levels)
        self._levels[num_id] = levels

    def _read_level(self, num_id: str, element: etree._Element, levels: Levels) -> None:
        level = number(element, "ilvl") or 0
        levels[level] = text_of(element.find(w("numFmt"))) or "decimal"
        if style := text_of(element.find(w("pStyle"))):
            self._style_levels.setdefault((num_id, style), level)

    def _resolve(self, num: etree._Element) -> etree._Element | None:
        """The definition behind an instance; a link to a list style is followed once."""
        abstract = self._abstract.get(text_of(num.find(w("abstractNumId"))) or "")
        style = None if abstract is None else text_of(abstract.find(w("numStyleLink")))
        if not style:
            return abstract
        linked = self._instances.get(self._styles.numbering(style)[0] or "")
        if linked is None:
            return abstract
        return self._abstract.get(text_of(linked.find(w("abstractNumId"))) or "")
