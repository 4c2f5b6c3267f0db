"""What one's own organisation supports, on the page of own answers, with what became of it."""

import pytest
from flask import Flask

from consult.models import DocumentRole, Outcome
from consult.services.answers import send_answer
from consult.services.documents import add_document, publish_first_version
from consult.services.proposals import load_proposal, make_proposal
from consult.services.supports import support_proposal
from consult.services.wishes import Reword
from tests.counting import count_queries
from tests.factories import NOW, make_text
from tests.statement import Statement, make_statement
from tests.web.answering import deeds
from tests.web.answering.conftest import GRANTS, Scene
from tests.web.client import PageClient
from tests.web.conftest import Clock, signed_in, writing

LONGER = GRANTS.replace("vuosittain", "kolmeksi vuodeksi")
HEADING = "Ehdotukset, joita järjestösi kannattaa"
MOST = 15


@pytest.fixture
def supported(scene: Scene, member: PageClient, neighbour: PageClient) -> PageClient:
    """The neighbour has supported the member's proposal, and said nothing else."""
    deeds.propose(member, scene, LONGER)
    deeds.send(member, scene)
    support = f"{scene.url}/proposals/1/support"
    assert neighbour.submit(neighbour.get(support), {}, action=support).status == 303
    return neighbour


def test_a_support_is_listed_with_its_words_and_state(scene: Scene, supported: PageClient) -> None:
    page = supported.get(f"{scene.url}/answers")
    for words in (HEADING, "Ehdotus 1", "Kuusiniemen omaishoitajat ry", "Ratkaisematta"):
        assert words in page.text
    assert "Korvaa sanan vuosittain sanoilla kolmeksi vuodeksi." in page.text
    assert "Ei vielä mitään" not in page.text


def test_a_support_that_was_taken_back_is_not_there(scene: Scene, supported: PageClient) -> None:
    page = supported.get(f"{scene.url}/draft?show=proposal:1")
    away = f"{scene.url}/proposals/1/unsupport"
    assert supported.submit(page, {}, action=away).status == 303
    assert HEADING not in supported.get(f"{scene.url}/answers").text


def test_a_proposal_that_was_reworded_shows_what_was_supported(
    scene: Scene, member: PageClient, supported: PageClient
) -> None:
    edit = f"{scene.url}/proposals/1/edit"
    member.submit(member.get(edit), {"text": GRANTS.replace("vuosittain", "viideksi vuodeksi")})
    page = supported.get(f"{scene.url}/answers")
    assert "Korvaa sanan vuosittain sanoilla kolmeksi vuodeksi." in page.text
    assert "Kannatuksesi koskee yllä olevaa sanamuotoa." in page.text


def test_those_who_support_nothing_have_no_such_list(scene: Scene, member: PageClient) -> None:
    assert HEADING not in member.get(f"{scene.url}/answers").text


def played(app: Flask) -> Statement:
    """A proposal to a background document and one to the draft, both supported, decided and told."""
    with writing(app) as session:
        made = make_statement(session)
        document = add_document(
            session,
            made.consultation,
            role=DocumentRole.BACKGROUND,
            title="Suunnitelma",
            actor=made.agent,
            now=NOW,
        )
        plan = publish_first_version(
            session, document, make_text(GRANTS), title="Suunnitelma", actor=made.agent, now=NOW
        )
        mine = made.reword("Suunnitelma on", "selkeä", "hyvä")
        voice, person = made.voices[0]
        wish = Reword(("b1",), LONGER)
        theirs = make_proposal(session, plan, wish, voice=voice, rationale="Syy.", actor=person, now=NOW)
        send_answer(session, voice, stance=None, actor=person, now=NOW)
        other, lead = made.voices[1]
        for proposal in (mine, theirs):
            loaded = load_proposal(session, made.consultation.id, proposal.number)
            support_proposal(session, loaded, voice=other, actor=lead, now=NOW)
        made.comment("Suunnitelma on", "Lisätään sanaluettelo.", by=1)
        made.send(1)
        made.close()
        made.decide(mine, Outcome.ACCEPTED)
        draft, made.version = made.version, plan
        made.decide(theirs, Outcome.ACCEPTED)
        made.version = draft
        made.publish()
    return made


def test_supports_tell_what_became_of_them_in_fifteen_queries(app: Flask, clock: Clock) -> None:
    made = played(app)
    clock.now = made.now
    client = signed_in(app, made.voices[1][1], clock)
    with count_queries(app.extensions["consult"].engine) as queries:
        page = client.get(made.url("/answers"))
    assert "Teksti nyt" in page.text
    assert "Esitämme tätä viranomaiselle." in page.text
    assert len(queries) <= MOST, len(queries)
