"""The empty statement: our own styles, numbering, page and settings as the parts in `template/`."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

import docx
from docx.document import Document as WordFile

from consult.docx.archive import pack
from consult.docx.names import w


def open_template(language: str) -> WordFile:
    """A fresh file in the given language, for python-docx to own."""
    file = docx.Document(BytesIO(template_bytes()))
    for element in file.styles.element.iter(w("lang")):
        element.set(w("val"), language)
    for element in file.settings.element.iter(w("themeFontLang")):
        element.set(w("val"), language)
    return file


@cache
def template_bytes() -> bytes:
    """The parts as a Word file."""
    return pack(dict(parts_in(files("consult.docx") / "template")))


def parts_in(folder: Traversable, prefix: str = "") -> list[tuple[str, bytes]]:
    """Every file below a folder with its name in the package."""
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        name = prefix + entry.name
        if entry.is_dir():
            found.extend(parts_in(entry, f"{name}/"))
        else:
            found.append((name, entry.read_bytes()))
    return found
