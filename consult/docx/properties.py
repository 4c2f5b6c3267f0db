"""The properties of an exported file: the same data as on its page, and the version it holds."""

import datetime

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from consult.docx.cleaning import xml_text
from consult.docx.furniture import one_line
from consult.docx.layout import Layout
from consult.docx.names import CUSTOM, CUSTOM_TYPE, HASH_PROPERTY, VARIANT, VERSION_PROPERTY

_LONGEST = 255
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def write_core_properties(file: WordFile, layout: Layout) -> None:
    """Title, subject, author and the rest, equal to what the page shows."""
    core = file.core_properties
    core.title = property_text(layout.title)
    core.subject = property_text(layout.subject)
    core.author = core.last_modified_by = property_text(layout.sender)
    core.category = property_text(layout.document_type)
    core.identifier = property_text(layout.register_number)
    core.language = property_text(layout.language)
    core.version = str(layout.version_number) if layout.version_number else ""
    core.revision = 1
    noon = datetime.datetime.combine(layout.date, datetime.time(12), datetime.UTC)
    core.created = core.modified = noon


def property_text(text: str) -> str:
    """Properties are one line of at most 255 characters."""
    return xml_text(one_line(text))[:_LONGEST]


def write_custom_properties(file: WordFile, layout: Layout) -> None:
    """The version's number and SHA-256, by which a file that comes back is recognised."""
    root = etree.Element(f"{{{CUSTOM}}}Properties", nsmap={"op": CUSTOM, "vt": VARIANT})
    values = (
        (VERSION_PROPERTY, "i4", str(layout.version_number)),
        (HASH_PROPERTY, "lpwstr", layout.version_hash),
    )
    for number, (name, kind, value) in enumerate(values, start=2):
        attributes = {"fmtid": _FORMAT_ID, "pid": str(number), "name": name}
        element = etree.SubElement(root, f"{{{CUSTOM}}}property", attributes)
        etree.SubElement(element, f"{{{VARIANT}}}{kind}").text = xml_text(value)
    blob = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    package = file.part.package
    part = Part(PackURI("/docProps/custom.xml"), CUSTOM_TYPE, blob, package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
