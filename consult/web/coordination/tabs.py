"""The pages on which a consultation is set up, as tabs."""

from flask import request, url_for

from consult.web.wording import gettext


def setup_tabs() -> list[tuple[str, str, bool]]:
    """Name, address and whether it is this page, for `ui.tabs`."""
    pages = (
        (gettext("Settings"), "coordination.settings"),
        (gettext("Request"), "coordination.request_"),
        (gettext("Background documents"), "intake.add_background"),
        (gettext("Organisations"), "coordination.organisations"),
        (gettext("Answers on behalf"), "answering.on_behalf"),
        (gettext("Workshops"), "workshops.index"),
        (gettext("Rounds and timetable"), "coordination.rounds"),
        (gettext("Page layout"), "coordination.letterhead"),
        (gettext("Around the text"), "coordination.letter"),
        (gettext("Signatures"), "coordination.signatures"),
        (gettext("Filing"), "coordination.file"),
        (gettext("Log"), "coordination.log"),
    )
    return [(name, url_for(endpoint), request.endpoint == endpoint) for name, endpoint in pages]
