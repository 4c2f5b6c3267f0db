"""The answers to the signing as a table, and the reminder to those who have not answered."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import NotFound
from consult.models import EndorsementRound
from consult.reports.endorsements import Signing, load_signings
from consult.security import Permission
from consult.services.endorsement_mails import remind_leads, to_remind
from consult.services.endorsement_rounds import present_endorsing
from consult.services.wall_clock import wall_clock
from consult.sheets import write_csv
from consult.web.coordination.blueprint import SEE_OTHER, blueprint
from consult.web.coordination.tabs import setup_tabs
from consult.web.current import config, consultation, now, person, session
from consult.web.downloads import download, named
from consult.web.endorsing.forms import CHOICES
from consult.web.i18n import FILTERS
from consult.web.moments import typed_date
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext, ngettext

#: So many of those who would get the mail are named.
SHOWN = 200


@blueprint.get("/<slug>/signatures.csv")
@permission(Permission.COORDINATE)
def signatures_csv() -> ResponseReturnValue:
    """Every organisation that takes part with its answer; no cell is run as a formula."""
    round_ = _round()
    header = [
        gettext("Organisation"),
        gettext("Home municipality"),
        gettext("Sector"),
        gettext("Answer"),
        gettext("Name"),
        gettext("Position in the organisation"),
        gettext("Body"),
        gettext("Day of handling"),
        gettext("Given"),
        gettext("Dissenting view"),
    ]
    rows = load_signings(session(), consultation().id, round_.id)
    body = write_csv(header, [_cells(row) for row in rows])
    return download(body, "text/csv; charset=utf-8", named(gettext("Signatures"), "csv"))


@blueprint.get("/<slug>/signatures/reminder")
@permission(Permission.COORDINATE)
def signing_reminder() -> ResponseReturnValue:
    """Who would get the mail."""
    round_ = _round()
    asked = to_remind(session(), round_) if round_.is_open(now()) else []
    return respond(
        "coordination/signing_reminder.html", round=round_, asked=asked, shown=SHOWN, tabs=setup_tabs()
    )


@blueprint.post("/<slug>/signatures/reminder")
@permission(Permission.COORDINATE)
def send_signing_reminder() -> ResponseReturnValue:
    """Send it to those who have not answered by now."""
    today = wall_clock(now(), config().timezone).date()
    count = remind_leads(session(), _round(), today=today, actor=person(), now=now())
    flash(
        ngettext("%(num)s reminder is on its way.", "%(num)s reminders are on their way.", count)
        if count
        else gettext("They have been reminded today already.")
    )
    return redirect(url_for("coordination.signatures"), SEE_OTHER)


def _cells(row: Signing) -> list[str]:
    organisation, answer = row.organisation, row.endorsement
    known = [organisation.name, organisation.municipality, organisation.sector]
    if answer is None:
        return [*known, gettext("Not answered"), "", "", "", "", "", ""]
    return [
        *known,
        str(CHOICES[answer.choice]),
        answer.signatory,
        answer.title,
        answer.body,
        typed_date(answer.handled_on),
        str(FILTERS["datetime"](answer.made_at)),
        answer.dissent,
    ]


def _round() -> EndorsementRound:
    round_ = present_endorsing(session(), consultation().id)
    if round_ is None:
        raise NotFound("Nothing has been opened for signing yet.")
    return round_
