"""Who has opened is noted at the first page that an organisation's own people read."""

from collections.abc import Callable

import pytest
from flask import Flask

from consult.models import Participation, Person
from tests.factories import NOW, make_consultation, make_participant, make_person, make_version
from tests.web.client import PageClient
from tests.web.conftest import Clock, reading, writing


@pytest.fixture
def people(app: Flask) -> tuple[Person, Person, str]:
    """An agent, the lead of an organisation that takes part, and the address of the consultation."""
    with writing(app) as session:
        agent = make_person(session)
        consultation = make_consultation(session, agent)
        make_version(session, consultation, agent)
        _, lead = make_participant(session, consultation, agent)
        make_participant(session, consultation, agent)
    return agent, lead, f"/consultations/{consultation.slug}"


def opened(app: Flask) -> list[object]:
    """When each organisation has opened."""
    with reading(app) as session:
        return [row.opened_at for row in session.query(Participation).order_by(Participation.id)]


def test_the_first_reading_of_an_organisation_is_noted_once(
    app: Flask,
    people: tuple[Person, Person, str],
    client_as: Callable[[Person], PageClient],
    clock: Clock,
) -> None:
    _, lead, root = people
    client = client_as(lead)
    for _ in range(2):
        assert client.get(root).status == 200
        assert opened(app) == [NOW, None]
        clock.tick(hours=1)


def test_others_open_nothing(
    app: Flask,
    people: tuple[Person, Person, str],
    client: PageClient,
    client_as: Callable[[Person], PageClient],
) -> None:
    agent, lead, root = people
    client.get(root)
    client_as(agent).get(root)
    client_as(lead).get("/")
    assert opened(app) == [None, None]


def test_the_front_page_tells_an_organisation_what_to_do_next(
    people: tuple[Person, Person, str], client_as: Callable[[Person], PageClient]
) -> None:
    _, lead, root = people
    assert "Tee seuraavaksi" in client_as(lead).get(root).text
