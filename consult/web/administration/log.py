"""The log of the whole site, newest first: searched, turned page by page, taken out as a table."""

from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from consult.reports.events import Topic, count_events, list_consultations, load_events
from consult.security import Permission
from consult.sheets import write_csv
from consult.web.administration.blueprint import blueprint
from consult.web.current import session
from consult.web.downloads import download, named
from consult.web.logged import PAGE_SIZE, TOPICS, asked_events, log_header, log_row, log_url, page_count, told
from consult.web.permission import permission
from consult.web.query import asked_page
from consult.web.respond import respond
from consult.web.wording import gettext

SITE_TOPICS = {**TOPICS, Topic.SITE: lazy_gettext("People, register and mails")}


@blueprint.get("/log")
@permission(Permission.ADMINISTER)
def log() -> ResponseReturnValue:
    """Who did what when, on whose behalf, in every consultation and outside them."""
    asked = asked_events()
    total = page_count(count_events(session(), None, asked.wanted))
    page = min(asked_page(), total)
    events = load_events(session(), None, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE, wanted=asked.wanted)
    return respond(
        "administration/log.html",
        events=told(events),
        page=page,
        total=total,
        page_url=lambda number: log_url("administration.log", {**asked.typed, "page": str(number)}),
        export_url=log_url("administration.export_log", asked.typed),
        asked=asked.typed,
        unread=asked.unread,
        consultations=list_consultations(session()),
        topics=SITE_TOPICS,
    )


@blueprint.get("/log.csv")
@permission(Permission.ADMINISTER)
def export_log() -> ResponseReturnValue:
    """What is shown now, all of it, with the consultation of each row."""
    header = [*log_header(), gettext("Consultation")]
    events = load_events(session(), None, limit=None, wanted=asked_events().wanted)
    body = write_csv(header, ([*log_row(event), event.consultation] for event in events))
    return download(body, "text/csv", named(gettext("Log"), "csv"))
