"""What the agent's pages start from: an agent with a consultation in one of its stages."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask

from consult.models import Person
from tests.factories import make_consultation, make_draft, make_person
from tests.web.client import PageClient
from tests.web.conftest import writing


@dataclass(frozen=True)
class Desk:
    """The agent's browser in a consultation."""

    app: Flask
    client: PageClient
    agent: Person
    consultation_id: int
    document_id: int
    root: str


@pytest.fixture
def desk(app: Flask, client_as: Callable[[Person], PageClient]) -> Desk:
    """A consultation with a draft that has no text yet."""
    with writing(app) as session:
        agent = make_person(session, "Muutosagentti")
        consultation = make_consultation(session, agent)
        document = make_draft(session, consultation, agent)
    root = f"/consultations/{consultation.slug}"
    return Desk(app, client_as(agent), agent, consultation.id, document.id, root)
