"""Files that leave to be kept, never to be opened by the browser."""

import re
import unicodedata
from urllib.parse import quote

from flask import Response

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SANDBOX = "default-src 'none'; sandbox"
MAX_STEM = 80


def download(data: bytes, media: str, disposition: str) -> Response:
    """The bytes as a file under its name; whoever asks again is judged again."""
    response = Response(data, content_type=media)
    response.headers["Content-Disposition"] = disposition
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "no-store"
    return response


def attachment(name: str) -> str:
    """The uploaded name in plain letters, and the same in its own."""
    stem, _, extension = name.rpartition(".")
    return named(file_stem(stem), extension) if extension.isalnum() else named(file_stem(name), "docx")


def named(stem: str, extension: str) -> str:
    """A file name that every system takes, and the same with its own letters."""
    full = f"{stem}.{extension}"
    plain = unicodedata.normalize("NFKD", full).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9.]+", "-", plain).strip("-.") or f"document.{extension}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(full, safe='')}"


def file_stem(title: str) -> str:
    """The title without what no file name may have, cut at a word."""
    kept = "".join(char if char.isalnum() or char in "-_.,()" else " " for char in title)
    return cut_at_word(" ".join(kept.split()), MAX_STEM).strip(" .") or "consult"


def cut_at_word(words: str, most: int) -> str:
    """No more letters than this, and no half of a word unless the first one is too long.

    >>> cut_at_word("Lausunto kolmannesta versiosta", 25)
    'Lausunto kolmannesta'
    """
    if len(words) <= most:
        return words
    return words[: most + 1].rpartition(" ")[0].rstrip(" .,(-_") or words[:most]
