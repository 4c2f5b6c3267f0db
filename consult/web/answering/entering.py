"""What this request enters on behalf of an organisation, if anything, and where its pages are."""

from flask import g, url_for

from consult.models import Arrival
from consult.services.arrivals import load_arrival
from consult.web.answering.spot import Spot
from consult.web.answering.ways import back_to
from consult.web.current import consultation, session


def enter_for(arrival_id: int) -> Arrival:
    """From here on the forms of this request speak for the organisation of this arrival."""
    g.arrival = load_arrival(session(), consultation().id, arrival_id)
    return entered()


def entering() -> Arrival | None:
    """The arrival that the address names."""
    found: Arrival | None = g.get("arrival")
    return found


def entered() -> Arrival:
    """The same, where there is one."""
    found: Arrival = g.arrival
    return found


def address(what: str, **here: int | str | None) -> str:
    """Where the form for something on a block is filled in."""
    arrival = entering()
    if arrival is None:
        return url_for(f"answering.{what}", **here)  # type: ignore[arg-type]  # its own keywords all start with _
    here.pop("reply_to", None)
    return url_for("answering.enter", arrival_id=arrival.id, what=what, **here)  # type: ignore[arg-type]  # as above


def edit_address(noun: str, number: int) -> str:
    """Where a comment or a proposal is edited."""
    arrival = entering()
    if arrival is None:
        return url_for(f"answering.edit_{noun}", number=number)
    return url_for("answering.change_entered", arrival_id=arrival.id, noun=noun, number=number)


def kept_as(form: str) -> str:
    """The name that unfinished words are kept under: apart for each arrival."""
    arrival = entering()
    return form if arrival is None else f"{form}:on{arrival.id}"


def way_back(spot: Spot, *, show: str | None = None) -> str:
    """The text that is read, or the page of the arrival."""
    arrival = entering()
    if arrival is None:
        return back_to(spot, show=show)
    return url_for("answering.arrival", arrival_id=arrival.id)


def list_of_own(anchor: str) -> str:
    """The page with what has been said."""
    arrival = entering()
    if arrival is None:
        return url_for("answering.own", _anchor=anchor)
    return url_for("answering.arrival", arrival_id=arrival.id, _anchor=anchor)
