"""Word files in and out: bytes ↔ documents, without database or web.

`read_upload` takes in a draft from outside and `read_returned` a file that came back; `read_document`
and `read_reply` read those that are trusted. `write_clean` writes a version, `write_redline` a version
with proposals as tracked changes and with comments. Everything that cannot be read raises `Refused`
with a sentence for the reader.
"""

from consult.docx.guard import MAX_UPLOAD_MEGABYTES, check_upload
from consult.docx.layout import Dissent, Layout, Logo, Signatory
from consult.docx.left_out import LEFT_OUT_KINDS, LeftOut
from consult.docx.offered import OfferedComment, OfferedProposal, Said
from consult.docx.picture import Picture
from consult.docx.read import ReadDocument, read_document
from consult.docx.read_reply import read_reply
from consult.docx.redline import write_redline
from consult.docx.refused import Refused
from consult.docx.reply import Answered, Authored, Base, Recognition, Remark, Reply
from consult.docx.upload import read_picture, read_returned, read_upload, strip_upload
from consult.docx.write import write_clean

__all__ = [
    "LEFT_OUT_KINDS",
    "MAX_UPLOAD_MEGABYTES",
    "Answered",
    "Authored",
    "Base",
    "Dissent",
    "Layout",
    "LeftOut",
    "Logo",
    "OfferedComment",
    "OfferedProposal",
    "Picture",
    "ReadDocument",
    "Recognition",
    "Refused",
    "Remark",
    "Reply",
    "Said",
    "Signatory",
    "check_upload",
    "read_document",
    "read_picture",
    "read_reply",
    "read_returned",
    "read_upload",
    "strip_upload",
    "write_clean",
    "write_redline",
]
