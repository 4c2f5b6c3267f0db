"""The parts of a Word file, opened for reading."""

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote

from lxml import etree

from consult.docx.identity import Identity, read_identity
from consult.docx.names import r, to_transitional
from consult.docx.refused import Refused, damaged, not_word, too_complex

BROKEN = (zipfile.BadZipFile, etree.LxmlError, KeyError, ValueError, EOFError, OSError, NotImplementedError)

#: Only parts with these names are ever parsed, because only these are scanned before.
XML_NAMES = (".xml", ".rels", ".vml")


@dataclass(frozen=True, slots=True)
class Relationship:
    """Where one part points: `kind` is the last word of the relationship's type."""

    kind: str
    target: str
    external: bool


def parse_xml(xml: bytes) -> etree._Element:
    """Parse one part without entities, network or size exceptions; a document type is refused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    root = etree.fromstring(to_transitional(as_utf8(xml)), parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise doctype_found()
    return root


def as_utf8(xml: bytes) -> bytes:
    """UTF-16 parts, which the standard allows, become UTF-8; everything else stays."""
    if not xml.startswith((b"\xff\xfe", b"\xfe\xff")):
        return xml
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", xml.decode("utf-16")).encode()


def doctype_found() -> Refused:
    """Entities can drop or multiply text without a trace."""
    return Refused(
        "The Word file holds a document type declaration, which Word never writes, so it is not opened. "
        "Save it again in Word and choose the new file.",
        code="doctype",
    )


class Package:
    """The parts by name, with their relationships resolved to part names."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            self.names = frozenset(self._zip.namelist())
            self._roots: dict[str, etree._Element] = {}
        except BROKEN as error:
            raise not_word() from error
        self.main = self._main_part()

    def root(self, name: str) -> etree._Element | None:
        """The root element of a part, parsed once, or None where there is no such part."""
        if name not in self.names or not name.lower().endswith(XML_NAMES):
            return None
        if name not in self._roots:
            self._roots[name] = self._parse(name)
        return self._roots[name]

    def _parse(self, name: str) -> etree._Element:
        try:
            return parse_xml(self._zip.read(name))
        except etree.XMLSyntaxError as error:
            raise (
                too_complex() if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY else damaged()
            ) from error
        except BROKEN as error:
            raise damaged() from error

    def data(self, name: str) -> bytes | None:
        """The bytes of a part that is no XML, or None where there is no such part."""
        if name not in self.names:
            return None
        try:
            return self._zip.read(name)
        except (*BROKEN, zlib.error) as error:
            raise damaged() from error

    def related_name(self, kind: str) -> str:
        """The name of the main part's first related part of one kind, or an empty string."""
        links = self.relationships(self.main).values()
        return next((link.target for link in links if link.kind == kind and not link.external), "")

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The relationships of a part by id; `""` asks for those of the package."""
        folder, base = posixpath.split(part)
        root = self.root(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, Relationship] = {}
        for element in () if root is None else root:
            kind = str(element.get("Type", "")).rpartition("/")[2]
            target, external = str(element.get("Target", "")), element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            found[str(element.get("Id", ""))] = Relationship(kind, target, external)
        return found

    def related(self, kind: str, *, of_package: bool = False) -> list[etree._Element]:
        """The roots of the parts of one kind that the main part, or the package itself, refers to."""
        links = self.relationships("" if of_package else self.main).values()
        names = [link.target for link in links if link.kind == kind and not link.external]
        return [root for name in names if (root := self.root(name)) is not None]

    def identity(self) -> Identity | None:
        """The version that a file of ours holds; None when we did not write the file."""
        for link in self.relationships("").values():
            if link.kind == "custom-properties" and (root := self.root(link.target)) is not None:
                return read_identity(root)
        return None

    def is_ours(self) -> bool:
        """Whether we wrote the file: then nothing has to be guessed."""
        return self.identity() is not None

    def _main_part(self) -> str:
        kinds = (link for link in self.relationships("").values() if link.kind == "officeDocument")
        main = next((link.target for link in kinds if not link.external), "")
        if main not in self.names:
            raise not_word()
        return main


def linked_addresses(relationships: dict[str, Relationship]) -> dict[str, str]:
    """The external addresses of hyperlinks by relationship id."""
    return {
        id_: link.target for id_, link in relationships.items() if link.external and link.kind == "hyperlink"
    }


def relationship_id(element: etree._Element) -> str:
    """The `r:id` of an element, or an empty string."""
    return str(element.get(r("id"), ""))
