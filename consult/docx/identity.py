"""What a file of ours says about itself, by which it is recognised when it comes back.

The properties `ConsultFormat`, `ConsultVersionId`, `ConsultVersion` and `ConsultVersionHash` in
`docProps/custom.xml`, and a hidden bookmark `_blk_<id>` around each block, survive Word and LibreOffice.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from consult.docx.cleaning import xml_text
from consult.docx.names import BOOKMARK, CUSTOM, HASH_PROPERTY, VARIANT, VERSION_PROPERTY

#: The format of the files that we write; another number means other rules for what stands in them.
FORMAT = 2
FORMAT_PROPERTY = "ConsultFormat"
VERSION_ID_PROPERTY = "ConsultVersionId"
CUSTOM_PART = "docProps/custom.xml"

_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_BOOKMARKABLE = re.compile(r"[A-Za-z0-9_]{1,35}")
_ESCAPED = re.compile("__|_h")
_FIRST_PROPERTY = 2


@dataclass(frozen=True, slots=True)
class Identity:
    """The version that a file holds: its id in the database, its public number, its SHA-256 in hex.

    Zero and empty where the file does not say it. `format` 1 is a file without ids.
    """

    version_id: int = 0
    version_number: int = 0
    version_hash: str = ""
    format: int = FORMAT


def write_identity(identity: Identity) -> bytes:
    """The part `docProps/custom.xml`."""
    root = etree.Element(f"{{{CUSTOM}}}Properties", nsmap={"op": CUSTOM, "vt": VARIANT})
    for number, (name, kind, value) in enumerate(_properties(identity), start=_FIRST_PROPERTY):
        attributes = {"fmtid": _FORMAT_ID, "pid": str(number), "name": name}
        element = etree.SubElement(root, f"{{{CUSTOM}}}property", attributes)
        etree.SubElement(element, f"{{{VARIANT}}}{kind}").text = xml_text(value)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _properties(identity: Identity) -> Iterator[tuple[str, str, str]]:
    yield FORMAT_PROPERTY, "i4", str(identity.format)
    if identity.version_id:
        yield VERSION_ID_PROPERTY, "i4", str(identity.version_id)
    yield VERSION_PROPERTY, "i4", str(identity.version_number)
    yield HASH_PROPERTY, "lpwstr", identity.version_hash


def read_identity(custom: etree._Element | None) -> Identity | None:
    """What `docProps/custom.xml` says; None for a file that is not ours."""
    values = {} if custom is None else _values(custom)
    if VERSION_PROPERTY not in values and HASH_PROPERTY not in values:
        return None
    return Identity(
        version_id=_number(values, VERSION_ID_PROPERTY),
        version_number=_number(values, VERSION_PROPERTY),
        version_hash=values.get(HASH_PROPERTY, "").strip().lower(),
        format=_number(values, FORMAT_PROPERTY) or 1,
    )


def _values(custom: etree._Element) -> dict[str, str]:
    """Every property as text, by its name."""
    return {
        str(element.get("name", "")): "".join(str(text) for text in element.itertext())
        for element in custom.iter(f"{{{CUSTOM}}}property")
    }


def _number(values: Mapping[str, str], name: str) -> int:
    """A whole number; LibreOffice writes them as it likes, with a fraction at times."""
    try:
        return int(float(values.get(name, "0")))
    except (ValueError, OverflowError):
        return 0


def bookmark_name(block_id: str) -> str | None:
    """The bookmark of a block; None for an id that fits into no name that Word takes.

    >>> bookmark_name("b12"), bookmark_name("n1-2"), bookmark_name("ä")
    ('_blk_b12', '_blk_n1_h2', None)
    """
    name = block_id.replace("_", "__").replace("-", "_h")
    return BOOKMARK + name if _BOOKMARKABLE.fullmatch(name) else None


def block_of_bookmark(name: str) -> str | None:
    """The block that a bookmark names; None for any other bookmark.

    >>> block_of_bookmark("_blk_n1_h2"), block_of_bookmark("_Toc123")
    ('n1-2', None)
    """
    if not name.startswith(BOOKMARK):
        return None
    block_id = name.removeprefix(BOOKMARK)
    if not _BOOKMARKABLE.fullmatch(block_id):
        return None
    if "_" not in block_id:
        return block_id
    return _ESCAPED.sub(lambda match: "-" if match[0] == "_h" else "_", block_id)
