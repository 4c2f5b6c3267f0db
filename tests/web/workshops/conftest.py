"""What tests of workshop pages start from: the agent's browser in a consultation with one workshop."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask

from consult.models import Person
from consult.services.workshops import WorkshopPlan, add_workshop
from tests.factories import NOW, make_consultation, make_person
from tests.web.client import PageClient
from tests.web.conftest import writing

HOUR = timedelta(hours=1)
PLAN = WorkshopPlan("Työpaja 1: Hankasalmi", "Kirjasto", NOW, NOW + 2 * HOUR, ("Tilat", "Avustukset"))


@dataclass(frozen=True)
class Room:
    """A workshop that is being held, and the agent's browser."""

    app: Flask
    client: PageClient
    agent: Person
    consultation_id: int
    workshop_id: int
    code: str
    root: str

    @property
    def url(self) -> str:
        """The agent's page of the workshop."""
        return f"{self.root}/workshops/{self.workshop_id}"


@pytest.fixture
def room(app: Flask, client_as: Callable[[Person], PageClient]) -> Room:
    """A consultation without a draft, and a workshop of two hours that has just begun."""
    with writing(app) as session:
        agent = make_person(session, "Muutosagentti")
        consultation = make_consultation(session, agent)
        workshop = add_workshop(session, consultation, PLAN, actor=agent, now=NOW)
    root = f"/consultations/{consultation.slug}"
    return Room(app, client_as(agent), agent, consultation.id, workshop.id, workshop.code, root)
