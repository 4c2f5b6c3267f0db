"""The blueprint whose views the other files of this folder are, and what all of them begin with."""

from flask import Blueprint

from consult.models import Document
from consult.web.loading import belonging

blueprint = Blueprint("intake", __name__, url_prefix="/consultations/<slug>")

SEE_OTHER = 303
UNPROCESSABLE = 422


def document_of(document_id: int) -> Document:
    """The document of this consultation, else 404."""
    return belonging(Document, id=document_id)
