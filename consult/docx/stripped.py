"""A returned file as it is kept: what was said in it, without what programs tell of its writers."""

import zipfile
from io import BytesIO

from lxml import etree
from PIL import Image

from consult.docx.archive import pack
from consult.docx.names import VERSION_PROPERTY
from consult.docx.package import XML_NAMES, parse_xml
from consult.docx.picture import JPEG, PNG, clean_picture

#: What a picture of that name is when it is drawn anew; those of other kinds are emptied.
_MEDIA = {"jpg": JPEG, "jpeg": JPEG, "png": PNG, "gif": "", "tif": "", "tiff": "", "bmp": "", "webp": ""}
_FORMATS = {"jpg": "JPEG", "tif": "TIFF"}
_EMBEDDED = "word/embeddings/"
#: Elements that tell of people, their computers and their sittings.
_TOLD = frozenset({"creator", "lastModifiedBy", "Company", "Manager", "Template", "TotalTime"})
_DROPPED = frozenset({"presenceInfo", "rsids", "attachedTemplate", "docVars"})
#: Every property of ours begins so.
_OURS = VERSION_PROPERTY.removesuffix("Version")


def strip_metadata(data: bytes) -> bytes:
    """The file with numbered writers, without names, sittings, companies and the places of pictures.

    A picture that cannot be drawn anew, and whatever is embedded, is emptied: it may tell where and who.
    """
    stripping = _Stripping()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return pack({name: stripping.part(name, archive.read(name)) for name in archive.namelist()})


class _Stripping:
    """One file: the same writer has the same number in every part of it."""

    def __init__(self) -> None:
        self._writers: dict[str, str] = {}

    def part(self, name: str, data: bytes) -> bytes:
        """One part without what tells of people."""
        if name.lower().endswith(XML_NAMES):
            root = parse_xml(data)
            self._strip(root)
            return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
        if name.lower().startswith(_EMBEDDED):
            return b""
        ending = name.rpartition(".")[2].lower()
        if ending not in _MEDIA:
            return data
        picture = clean_picture(data)
        return picture.data if picture is not None and picture.media == _MEDIA[ending] else _blank(ending)

    def _strip(self, root: etree._Element) -> None:
        for element in list(root.iter(etree.Element)):
            if _is_dropped(element):
                parent = element.getparent()
                if parent is not None:
                    parent.remove(element)
                continue
            if etree.QName(element).localname in _TOLD:
                element.text = None
            self._strip_attributes(element)

    def _strip_attributes(self, element: etree._Element) -> None:
        for key, value in list(element.attrib.items()):
            name = etree.QName(key).localname
            if name.startswith("rsid"):
                del element.attrib[key]
            elif name == "author":
                element.set(key, self._writer(str(value)))
            elif name == "initials":
                element.set(key, "")

    def _writer(self, name: str) -> str:
        """Who wrote what stays apart, whoever they are."""
        return self._writers.setdefault(name, f"Kirjoittaja {len(self._writers) + 1}")


def _blank(ending: str) -> bytes:
    """A white point in the kind of that name."""
    stream = BytesIO()
    Image.new("RGB", (1, 1), "white").save(stream, _FORMATS.get(ending, ending.upper()))
    return stream.getvalue()


def _is_dropped(element: etree._Element) -> bool:
    name = etree.QName(element).localname
    if name == "Relationship":
        return str(element.get("Type", "")).endswith("/attachedTemplate")
    if name == "property":
        return not str(element.get("name", "")).startswith(_OURS)
    return name in _DROPPED
