"""What a package says it is: a Word document without macros, and where its main part stands."""

import posixpath

from lxml import etree

from consult.docx.names import CONTENT_TYPES, DOCUMENT_TYPE
from consult.docx.package import parse_xml
from consult.docx.part_scan import embedded_found
from consult.docx.refused import damaged, not_word

_FORBIDDEN = ("macroenabled", "vbaproject", "oleobject", "activex", "msaccess", "x-msdownload")


def check_content_types(manifest: bytes | None, relationships: bytes | None) -> None:
    """Raise `Refused` unless the main part is a Word document and no part is a program."""
    if manifest is None or relationships is None:
        raise not_word()
    try:
        types, links = parse_xml(manifest), parse_xml(relationships)
    except (etree.LxmlError, ValueError) as error:
        raise damaged() from error
    declared = [str(element.get("ContentType", "")).lower() for element in types]
    if any(word in type_ for type_ in declared for word in _FORBIDDEN):
        raise embedded_found()
    if type_of(main_part(links), types) != DOCUMENT_TYPE:
        raise not_word()


def main_part(links: etree._Element) -> str:
    """The absolute name of the part that the package opens with."""
    for link in links:
        if str(link.get("Type", "")).endswith("/officeDocument"):
            return posixpath.normpath(posixpath.join("/", str(link.get("Target", ""))))
    raise not_word()


def type_of(part: str, types: etree._Element) -> str:
    """The content type of a part: its own, or that of its extension."""
    for element in types.iterchildren(f"{{{CONTENT_TYPES}}}Override"):
        if str(element.get("PartName", "")).lower() == part.lower():
            return str(element.get("ContentType", ""))
    extension = part.rpartition(".")[2].lower()
    for element in types.iterchildren(f"{{{CONTENT_TYPES}}}Default"):
        if str(element.get("Extension", "")).lower() == extension:
            return str(element.get("ContentType", ""))
    return ""
