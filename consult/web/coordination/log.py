"""The log of a consultation, newest first: searched, turned page by page, taken out as a table."""

from flask.typing import ResponseReturnValue

from consult.reports.events import count_events, list_actors, load_events
from consult.security import Permission
from consult.sheets import write_csv
from consult.web.coordination.blueprint import blueprint
from consult.web.coordination.tabs import setup_tabs
from consult.web.current import consultation, session
from consult.web.downloads import download, named
from consult.web.logged import PAGE_SIZE, TOPICS, asked_events, log_header, log_row, log_url, page_count, told
from consult.web.permission import permission
from consult.web.query import asked_page
from consult.web.respond import respond
from consult.web.wording import gettext


@blueprint.get("/<slug>/log")
@permission(Permission.COORDINATE)
def log() -> ResponseReturnValue:
    """Who did what when, on whose behalf."""
    asked = asked_events()
    total = page_count(count_events(session(), consultation().id, asked.wanted))
    page = min(asked_page(), total)
    events = load_events(
        session(),
        consultation().id,
        limit=PAGE_SIZE,
        offset=(page - 1) * PAGE_SIZE,
        wanted=asked.wanted,
    )
    return respond(
        "coordination/log.html",
        events=told(events),
        page=page,
        total=total,
        page_url=lambda number: log_url("coordination.log", {**asked.typed, "page": str(number)}),
        export_url=log_url("coordination.export_log", asked.typed),
        asked=asked.typed,
        unread=asked.unread,
        actors=list_actors(session(), consultation().id),
        topics=TOPICS,
        tabs=setup_tabs(),
    )


@blueprint.get("/<slug>/log.csv")
@permission(Permission.COORDINATE)
def export_log() -> ResponseReturnValue:
    """What is shown now, all of it, as a table that a spreadsheet opens at once."""
    events = load_events(session(), consultation().id, limit=None, wanted=asked_events().wanted)
    body = write_csv(log_header(), (log_row(event) for event in events))
    return download(body, "text/csv", named(f"{gettext('Log')} {consultation().slug}", "csv"))
