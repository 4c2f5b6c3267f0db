"""One picture as it is kept: PNG or JPEG, of bearable size, without anything that is not the picture."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

PNG, JPEG = "image/png", "image/jpeg"
MAX_PICTURE_MEGABYTES = 3
_FORMATS = ("PNG", "JPEG", "GIF")
_LARGEST = 2000
_MOST_PIXELS = 25_000_000
_QUALITY = 88
_MODES = {"1": "L", "L": "L", "I;16": "L", "RGB": "RGB", "RGBA": "RGBA", "LA": "RGBA", "PA": "RGBA"}


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a picture and their media type; `hash` is their SHA-256."""

    hash: str
    media: str
    data: bytes


def make_picture(data: bytes, media: str) -> Picture:
    """A picture of bytes that are clean already."""
    return Picture(hashlib.sha256(data).hexdigest(), media, data)


def clean_picture(data: bytes, known: Collection[str] = ()) -> Picture | None:
    """The picture drawn anew, at most 2,000 pixels high and wide; None when it cannot be.

    Bytes whose hash is `known` were cleaned when they came first and are taken as they are: a JPEG
    would change each time it is drawn.
    """
    if hashlib.sha256(data).hexdigest() in known:
        return make_picture(data, JPEG if data.startswith(b"\xff\xd8") else PNG)
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            written, media = _draw(opened)
    except Exception:  # decoders of foreign bytes raise anything: such a picture is left out
        return None
    return make_picture(written, media) if len(written) <= MAX_PICTURE_MEGABYTES * 1024 * 1024 else None


def _draw(opened: Image.Image) -> tuple[bytes, str]:
    """The pixels alone: turned as the camera says, without place, names, comments or thumbnails."""
    media = JPEG if opened.format == "JPEG" else PNG
    drawn = ImageOps.exif_transpose(opened)
    transparent = drawn.mode == "P" and "transparency" in drawn.info
    drawn = drawn.convert("RGBA" if transparent else _MODES.get(drawn.mode, "RGB"))
    drawn.thumbnail((_LARGEST, _LARGEST))
    drawn.info.clear()
    stream = BytesIO()
    if media == JPEG:
        drawn.save(stream, "JPEG", quality=_QUALITY)
    else:
        drawn.save(stream, "PNG")
    return stream.getvalue(), media
