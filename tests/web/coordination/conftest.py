"""What the agent's pages start from: an agent with a consultation in one of its stages."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask

from consult.models import Document, Person
from consult.services.documents import publish_first_version
from tests.factories import NOW, make_consultation, make_draft, make_person, make_text
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


@pytest.fixture
def published(desk: Desk) -> Desk:
    """A consultation with version 1."""
    with writing(desk.app) as session:
        document = session.get_one(Document, desk.document_id)
        publish_first_version(session, document, make_text(), title="Lausunto", actor=desk.agent, now=NOW)
    return desk
