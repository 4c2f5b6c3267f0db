"""The queue is filtered and paged by the server."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.models import Organisation, Person, Voice
from consult.web.reconciling import queue
from tests.factories import make_consultation, make_person
from tests.services.reconciling import make_desk
from tests.web.client import PageClient
from tests.web.conftest import Clock, writing

URL = "/consultations/jono/reconcile"


def sector(session: Session, voice: Voice, name: str) -> None:
    """The voice's organisation works in a sector."""
    session.get_one(Organisation, voice.organisation_id).sector = name


@pytest.fixture
def client(app: Flask, client_as: Callable[[Person], PageClient], clock: Clock) -> PageClient:
    """The agent: two proposals to one sentence, one alone in another block, three comments."""
    with writing(app) as session:
        agent = make_person(session)
        desk = make_desk(session, make_consultation(session, agent, "Jono"), agent)
        first, second = desk.voice("Ensimmäinen ry"), desk.voice("Toinen ry")
        sector(session, first[0], "Sosiaali ja terveys")
        sector(session, second[0], "Liikunta")
        desk.reword("b1", "vuosittain", "joka vuosi", by=first)
        desk.reword("b1", "vuosittain", "aina", by=second)
        desk.reword("b2", "maksuttomia", "halpoja", by=second)
        for _ in range(3):
            desk.comment()
    clock.tick(days=13)
    return client_as(agent)


def places(client: PageClient, query: str = "") -> list[str]:
    """The places that the queue lists."""
    links = client.get(f"{URL}?{query}" if query else URL).links()
    return [link.removeprefix(f"{URL}/") for link in links if link.startswith(f"{URL}/")]


def listed(client: PageClient, query: str = "") -> list[str]:
    """Without the button to the first place."""
    return list(dict.fromkeys(places(client, query)))


def test_everything_undecided_is_listed_first(client: PageClient) -> None:
    assert listed(client) == ["p1-0", "p3-0", "c1", "c2", "c3"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=together", ["p1-0"]),
        ("kind=alone", ["p3-0"]),
        ("kind=comment", ["c1", "c2", "c3"]),
        ("sector=Liikunta", ["p1-0", "p3-0"]),
        ("sector=Liikunta&kind=alone", ["p3-0"]),
        ("sector=Sosiaali+ja+terveys", ["p1-0"]),
        ("show=decided", []),
        ("show=waiting", []),
    ],
)
def test_filters(client: PageClient, query: str, found: list[str]) -> None:
    assert listed(client, query) == found


def test_counts_are_of_what_the_filters_let_through(client: PageClient) -> None:
    page = client.get(f"{URL}?kind=comment").text
    assert "3 paikkaa löytyi" in page
    assert "kaikkiaan 5" in page
    assert "Ratkaisematta 3" in page


def test_what_is_unanswered_counts_proposals_and_comments(client: PageClient) -> None:
    assert "6 ehdotusta ja kommenttia vastaamatta" in client.get(URL).text
    assert "3 ehdotusta ja kommenttia vastaamatta" in client.get(f"{URL}?kind=comment").text


def test_a_state_keeps_the_filters(client: PageClient) -> None:
    assert f"{URL}?show=decided&kind=comment" in client.get(f"{URL}?kind=comment").links()


@pytest.mark.parametrize("query", ["kind=all2", "sector=Taide", "chapter=b1", "show=all", "page=x"])
def test_what_the_queue_does_not_have_is_refused(client: PageClient, query: str) -> None:
    assert client.get(f"{URL}?{query}").status == 400


def test_pages(client: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "PAGE_SIZE", 2)
    assert listed(client, "page=2") == ["c1", "c2"]
    assert f"{URL}?kind=comment&page=2" in client.get(f"{URL}?kind=comment").links()
    assert listed(client, "kind=comment&page=99") == ["c3"]


def test_nothing_found_offers_everything(client: PageClient) -> None:
    page = client.get(f"{URL}?kind=comment&sector=Liikunta")
    assert "Valintaasi vastaavia ei ole" in page.text
    assert URL in page.links()
