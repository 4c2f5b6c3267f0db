"""The addresses of everything that can be done to a block, built once per page."""

from dataclasses import dataclass

from flask import url_for

from consult.models import Document

#: Stands for a block's id while the addresses are built; no id contains it.
BLOCK = "~~"


@dataclass(frozen=True)
class Links:
    """Addresses by block id."""

    patterns: dict[str, str]
    page: str

    def to(self, action: str, block_id: str) -> str:
        """The form of an action on a block."""
        return self.patterns[action].replace(BLOCK, block_id)

    def show(self, what: str, block_id: str) -> str:
        """This page with one thing open in the margin of a block."""
        return f"{self.page}?show={what}#kohta-{block_id}"

    def part(self, what: str) -> str:
        """The same margin alone, as htmx asks for it."""
        return f"{self.page}?show={what}"


ACTIONS = {
    "comment": "answering.comment",
    "reword": "answering.reword",
    "add": "answering.add",
    "remove": "answering.remove",
    "move": "answering.move",
    "edit": "reconciling.office_edit",
}


def make_links(document: Document, page: str) -> Links:
    """The links of the blocks of a document on the page with this address."""
    patterns = {
        action: url_for(endpoint, document_id=document.id, block_id=BLOCK)
        for action, endpoint in ACTIONS.items()
    }
    return Links(patterns, page)
