"""What has changed in the records of those who take part: when, from what to what, by whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask.typing import ResponseReturnValue

from consult.models import ContactChannel, OrganisationKind, RecordChange
from consult.reports.record_changes import changes_in
from consult.security import Permission
from consult.web.administration.labels import HEADINGS, value_words
from consult.web.coordination.blueprint import blueprint
from consult.web.current import consultation, session
from consult.web.permission import permission
from consult.web.query import asked_page
from consult.web.respond import respond
from consult.web.wording import gettext

CODES = {"kind": OrganisationKind, "channel": ContactChannel}


@dataclass(frozen=True)
class Told:
    """One change in words."""

    organisation_id: int
    name: str
    at: datetime
    who: str
    heading: str
    old: str
    new: str


@blueprint.get("/<slug>/organisations/changes")
@permission(Permission.COORDINATE)
def changes() -> ResponseReturnValue:
    """Newest first."""
    page = asked_page()
    found, total = changes_in(session(), consultation().id, page=page)
    return respond(
        "coordination/changes.html",
        changes=told(found),
        page=min(page, total),
        total=total,
        page_url=lambda number: url_for("coordination.changes", page=number),
    )


def told(found: Iterable[RecordChange]) -> list[Told]:
    """The changes as one reads them."""
    return [
        Told(
            change.organisation_id,
            change.organisation.name,
            change.changed_at,
            (change.changed_by.name if change.changed_by else "") or gettext("Somebody"),
            str(HEADINGS[change.field]),
            _words(change.field, change.old),
            _words(change.field, change.new),
        )
        for change in found
    ]


def _words(field: str, kept: str) -> str:
    code = CODES.get(field)
    return value_words(field, code(kept) if code and kept else kept)
