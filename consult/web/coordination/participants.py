"""How far the organisations have come, as a table for a spreadsheet."""

from flask import Response
from flask.typing import ResponseReturnValue

from consult.errors import NotFound
from consult.mail import dates
from consult.models import MemberRole
from consult.reports.participation import Participant, load_participants
from consult.reports.stages import load_standing
from consult.security import Permission
from consult.sheets import write_csv, write_xlsx
from consult.web.coordination.blueprint import blueprint
from consult.web.coordination.progress import NAMES
from consult.web.current import config, consultation, now, session
from consult.web.downloads import EXCEL, download, file_stem, named
from consult.web.i18n import language
from consult.web.loading import NO_SUCH_PAGE
from consult.web.permission import permission
from consult.web.wording import gettext

ENDINGS = frozenset({"csv", "xlsx"})


@blueprint.get("/<slug>/organisations.<ending>")
@permission(Permission.COORDINATE)
def export_participants(ending: str) -> ResponseReturnValue:
    """Every organisation that takes part, in Finnish order."""
    if ending not in ENDINGS:
        raise NotFound(NO_SUCH_PAGE)
    round_ = load_standing(session(), consultation(), now()).round
    found = load_participants(session(), consultation().id, round_.id if round_ else None)
    return _file(ending, [_row(participant) for participant in found])


def _file(ending: str, rows: list[list[str]]) -> Response:
    title = gettext("Organisations")
    name = named(file_stem(f"{title} {consultation().title}"), ending)
    if ending == "csv":
        return download(write_csv(_header(), rows), "text/csv", name)
    return download(write_xlsx(title, _header(), rows), EXCEL, name)


def _header() -> list[str]:
    return [
        gettext("Organisation"),
        gettext("Municipality"),
        gettext("Sector"),
        gettext("How far"),
        gettext("Answered"),
        gettext("Invited address"),
        gettext("Mail came back"),
        gettext("Leads"),
    ]


def _row(participant: Participant) -> list[str]:
    leads = [member.person for member in participant.members if member.role is MemberRole.LEAD]
    bounced = [found for found in participant.invitations if found.bounced_at is not None]
    sent_at = participant.sent_at
    return [
        participant.organisation.name,
        participant.organisation.municipality,
        participant.organisation.sector,
        str(NAMES[participant.progress]),
        dates.write_instant(sent_at, dates.DATE_AND_TIME, language=language(), zone=config().timezone)
        if sent_at
        else "",
        ", ".join(found.address for found in participant.invitations),
        ", ".join(f"{found.address}: {found.bounce_note}" for found in bounced),
        ", ".join(lead.called for lead in leads),
    ]
