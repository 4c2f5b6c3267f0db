"""Files that leave to be kept, never to be opened by the browser."""

import re
import unicodedata
from urllib.parse import quote

from flask import Response

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SANDBOX = "default-src 'none'; sandbox"
MAX_STEM = 80


def download(data: bytes, media: str, name: str) -> Response:
    """The bytes under a name that every system takes; whoever asks again is judged again."""
    response = Response(data, mimetype=media)
    response.headers["Content-Disposition"] = attachment(name)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "no-store"
    return response


def attachment(name: str) -> str:
    """The name in plain letters, and the same in its own.

    >>> attachment("Lausunto ä.docx")
    "attachment; filename=\\"Lausunto-a.docx\\"; filename*=UTF-8''Lausunto%20%C3%A4.docx"
    """
    stem, _, extension = name.rpartition(".")
    full = f"{file_stem(stem)}.{extension}" if extension.isalnum() else f"{file_stem(name)}.docx"
    plain = unicodedata.normalize("NFKD", full).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9.]+", "-", plain).strip("-.") or "document.docx"
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
