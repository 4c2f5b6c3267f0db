"""Watches the bytes of one part go by, without keeping them."""

import codecs
import re

from consult.docx.package import XML_NAMES, doctype_found
from consult.docx.refused import Refused, damaged, too_complex

MAX_ELEMENTS = 1_000_000
_MAX_KEPT = 1024 * 1024
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_DOCTYPE = b"<!doctype"
_OLE = bytes.fromhex("D0CF11E0")
_FORBIDDEN = re.compile(r"vbaproject|vbadata|activex|oleobject|(^|/)embeddings/|\.(exe|dll|js|vbs)$")


class PartScan:
    """Refuses forbidden parts by name, and declarations, odd encodings and floods of elements in XML."""

    def __init__(self, name: str, *, keeps: bool) -> None:
        if _FORBIDDEN.search(name):
            raise embedded_found()
        self.keeps = keeps
        self.kept = b""
        self._is_xml = name.endswith(XML_NAMES)
        self._decoder: codecs.IncrementalDecoder | None = None
        self._started = False
        self._tail = b""
        self._elements = 0

    def feed(self, chunk: bytes) -> None:
        """The next bytes of the part."""
        if not self._started:
            self._start(chunk)
        if not self._is_xml:
            return
        if self._decoder is not None:
            chunk = self._decoder.decode(chunk).encode("utf-8", "replace")
        self._look(chunk)
        if self.keeps:
            self.kept += chunk
            if len(self.kept) > _MAX_KEPT:
                raise damaged()

    def _start(self, chunk: bytes) -> None:
        """Old Office files are refused; XML must have an encoding in which declarations can be seen."""
        self._started = True
        if chunk.startswith(_OLE):
            raise embedded_found()
        if not self._is_xml:
            return
        if chunk.startswith(_UTF16_MARKS):
            self._decoder = codecs.getincrementaldecoder("utf-16")()
        elif b"\0" in chunk[:4] or not has_plain_encoding(chunk):
            raise damaged()

    def _look(self, chunk: bytes) -> None:
        window = self._tail + chunk
        if _DOCTYPE in window.lower():
            raise doctype_found()
        self._tail = window[-len(_DOCTYPE) :]
        self._elements += chunk.count(b"<") - chunk.count(b"</")
        if self._elements > MAX_ELEMENTS:
            raise too_complex()


def has_plain_encoding(start: bytes) -> bool:
    """Whether a part without a byte order mark says that it is UTF-8, or says nothing."""
    declared = _DECLARED.search(start[:300])
    return declared is None or declared[1].lower() in _ENCODINGS


def embedded_found() -> Refused:
    """Programs and files inside the file."""
    return Refused(
        "The Word file holds macros or embedded files. Save it as a .docx file without macros, "
        "replace embedded charts and tables by pictures or text, and choose the new file.",
        code="embedded",
    )
