"""The documents that the workbench decides about: the draft first, the background documents beside it."""

from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from consult.models import Version
from consult.reports.open_places import count_open
from consult.reports.versions import background_versions
from consult.web.wording import gettext


@dataclass(frozen=True)
class DocumentTab:
    """One document with how many of its proposals and comments wait for an answer."""

    title: str
    language: str
    href: str
    is_current: bool
    count: int


def document_tabs(session: Session, draft: Version, current: Version) -> list[DocumentTab]:
    """The draft and the background documents, in two queries; alone the draft needs no tabs."""
    beside = background_versions(session, draft.document.consultation_id)
    if not beside:
        return []
    counts = count_open(session, [version.id for version in (draft, *beside)], draft)
    return [
        DocumentTab(
            title=gettext("Draft") if version is draft else version.document.title,
            language="" if version is draft else version.document.language,
            href=url_for("reconciling.queue", document=None if version is draft else version.document_id),
            is_current=version.document_id == current.document_id,
            count=counts.get(version.document_id, 0),
        )
        for version in (draft, *beside)
    ]
