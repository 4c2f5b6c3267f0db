"""Reads a PDF file whole; called in the child process, where it may use little memory and time."""

from collections import Counter
from contextlib import suppress
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError, WrongPasswordError

from consult.docx.drafts import MAX_BLOCKS
from consult.docx.left_out import listed
from consult.docx.read import ReadDocument
from consult.docx.refused import too_many_blocks
from consult.pdf.furniture import without_furniture
from consult.pdf.lines import page_lines
from consult.pdf.paragraphs import blocks_of, paragraphs_of
from consult.pdf.refused import encrypted, not_pdf, too_many_pages, without_text
from consult.text.document import Document

MAX_PAGES = 1000
#: Readers accept a file whose mark is within these first bytes.
START = 1024


def read_pdf(data: bytes) -> ReadDocument:
    """Paragraphs, list items and headings with their pages; raises `Refused` with a sentence."""
    if b"%PDF-" not in data[:START]:
        raise not_pdf()
    pages = _pages(data)
    lines = [page_lines(page) for page in pages]
    if not any(lines):
        raise without_text()
    kept, furniture = without_furniture(lines)
    paragraphs, contents = paragraphs_of(kept)
    blocks = blocks_of(paragraphs)
    if len(blocks) > MAX_BLOCKS:
        raise too_many_blocks(MAX_BLOCKS)
    counts = Counter(
        headers=furniture,
        contents=int(contents > 0),
        pictures=sum(map(_pictures, pages)),
        pages_without_text=sum(1 for page in lines if not page),
    )
    return ReadDocument("", Document(blocks), listed(counts), ())


def _pages(data: bytes) -> list[PageObject]:
    reader = PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted:
        try:
            if not reader.decrypt(""):
                raise encrypted()
        except (DependencyError, WrongPasswordError, NotImplementedError) as error:
            raise encrypted() from error
    if len(reader.pages) > MAX_PAGES:
        raise too_many_pages(MAX_PAGES)
    return list(reader.pages)


def _pictures(page: PageObject) -> int:
    """How many pictures the page shows."""
    with suppress(PyPdfError, KeyError, AttributeError, TypeError):
        resources: Any = page["/Resources"]
        things = resources["/XObject"]
        return sum(1 for name in things if things[name].get("/Subtype") == "/Image")
    return 0
