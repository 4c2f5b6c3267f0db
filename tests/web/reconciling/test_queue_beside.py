"""Beside a place stand the nearest lines of the queue, and the way to all of them."""

from collections.abc import Callable

import pytest
from flask import Flask

from consult.models import Person
from consult.web.reconciling import place
from tests.factories import make_consultation, make_person
from tests.services.reconciling import make_desk
from tests.web.client import PageClient
from tests.web.conftest import Clock, writing

EVERY = tuple(f"/consultations/jono/reconcile/c{number}" for number in range(1, 5))


@pytest.fixture
def agent_client(app: Flask, client_as: Callable[[Person], PageClient], clock: Clock) -> PageClient:
    """The agent of a consultation with four comments to answer."""
    with writing(app) as session:
        agent = make_person(session)
        desk = make_desk(session, make_consultation(session, agent, "Jono"), agent)
        for _ in range(4):
            desk.comment()
    clock.tick(days=13)
    return client_as(agent)


def lines(client: PageClient, key: str) -> list[str]:
    """The comments that the queue beside a place leads to."""
    top = "/consultations/jono/reconcile/"
    return [link.removeprefix(top) for link in client.get(top + key).links() if link in EVERY]


def whole_queue(client: PageClient) -> bool:
    return "Koko jono" in client.get("/consultations/jono/reconcile/c2").text


def test_a_short_queue_is_shown_whole(agent_client: PageClient) -> None:
    assert lines(agent_client, "c2") == ["c1", "c2", "c3", "c4"]
    assert not whole_queue(agent_client)


@pytest.mark.parametrize(
    ("key", "near"), [("c1", ["c1", "c2"]), ("c2", ["c1", "c2", "c3"]), ("c4", ["c3", "c4"])]
)
def test_a_long_queue_is_cut_around_the_place(
    agent_client: PageClient, monkeypatch: pytest.MonkeyPatch, key: str, near: list[str]
) -> None:
    monkeypatch.setattr(place, "NEAR", 1)
    assert lines(agent_client, key) == near
    assert whole_queue(agent_client)
