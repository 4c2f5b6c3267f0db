"""Builds the XML of paragraphs and runs: the smallest pieces of everything we write."""

from collections.abc import Iterable

from lxml import etree

from consult.docx.cleaning import xml_text
from consult.docx.names import XML_SPACE, W, w
from consult.text.document import OBJECT

Element = etree._Element
_P, _R, _T, _TAB, _BR, _DELETED = w("p"), w("r"), w("t"), w("tab"), w("br"), w("delText")
_PRESERVED = {XML_SPACE: "preserve"}
_PPR, _RPR, _STYLE, _VAL = w("pPr"), w("rPr"), w("pStyle"), w("val")


def child(parent: Element, tag: str, /, **attributes: str | int) -> Element:
    """A new element of the main namespace at the end of another one."""
    return etree.SubElement(parent, w(tag), {w(key): str(value) for key, value in attributes.items()})


def root_of(name: str, **namespaces: str) -> Element:
    """A new root element of the main namespace."""
    return etree.Element(w(name), nsmap={"w": W, **namespaces})


def add_paragraph(parent: Element, style: str) -> Element:
    """An empty paragraph of a style."""
    paragraph = etree.SubElement(parent, _P)
    properties = etree.SubElement(paragraph, _PPR)
    etree.SubElement(properties, _STYLE, {_VAL: style})
    return paragraph


def start_run(parent: Element, switches: Iterable[str] = (), style: str = "") -> Element:
    """An empty run with the switches `b`, `i` and `u` and a character style."""
    run = etree.SubElement(parent, _R)
    if style or switches:
        properties = etree.SubElement(run, _RPR)
        if style:
            child(properties, "rStyle", val=style)
        add_switches(properties, switches)
    return run


def add_switches(properties: Element, switches: Iterable[str]) -> None:
    """Looks that are on."""
    for switch in switches:
        if switch == "u":
            child(properties, switch, val="single")
        else:
            child(properties, switch)


def add_run(
    parent: Element, text: str, switches: Iterable[str] = (), style: str = "", *, is_deleted: bool = False
) -> Element:
    """Words with the looks of `start_run`; tabs and line feeds become elements of their own."""
    run = start_run(parent, switches, style)
    tag = _DELETED if is_deleted else _T
    for number, line in enumerate(xml_text(text).replace(OBJECT, "").split("\n")):
        if number:
            etree.SubElement(run, _BR)
        add_line(run, line, tag)
    return run


def add_line(run: Element, line: str, tag: str) -> None:
    """The words of one line with its tabs."""
    for number, words in enumerate(line.split("\t")):
        if number:
            etree.SubElement(run, _TAB)
        if words:
            etree.SubElement(run, tag, _PRESERVED).text = words


def add_field(parent: Element, code: str, shown: str) -> None:
    """A field that Word fills in, with what it shows until then."""
    add_run(child(parent, "fldSimple", instr=f" {code} "), shown)
