"""The first page of a consultation: what is asked, until when, and one next step by role."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from consult.models import DocumentRole, Person, QuestionKind, Request, Submission
from consult.services.documents import add_document, publish_first_version
from consult.services.questions import Asked, save_questions
from tests.factories import make_text
from tests.statement import Statement
from tests.web.client import PageClient
from tests.web.conftest import Clock, writing

ClientAs = Callable[[Person], PageClient]


def test_a_participant_sees_what_is_asked_and_the_next_step(
    statement: Statement, client_as: ClientAs
) -> None:
    page = client_as(statement.voices[0][1]).get(statement.url())
    assert page.h1 == "Järvimaan järjestöjen yhteislausunto"
    for words in (
        "Kumppanuuspöytä pyytää näkemystäsi",
        "Vastaa viimeistään",
        "12 numeroitua kohtaa",
        "Katso vastauksesi",
        "Kuusiniemen omaishoitajat ry",
        "Järvimaan hyvinvointialue",
        "Onko rooli selvä?",
    ):
        assert words in page.text


def test_a_number_the_authority_wrote_is_not_doubled(
    app: Flask, statement: Statement, client: PageClient
) -> None:
    asked = [
        Asked("1. Onko rooli selvä?"),
        Asked("Mitä järjestöt tarvitsevat?"),
        Asked("Luku 4", QuestionKind.SECTION),
        Asked("7. Muuta kommentoitavaa"),
    ]
    with writing(app) as session:
        request_ = session.scalar(select(Request).where(Request.consultation_id == statement.consultation.id))
        assert request_ is not None
        save_questions(session, request_, asked, actor=statement.agent, now=statement.now)
    page = client.get(statement.url())
    assert "Luku 4" in [heading.text for heading in page.tree.iter("h3")]
    lists = [each for each in page.tree.iter("ul") if each.get("class") == "questions"]
    assert [["".join(item.itertext()) for item in each] for each in lists] == [
        ["1. Onko rooli selvä?", "2. Mitä järjestöt tarvitsevat?"],
        ["7. Muuta kommentoitavaa"],
    ]


def test_everybody_else_reads(statement: Statement, client: PageClient, client_as: ClientAs) -> None:
    assert "Lue luonnos" in client.get(statement.url()).text
    assert "Siirry työpöydälle" in client_as(statement.agent).get(statement.url()).text


def test_after_the_round_a_participant_sees_what_became_of_the_answers(
    published: Statement, client_as: ClientAs
) -> None:
    page = client_as(published.voices[0][1]).get(published.url())
    assert "Katso, mitä vastauksillesi tapahtui" in page.text
    assert "Kommentointi päättyi" in page.text


def test_what_has_been_filed_is_read(app: Flask, published: Statement, client: PageClient) -> None:
    with writing(app) as session:
        session.add(
            Submission(
                consultation_id=published.consultation.id,
                version_id=published.version.id,
                channel="Lausuntopalvelu",
                filed_at=published.now,
            )
        )
    page = client.get(published.url())
    assert "Lue jätetty teksti" in page.text
    assert "Lausuntopalvelu" in page.text


@pytest.mark.parametrize("path", ["", "/background"])
def test_background_documents_are_linked(
    app: Flask, statement: Statement, client: PageClient, path: str
) -> None:
    with writing(app) as session:
        document = add_document(
            session,
            statement.consultation,
            role=DocumentRole.BACKGROUND,
            title="Alueen suunnitelma",
            actor=statement.agent,
            now=statement.now,
        )
        publish_first_version(
            session,
            document,
            make_text(),
            title="Alueen suunnitelma",
            actor=statement.agent,
            now=statement.now,
        )
    assert "Alueen suunnitelma" in client.get(statement.url(path)).text
    assert client.get(statement.url(f"/documents/{document.id}/versions/1")).h1 == "Alueen suunnitelma"


def test_without_background_documents_the_page_says_so(statement: Statement, client: PageClient) -> None:
    assert "Tausta-asiakirjoja ei ole" in client.get(statement.url("/background")).text


def test_the_stage_is_shown_on_the_clock_of_the_reader(
    statement: Statement, client: PageClient, clock: Clock
) -> None:
    assert "Kommentointi, nyt" in client.get(statement.url()).text
    clock.now = statement.round.closes_at
    assert "Yhteensovittaminen, nyt" in client.get(statement.url()).text
