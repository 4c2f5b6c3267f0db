"""A consultation in its open round with three organisations, and somebody of the first signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from flask import Flask

from consult import text
from consult.models import Consultation, Person, Round, Version, Voice
from tests.factories import (
    NOW,
    make_consultation,
    make_participant,
    make_person,
    make_round,
    make_text,
    make_version,
)
from tests.web.client import PageClient
from tests.web.conftest import writing

FIRST = "Järjestöjen työ on monelle asukkaalle ensimmäinen apu."
GRANTS = "Alueen tulee myöntää järjestöille avustuksia vuosittain. Haun tulee onnistua yhdellä lomakkeella."
ROOMS = "Kuntien tilat ovat järjestöjen käytössä maksutta."
LAST = "Vapaaehtoistoiminta tarvitsee ohjaajan."


@dataclass
class Scene:
    """Who and what there is."""

    consultation: Consultation
    version: Version
    round: Round
    agent: Person
    voice: Voice
    lead: Person
    other_voice: Voice
    other_lead: Person

    @property
    def url(self) -> str:
        """The address of the consultation."""
        return f"/consultations/{self.consultation.slug}"

    def block_url(self, block_id: str, what: str) -> str:
        """The address of a form on a block."""
        return f"{self.url}/documents/{self.version.document_id}/blocks/{block_id}/{what}"


def close_soon(app: Flask, scene: Scene) -> datetime:
    """The round closes in five minutes, while everybody is still signed in."""
    with writing(app) as session:
        round_ = session.get_one(Round, scene.round.id)
        round_.closes_at = NOW + timedelta(minutes=5)
        return round_.closes_at


def make_scene(app: Flask, content: text.Document | None = None) -> Scene:
    """The same start for every test; b1 is a heading, b2 to b5 are blocks 1 to 4."""
    with writing(app) as session:
        agent = make_person(session, "Muutosagentti")
        consultation = make_consultation(session, agent)
        content = content or make_text("# Toimintaedellytykset", FIRST, GRANTS, ROOMS, LAST)
        version = make_version(session, consultation, agent, content)
        round_ = make_round(session, consultation, agent)
        voice, lead = make_participant(session, consultation, agent, "Kuusiniemen omaishoitajat ry")
        other_voice, other_lead = make_participant(session, consultation, agent, "Harjun vertaistuki ry")
        return Scene(consultation, version, round_, agent, voice, lead, other_voice, other_lead)


@pytest.fixture
def scene(app: Flask) -> Scene:
    """The consultation."""
    return make_scene(app)


@pytest.fixture
def member(scene: Scene, client_as: Callable[[Person], PageClient]) -> PageClient:
    """The lead of the first organisation, signed in."""
    return client_as(scene.lead)


@pytest.fixture
def neighbour(scene: Scene, client_as: Callable[[Person], PageClient]) -> PageClient:
    """The lead of the second organisation, signed in."""
    return client_as(scene.other_lead)
