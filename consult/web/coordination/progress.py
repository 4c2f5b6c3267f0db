"""How far the organisations have come, as tabs of their list."""

from collections.abc import Mapping

from flask import request, url_for
from flask_babel import lazy_gettext
from werkzeug.exceptions import BadRequest

from consult.reports.participation import Progress
from consult.web.wording import gettext

NAMES = {
    Progress.JOINED: lazy_gettext("Not invited"),
    Progress.INVITED: lazy_gettext("Invited"),
    Progress.BOUNCED: lazy_gettext("Mail came back"),
    Progress.OPENED: lazy_gettext("Opened"),
    Progress.STARTED: lazy_gettext("Started"),
    Progress.ANSWERED: lazy_gettext("Answered"),
}
Tab = tuple[str, str, bool, int]


def asked_progress() -> Progress | None:
    """The state that the address asks for; one that there is not is 400."""
    given = request.args.get("state", "")
    if not given:
        return None
    try:
        return Progress(given)
    except ValueError as error:
        raise BadRequest from error


def state_tabs(counts: Mapping[Progress, int], chosen: Progress | None, words: str) -> list[Tab]:
    """Everybody, and each state that somebody is in, with how many there are."""
    everybody = (gettext("All"), list_url(None, words), chosen is None, sum(counts.values()))
    states = [
        (str(name), list_url(progress, words), progress is chosen, counts[progress])
        for progress, name in NAMES.items()
        if counts[progress] or progress is chosen
    ]
    return [everybody, *states]


def list_url(progress: Progress | None, words: str, *, page: int | None = None) -> str:
    """The list in this state, with these words looked for."""
    return url_for(
        "coordination.organisations",
        state=progress.value if progress else None,
        find=words or None,
        page=page,
        _anchor="here",
    )
