"""Siirtolehti: the statement as plain texts for the boxes of the authority's service."""

import json
from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from consult.errors import Invalid, NotFound
from consult.models import Document, Version
from consult.reports.choices import version_choices
from consult.reports.requests import load_request
from consult.reports.stages import Standing, load_standing
from consult.reports.texts import load_text
from consult.reports.transfer import Sheet, answers_of, fill_sheet
from consult.security import Permission
from consult.services.approvals import find_approval
from consult.services.letters import find_letter
from consult.web.coordination.blueprint import blueprint
from consult.web.coordination.tabs import setup_tabs
from consult.web.current import consultation, now, session
from consult.web.downloads import download, file_stem, named
from consult.web.moments import typed_date
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext


@dataclass(frozen=True)
class Line:
    """One thing that the authority asks about the answerer."""

    id: str
    label: str
    value: str


@blueprint.get("/<slug>/filing/transfer")
@permission(Permission.COORDINATE)
def transfer() -> ResponseReturnValue:
    """A box per question in the authority's order, and the answerer's data."""
    version = version_to_file(load_standing(session(), consultation(), now()))
    known, _ = load_request(session(), consultation().id)
    return respond(
        "coordination/transfer.html",
        consultation=consultation(),
        version=version,
        document=session().get_one(Document, version.document_id),
        sheet=sheet_of(version),
        answerer=_answerer(version),
        request_=known,
        tabs=setup_tabs(),
    )


@blueprint.get("/<slug>/filing/transfer.json")
@permission(Permission.COORDINATE)
def transfer_json() -> ResponseReturnValue:
    """The same under the service's field names; not while a mandatory question lacks its answer."""
    version = version_to_file(load_standing(session(), consultation(), now()))
    sheet = sheet_of(version)
    if sheet.missing:
        numbers = ", ".join(str(box.state.number) for box in sheet.missing)
        raise Invalid("Answer these mandatory questions first: %(numbers)s.", numbers=numbers)
    body = json.dumps({"Answers": answers_of(sheet)}, ensure_ascii=False, indent=2).encode()
    name = named(f"{file_stem(version.title)} v{version.number}", "json")
    return download(body, "application/json", name)


def version_to_file(standing: Standing) -> Version:
    """What was filed, before that the newest version of the draft."""
    if standing.submission is not None:
        return session().get_one(Version, standing.submission.version_id)
    if standing.version is None:
        raise NotFound("The draft has not been published yet.")
    return standing.version


def sheet_of(version: Version) -> Sheet:
    """The boxes of a version with the options it was published with."""
    _, questions = load_request(session(), consultation().id)
    chosen = version_choices(session(), version.id)
    options = {place: choice.option or "" for place, choice in chosen.items()}
    return fill_sheet(load_text(session(), version.id), questions, options)


def _answerer(version: Version) -> list[Line]:
    """Body and day of handling are those of the approval until others are written."""
    letter, approval = find_letter(session(), consultation().id), find_approval(session(), version.id)
    body = (letter.body if letter else "") or (approval.body if approval else "")
    handled_on = (letter.handled_on if letter else None) or (approval.approved_on if approval else None)
    return [
        Line(
            "answerer",
            gettext("Official name of the answerer"),
            letter.answerer if letter else consultation().host,
        ),
        Line("recorder", gettext("Who records the answer"), letter.recorder if letter else ""),
        Line("contact", gettext("Contact details of the one responsible"), letter.contact if letter else ""),
        Line("handled", gettext("Day of handling"), typed_date(handled_on)),
        Line("body", gettext("Name of the body that handled this"), body),
    ]
