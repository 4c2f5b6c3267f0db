"""Takes in a PDF file from outside: read in a process of its own, as Word files are."""

from consult.child import Exhausted, run_child
from consult.docx.guard import MAX_UPLOAD_MEGABYTES
from consult.docx.read import ReadDocument
from consult.docx.wire import from_json
from consult.pdf.refused import too_complex, too_large

_MEGABYTE = 1024 * 1024


def read_uploaded_pdf(data: bytes) -> ReadDocument:
    """`read_pdf` of an uploaded file; none can take down the process that answers everybody."""
    if len(data) > MAX_UPLOAD_MEGABYTES * _MEGABYTE:
        raise too_large(MAX_UPLOAD_MEGABYTES)
    try:
        return from_json(run_child("consult.pdf.child", data))
    except Exhausted as error:
        raise too_complex() from error
