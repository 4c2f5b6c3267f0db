"""The properties of an exported file: the same data as on its page, and the version it holds."""

import datetime

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from consult.docx.cleaning import xml_text
from consult.docx.furniture import one_line
from consult.docx.identity import CUSTOM_PART, Identity, write_identity
from consult.docx.layout import Layout
from consult.docx.names import CUSTOM_TYPE

_LONGEST = 255


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
    """The version that the file holds, by which it is recognised when it comes back."""
    identity = Identity(layout.version_id, layout.version_number, layout.version_hash)
    package = file.part.package
    part = Part(PackURI(f"/{CUSTOM_PART}"), CUSTOM_TYPE, write_identity(identity), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
