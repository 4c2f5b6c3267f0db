"""Every page of the agent stands in every stage, for the agent only."""

from collections.abc import Callable

import pytest
from flask import Flask

from consult.models import Person
from consult.services.submissions import file_version
from tests.counting import count_queries
from tests.factories import NOW, make_consultation, make_participant, make_person, make_round, make_version
from tests.web.client import PageClient
from tests.web.conftest import Clock, writing

PAGES = (
    "desk",
    "settings",
    "request",
    "organisations",
    "rounds",
    "letter",
    "signatures",
    "filing",
    "log",
    "background/new",
)
STAGES = ("empty", "planned", "commenting", "reconciling", "filed")


@pytest.fixture(params=STAGES)
def stage(request: pytest.FixtureRequest, app: Flask, clock: Clock) -> tuple[Person, str]:
    """An agent, and the address of a consultation in one stage."""
    reached: str = request.param
    with writing(app) as session:
        agent = make_person(session)
        consultation = make_consultation(session, agent)
        if reached != "empty":
            version = make_version(session, consultation, agent)
            make_participant(session, consultation, agent)
        if reached in ("commenting", "reconciling"):
            round_ = make_round(session, consultation, agent)
            clock.now = NOW if reached == "commenting" else round_.closes_at
        if reached == "filed":
            file_version(
                session,
                consultation,
                version,
                channel="Lausuntopalvelu",
                filed_at=NOW,
                receipt="",
                actor=agent,
                now=NOW,
            )
    return agent, f"/consultations/{consultation.slug}"


def test_every_page_stands_in_every_stage_on_fifteen_queries(
    app: Flask, stage: tuple[Person, str], client_as: Callable[[Person], PageClient]
) -> None:
    agent, root = stage
    client = client_as(agent)
    client.get(f"{root}/log")  # the first request of a session marks it as seen
    for name in PAGES:
        with count_queries(app.extensions["consult"].engine) as asked:
            assert client.get(f"{root}/{name}").status == 200
        assert len(asked) <= 15, "\n".join(asked)


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_are_the_agents_alone(
    app: Flask, client: PageClient, client_as: Callable[[Person], PageClient], name: str
) -> None:
    with writing(app) as session:
        agent = make_person(session)
        consultation = make_consultation(session, agent)
        _, lead = make_participant(session, consultation, agent)
        other = make_person(session)
        make_consultation(session, other, "Muu lausunto")
    address = f"/consultations/{consultation.slug}/{name}"
    assert client.get(address).status == 303
    assert client_as(lead).get(address).status == 403
    assert client_as(other).get(address).status == 404
