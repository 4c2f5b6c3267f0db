"""Looks at an uploaded file before any parser of Word files does, in bounded memory."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from consult.docx.content_types import check_content_types
from consult.docx.part_scan import PartScan
from consult.docx.refused import Refused, damaged, not_word

MAX_UPLOAD_MEGABYTES = 10
MAX_UNPACKED_MEGABYTES = 50
MAX_ENTRIES = 200
_MEGABYTE = 1024 * 1024
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ZIP = b"PK\x03\x04"
_CHUNK = 64 * 1024
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_MANIFEST, _RELATIONSHIPS = "[content_types].xml", "_rels/.rels"
_UNREADABLE = (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, ValueError, NotImplementedError)


def check_upload(data: bytes) -> None:
    """Raise `Refused` unless the bytes are a harmless Word file of bearable size.

    Everything is unpacked once, in pieces of 64 kB, and counted on the way: what the archive says
    about its own sizes is not believed.
    """
    check_start(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            check_entries(entries)
            manifests = scan_entries(archive, entries)
    except (*_UNREADABLE, zlib.error) as error:
        raise damaged() from error
    check_content_types(manifests.get(_MANIFEST), manifests.get(_RELATIONSHIPS))


def check_start(data: bytes) -> None:
    """Size and the first bytes."""
    if len(data) > MAX_UPLOAD_MEGABYTES * _MEGABYTE:
        raise Refused(
            "The file is larger than %(megabytes)s MB. Remove pictures from it "
            "or divide it into several files.",
            code="too_large",
            megabytes=MAX_UPLOAD_MEGABYTES,
        )
    if data.startswith(_OLE[:4]):
        raise Refused(
            "The file is an old .doc file or protected by a password. "
            "Open it in Word and save it without a password as a .docx file.",
            code="old_or_encrypted",
        )
    if not data.startswith(_ZIP):
        raise not_word()


def check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """How many parts there are, and whether their names and packing are those of a Word file."""
    if len(entries) > MAX_ENTRIES:
        raise Refused(
            "The Word file has more than %(limit)s parts. Remove pictures from it or copy the text "
            "into a new document.",
            code="too_many_parts",
            limit=MAX_ENTRIES,
        )
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) < len(names) or not all(map(is_harmless_name, names)):
        raise damaged()
    if any(entry.flag_bits & _ENCRYPTED or entry.compress_type not in _METHODS for entry in entries):
        raise damaged()


def is_harmless_name(name: str) -> bool:
    """Names are relative paths downwards with plain slashes."""
    steps = name.split("/")
    return not (set(steps[:-1]) & {"", ".", ".."} or steps[-1] in {".", ".."} or set(name) & set("\\:\0"))


def scan_entries(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    """Unpack every part once; return the two that say what the file is."""
    kept: dict[str, bytes] = {}
    left = MAX_UNPACKED_MEGABYTES * _MEGABYTE
    for entry in entries:
        name = entry.filename.lower()
        scan = PartScan(name, keeps=name in {_MANIFEST, _RELATIONSHIPS})
        for chunk in chunks_of(archive, entry):
            left -= len(chunk)
            if left < 0:
                raise too_much_unpacked()
            scan.feed(chunk)
        if scan.keeps:
            kept[name] = scan.kept
    return kept


def chunks_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a part, piece by piece."""
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def too_much_unpacked() -> Refused:
    """Small outside, huge inside."""
    return Refused(
        "The Word file unpacks to more than %(megabytes)s MB. Copy its text into a new document "
        "and choose that file.",
        code="too_much_unpacked",
        megabytes=MAX_UNPACKED_MEGABYTES,
    )
