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
        (gettext("Word file"), "coordination.letter"),
        (gettext("Signatures"), "coordination.signatures"),
        (gettext("Filing"), "coordination.file"),
        (gettext("Log"), "coordination.log"),
    )
    here = "coordination.letter" if request.endpoint == "coordination.letterhead" else request.endpoint
    return [(name, url_for(endpoint), here == endpoint) for name, endpoint in pages]


def word_tabs() -> list[tuple[str, str, bool]]:
    """The two pages about the Word file of the statement: what it says, and how its pages look."""
    pages = (
        (gettext("Around the text"), "coordination.letter"),
        (gettext("Page layout"), "coordination.letterhead"),
    )
    return [(name, url_for(endpoint), request.endpoint == endpoint) for name, endpoint in pages]
