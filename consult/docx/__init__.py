"""Word files in and out: bytes ↔ documents, without database or web."""

from consult.docx.layout import Layout
from consult.docx.left_out import LEFT_OUT_KINDS, LeftOut
from consult.docx.read import ReadDocument, read_document
from consult.docx.refused import Refused
from consult.docx.write import write_clean

__all__ = [
    "LEFT_OUT_KINDS",
    "Layout",
    "LeftOut",
    "ReadDocument",
    "Refused",
    "read_document",
    "write_clean",
]
