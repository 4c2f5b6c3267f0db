"""An address for every route of the application, with ids that are there."""

from collections.abc import Iterator

from flask import Flask, url_for
from werkzeug.routing import Rule

from tests.web.security.places import Place
from tests.web.security.world import State

MINE, SENT = "mine", "sent"

#: Routes of Word files whose answer has been saved.
SAVED = {"answering.returned_original", "answering.take_back_returned"}

#: Routes that take a number of something else than the reader's own.
OTHERS = {"answering.support": SENT, "answering.unsupport": SENT, "reading.proposal": SENT}


class UnknownArgument(Exception):
    """A route has an argument that this file gives no value for."""


def routes(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every route with each of its methods, in the order of the table."""
    found = [
        (rule, method)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]
    return iter(sorted(found, key=lambda pair: (_area(pair[0]), pair[0].endpoint, pair[1])))


def _area(rule: Rule) -> tuple[bool, str]:
    return "slug" in rule.arguments, rule.endpoint.split(".")[0]


def values_of(rule: Rule, place: Place, state: State) -> dict[str, str | int]:
    """What stands in the place of the arguments of a route."""
    return {name: _value(rule.endpoint, name, place, state) for name in rule.arguments}


def address(app: Flask, rule: Rule, values: dict[str, str | int]) -> str:
    """The path of a route."""
    with app.test_request_context():
        return url_for(rule.endpoint, **values)  # type: ignore[arg-type]  # its own keywords all start with _


def _value(endpoint: str, name: str, place: Place, state: State) -> str | int:
    if name == "number":
        return _number(endpoint, place)
    numbered = place.proposals.get(MINE, 0)
    known: dict[str, str | int] = {
        "slug": place.slug,
        "arrival_id": place.arrival_id,
        "what": "comment",
        "noun": "comment",
        "document_id": place.document_id,
        "block_id": "b2",
        "key": f"p{numbered}-0",
        "decision_id": place.decision_id,
        "workshop_id": place.workshop_id,
        "code": place.code,
        "note_id": place.note_id,
        "gathering_id": place.gathering_id,
        "answer_id": place.answer_id,
        "organisation_id": place.organisation_id,
        "invitation_id": place.invitation_id,
        "group_id": place.group_id,
        "voice_id": place.network_id,
        "consultation_id": place.consultation_id,
        "position": 1,
        "question": 3,
        "person_id": place.person_id,
        "old": 1,
        "new": 2 if state is State.FILED else 1,
        "secret": "no-such-secret",
        "late_id": 1,
        "file_id": place.saved_file_id if endpoint in SAVED else place.waiting_file_id,
        "admission_id": 0,
        "mail_id": 1,
        "picture_hash": "0" * 64,
        "ending": "csv",
        "name": "desk",
        "filename": "css/tokens.css",
    }
    if name not in known:
        raise UnknownArgument(f"{endpoint} takes {name}: give it a value in {__name__}")
    return known[name]


def _number(endpoint: str, place: Place) -> int:
    if endpoint.startswith(("reading.version", "versions.")):
        return 1
    if endpoint.startswith("workshops."):
        return place.point
    kind = place.comments if "comment" in endpoint else place.proposals
    return kind.get(OTHERS.get(endpoint, MINE), 0)
