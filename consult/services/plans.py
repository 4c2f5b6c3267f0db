"""The authority's plan as a PDF file: its text with the pages, its headings without their typed numbers."""

from dataclasses import replace

from consult.docx.read import ReadDocument
from consult.pdf import read_uploaded_pdf
from consult.services.typed_numbers import strip_typed_numbers


def read_plan(data: bytes) -> ReadDocument:
    """The text of an uploaded plan; raises `Refused` with a sentence for the reader."""
    found = read_uploaded_pdf(data)
    return replace(found, document=strip_typed_numbers(found.document))
