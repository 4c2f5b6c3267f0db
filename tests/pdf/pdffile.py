"""PDF files made for the tests: lines at their places, byte by byte."""

import zlib
from collections.abc import Iterable, Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter

#: A line: its words, its height from the lower edge, the size of its letters.
Written = tuple[str, float, float]
TOP, GAP, SIZE = 740.0, 14.0, 11.0


def lines(*words: str, top: float = TOP, size: float = SIZE) -> list[Written]:
    """Lines below each other; an empty one leaves a gap."""
    return [(line, top - number * GAP, size) for number, line in enumerate(words) if line]


def made(pages: Sequence[Iterable[Written]], *, packed: bool = True) -> bytes:
    """A file with these pages."""
    return _file([_content(page) for page in pages], packed=packed)


def bomb(megabytes: int) -> bytes:
    """A page whose content unpacks to this much."""
    return _file([b" " * (megabytes * 1024 * 1024)], packed=True)


def locked(data: bytes, *, user: str, owner: str = "omistaja") -> bytes:
    """The same file with a password; an empty one of the user opens it."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt(user, owner, algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _content(page: Iterable[Written]) -> bytes:
    shown = [f"BT /F1 {size} Tf 1 0 0 1 72 {y} Tm ({_escaped(words)}) Tj ET" for words, y, size in page]
    return "\n".join(shown).encode("cp1252")


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(contents: Sequence[bytes], *, packed: bool) -> bytes:
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(contents)))
    things = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(contents):
        page = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        data = zlib.compress(content) if packed else content
        filters = "/Filter /FlateDecode " if packed else ""
        head = f"<< {filters}/Length {len(data)} >>\nstream\n".encode()
        things += [page.encode(), head + data + b"\nendstream"]
    return _joined(things)


def _joined(things: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, thing in enumerate(things, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, thing)
    start = len(out)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(things) + 1, table)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(things) + 1, start)
    return bytes(out)
