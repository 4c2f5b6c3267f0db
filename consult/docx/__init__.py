"""Word files in and out: bytes ↔ documents, without database or web.

`read_upload` takes in a file from outside; `read_document` reads one that is trusted; `write_clean`
writes a version, `write_redline` a version with proposals as tracked changes and with comments.
Everything that cannot be read raises `Refused` with a sentence for the reader.
"""

from consult.docx.guard import MAX_UPLOAD_MEGABYTES, check_upload
from consult.docx.layout import Dissent, Layout, Logo, Signatory
from consult.docx.left_out import LEFT_OUT_KINDS, LeftOut
from consult.docx.offered import OfferedComment, OfferedProposal, Remark
from consult.docx.read import ReadDocument, read_document
from consult.docx.redline import write_redline
from consult.docx.refused import Refused
from consult.docx.upload import read_upload
from consult.docx.write import write_clean

__all__ = [
    "LEFT_OUT_KINDS",
    "MAX_UPLOAD_MEGABYTES",
    "Dissent",
    "Layout",
    "LeftOut",
    "Logo",
    "OfferedComment",
    "OfferedProposal",
    "ReadDocument",
    "Refused",
    "Remark",
    "Signatory",
    "check_upload",
    "read_document",
    "read_upload",
    "write_clean",
    "write_redline",
]
