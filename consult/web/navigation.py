"""The main menu and whom the reader stands for, the same on every page of a consultation."""

from flask import Flask, current_app, g, request, url_for
from flask_babel import gettext

from consult.security import Permission, permits
from consult.web.current import consultation, identity, place

Link = tuple[str, str, bool]


def navigation() -> dict[str, object]:
    """`nav` and `who` for the frame of the page."""
    if "consultation" not in g or not permits(identity(), Permission.READ, place()):
        return {"nav": _links(_outside()), "who": ""}
    return {"nav": _links(_inside()), "who": _who()}


def _outside() -> list[tuple[str, str]]:
    links = []
    if permits(identity(), Permission.ADMINISTER, place()):
        links += [
            (gettext("People"), "administration.people"),
            (gettext("Organisations"), "administration.organisations"),
            (gettext("Outgoing mails"), "administration.mails"),
            (gettext("Log"), "administration.log"),
        ]
    if permits(identity(), Permission.CREATE, place()):
        links.append((gettext("New consultation"), "coordination.create"))
    return links


def _inside() -> list[tuple[str, str]]:
    if permits(identity(), Permission.COORDINATE, place()):
        return [
            (gettext("Desk"), "coordination.desk"),
            (gettext("Draft"), "reading.draft"),
            (gettext("Proposals and comments"), "reading.contributions"),
            (gettext("Reconcile"), "reconciling.queue"),
            (gettext("Versions"), "versions.index"),
        ]
    links = [(gettext("About"), "reading.front"), (gettext("Draft"), "reading.draft")]
    if permits(identity(), Permission.CONTRIBUTE, place()):
        links.append((gettext("Own answers"), "answering.own"))
    links += [
        (gettext("Proposals and comments"), "reading.contributions"),
        (gettext("Versions"), "versions.index"),
    ]
    if not permits(identity(), Permission.CONTRIBUTE, place()):
        links.append((gettext("Decisions"), "versions.decisions"))
    return links


def _links(links: list[tuple[str, str]]) -> list[Link]:
    return [
        (label, url_for(endpoint), request.endpoint == endpoint)
        for label, endpoint in links
        if endpoint in current_app.view_functions
    ]


def _who() -> str:
    """The reader's role here: the agent, or the organisations in whose name they may speak."""
    if permits(identity(), Permission.COORDINATE, place()):
        return str(gettext("Change agent"))
    names = identity().organisation_names
    return ", ".join(
        sorted(names[organisation] for organisation in identity().organisations_in(consultation().id))
    )


def show_navigation(app: Flask) -> None:
    """Give every template the menu."""
    app.context_processor(navigation)
