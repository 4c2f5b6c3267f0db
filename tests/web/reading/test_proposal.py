"""One proposal with everything about it."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask

from consult.models import Person
from consult.services.clarifications import ask
from consult.services.contributions import withdraw
from consult.services.proposals import load_proposal, revise_proposal
from consult.services.wishes import Reword
from tests.statement import Statement
from tests.web.client import PageClient
from tests.web.conftest import writing

ClientAs = Callable[[Person], PageClient]


def test_an_open_proposal_says_that_it_has_not_been_decided(statement: Statement, client: PageClient) -> None:
    page = client.get(statement.url("/proposals/1"))
    assert page.h1 == "Muutosehdotus 1"
    assert "Kohta 2, Lausunto, versio 1" in page.text
    assert "Ehdotusta ei ole vielä ratkaistu." in page.text
    assert "Selkäveden kyläyhdistys ry" in page.text


def test_its_fate_is_public_with_reason_and_words(published: Statement, client: PageClient) -> None:
    page = client.get(published.url("/proposals/1"))
    assert "Yhdistetty" in page.text
    assert "Ratkaisun perustelu. Yhdistettiin kaksi." in page.text
    assert "Muutosagentti kirjoitti virkkeen uudelleen." in page.text
    assert "Ratkaistiin yhdessä:Yhdistetty Ehdotus 2, Harjunseudun vertaistuki ry" in page.text
    assert "avustuksia kolmeksi vuodeksi ja pitää" in page.text
    declined = client.get(published.url("/proposals/7"))
    assert "Ei hyväksytty" in declined.text
    assert "Nimi on oikein jo nyt." in declined.text
    assert "Ratkaistiin yhdessä" not in declined.text


def test_the_question_back_is_shown_and_its_voice_can_answer(
    app: Flask, statement: Statement, client: PageClient, client_as: ClientAs
) -> None:
    with writing(app) as session:
        proposal = load_proposal(session, statement.consultation.id, 1)
        ask(session, proposal, "Mitä tarkoitatte kerrallaan?", actor=statement.agent, now=statement.now)
    other = client.get(statement.url("/proposals/1"))
    assert "Mitä tarkoitatte kerrallaan?" in other.text
    assert "Odottaa vastausta" in other.text
    assert "Vastaa kysymykseen" not in other.text
    assert "Vastaa kysymykseen" in client_as(statement.voices[0][1]).get(statement.url("/proposals/1")).text


def test_earlier_wordings_are_kept(app: Flask, statement: Statement, client: PageClient) -> None:
    block = statement.base.by_id[statement.block("Hyvinvointialueen")]
    with writing(app) as session:
        revise_proposal(
            session,
            load_proposal(session, statement.consultation.id, 1),
            statement.version,
            Reword((block.id,), block.text.replace("vuosittain", "viideksi vuodeksi")),
            rationale="Viisi on parempi.",
            actor=statement.voices[0][1],
            now=statement.now + timedelta(minutes=5),
        )
    page = client.get(statement.url("/proposals/1"))
    assert "Viisi on parempi." in page.text
    assert "Aiemmat muotoilut" in page.text
    assert "Näin on selvempää." in page.text
    assert "Kukaan ei ole vielä kertonut kannattavansa ehdotusta" in page.text


def test_a_withdrawn_proposal_is_its_own_voices_alone(
    app: Flask, statement: Statement, client: PageClient, client_as: ClientAs
) -> None:
    with writing(app) as session:
        proposal = load_proposal(session, statement.consultation.id, 1)
        withdraw(session, proposal, actor=statement.voices[0][1], now=statement.now)
    assert client.get(statement.url("/proposals/1")).status == 404
    assert "Ehdotus peruttiin" in client_as(statement.voices[0][1]).get(statement.url("/proposals/1")).text


def test_another_consultations_proposal_is_not_found(statement: Statement, client: PageClient) -> None:
    assert client.get(statement.url("/proposals/99")).status == 404
