"""Siirtolehti: texts to copy, what is missing, the answerer's data, JSON; and the checklist before filing."""

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult import text
from consult.models import Person, QuestionKind
from consult.services.letters import Parts, save_letter
from consult.services.requests import Asked, save_request
from tests.counting import count_queries
from tests.factories import NOW
from tests.signing import Signing, make_signing
from tests.web.client import PageClient
from tests.web.conftest import Clock, writing

OPTIONS = ("Kyllä", "Ei")
ClientAs = Callable[[Person], PageClient]


def ask(session: Session, signing: Signing, *questions: Asked) -> None:
    """The authority's request."""
    save_request(
        session,
        signing.consultation,
        title="Pyyntö",
        authority="Hyvinvointialue",
        register_number="1",
        deadline=datetime(2027, 3, 1, 16, 0),  # noqa: DTZ001 a wall clock, as it is typed
        zone="Europe/Helsinki",
        questions=questions,
        actor=signing.agent,
        now=NOW,
    )


@pytest.fixture
def signing(app: Flask) -> Signing:
    """Version 1 answers question 2 only."""
    with writing(app) as session:
        content = text.Document(
            (
                text.Block("b1", text.BlockKind.HEADING, "Tilat", 1, question=2),
                text.Block("b2", text.BlockKind.PARAGRAPH, "Tilat ovat <maksuttomia>."),
            )
        )
        made = make_signing(session, ("Aamu ry",), content=content)
        choice = Asked("Onko selkeä?", QuestionKind.CHOICE, is_mandatory=True, options=OPTIONS)
        ask(session, made, choice, Asked("Entä tilat?", is_mandatory=True), Asked("Muuta?"))
        parts = Parts(answerer="Kumppanuuspöytä", recorder="Aino Agentti")
        save_letter(session, made.consultation, parts, actor=made.agent, now=NOW)
    return made


def test_the_texts_stand_in_order_and_what_is_missing_comes_first(
    app: Flask, signing: Signing, client_as: ClientAs
) -> None:
    client, url = client_as(signing.agent), f"{signing.url}/filing/transfer"
    client.get(signing.url)
    with count_queries(app.extensions["consult"].engine) as asked:
        page = client.get(url)
    assert len(asked) <= 15
    assert "1 pakollinen kysymys on vailla vastausta" in page.text
    assert (
        page.text.index("1. Onko selkeä?") < page.text.index("2. Entä tilat?") < page.text.index("3. Muuta?")
    )
    assert "Tilat ovat &lt;maksuttomia&gt;." in page.html
    assert "25 merkkiä" in page.text
    for value in ("Kumppanuuspöytä", "Aino Agentti", "19.1.2027"):
        assert f'value="{value}"' in page.html
    refused = client.get(f"{url}.json")
    assert refused.status == 422
    assert "Vastaa ensin näihin pakollisiin kysymyksiin: 1." in refused.text


def test_a_whole_sheet_leaves_as_json(app: Flask, signing: Signing, client_as: ClientAs) -> None:
    with writing(app) as session:
        ask(session, signing, Asked("Onko selkeä?"), Asked("Entä tilat?", is_mandatory=True))
    client, url = client_as(signing.agent), f"{signing.url}/filing/transfer"
    assert "vailla vastausta" not in client.get(url).text
    file = client.get(f"{url}.json")
    assert file.headers["Content-Disposition"].startswith("attachment")
    answers = json.loads(file.response.data)["Answers"]
    assert [answer["TextAnswer"] for answer in answers] == ["-", "Tilat ovat <maksuttomia>."]


def test_the_checklist_says_what_is_left(signing: Signing, client_as: ClientAs, clock: Clock) -> None:
    url = f"{signing.url}/filing"
    page = client_as(signing.agent).get(url)
    assert "Jokin pakollinen kysymys on vailla vastausta" in page.text
    assert "Allekirjoituskierrosta ei ole ollut, tai se on kesken" in page.text
    assert "Hyväksyntä on kirjattu" in page.text
    clock.now = signing.round.closes_at
    assert "tai se on kesken" not in client_as(signing.agent).get(url).text
