"""The names of WordprocessingML that we read and write, as lxml spells them."""

import re
from functools import cache

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
W16DU = "http://schemas.microsoft.com/office/word/2023/wordml/word16du"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VARIANT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"

#: Styles of our own around the text (sender, data, subject) carry this before their name.
FURNITURE = "consult "
#: The style of the tables around the text.
FURNITURE_TABLE = "ConsultSignatories"
#: The custom properties by which a file of ours is recognised.
VERSION_PROPERTY = "ConsultVersion"
HASH_PROPERTY = "ConsultVersionHash"
#: A hidden bookmark around each block: this and the block's id.
BOOKMARK = "_blk_"

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")


@cache
def w(name: str) -> str:
    """A name of the main namespace: `w("p")` is `{…/main}p`."""
    return f"{{{W}}}{name}"


def r(name: str) -> str:
    """A name of the relationships namespace."""
    return f"{{{R}}}{name}"


def to_transitional(xml: bytes) -> bytes:
    """Strict namespaces become the Transitional ones that everything else expects."""
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", xml)
