"""Ways back to the text that is being read."""

from flask import url_for

from consult.models import Document, DocumentRole, Version
from consult.web.answering.spot import Spot


def back_to(spot: Spot, *, show: str | None = None) -> str:
    """The block on the page it is read on; `show` opens one thing in its margin."""
    block = spot.block
    anchor = f"kohta-{spot.block_id}" if block is not None else None
    return reading(spot.document, spot.version, anchor=anchor, show=show)


def reading(document: Document, version: Version, *, anchor: str | None, show: str | None) -> str:
    """The reading page of the newest version of a document."""
    if document.role is DocumentRole.DRAFT:
        return url_for("reading.draft", show=show, _anchor=anchor)
    return url_for(
        "reading.version", document_id=document.id, number=version.number, show=show, _anchor=anchor
    )
