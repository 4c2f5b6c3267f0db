"""Yhteinen vastaus: members write, the lead looks through, joins, leaves out and sends."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from consult.models import MemberRole, Organisation, OutboxMail, Person, Senders
from consult.services.organisations import add_member
from tests.counting import count_queries
from tests.factories import NOW, make_person
from tests.web.answering import deeds
from tests.web.answering.conftest import GRANTS, Scene
from tests.web.client import PageClient
from tests.web.conftest import reading, writing

LONGER = GRANTS.replace("vuosittain", "kolmeksi vuodeksi kerrallaan")


@pytest.fixture
def writer(app: Flask, scene: Scene) -> Person:
    """A member of the first organisation who does not lead it."""
    with writing(app) as session:
        person = make_person(session, "Aino Jäsen")
        organisation = session.get_one(Organisation, scene.voice.organisation_id)
        add_member(session, organisation, person, role=MemberRole.MEMBER, now=NOW)
        return person


@pytest.fixture
def colleague(writer: Person, client_as: Callable[[Person], PageClient]) -> PageClient:
    """The member's browser."""
    return client_as(writer)


def only_leads(app: Flask, scene: Scene) -> None:
    """Only the lead sends."""
    with writing(app) as session:
        session.get_one(Organisation, scene.voice.organisation_id).senders = Senders.LEADS


def post(client: PageClient, scene: Scene, what: str, **fields: str) -> int:
    """Press a button of the page by its address."""
    return client.post(f"{scene.url}/answer/{what}", {"voice": str(scene.voice.id), **fields}).status


def test_the_lead_sees_everything_by_member_in_the_order_of_the_text(
    scene: Scene, member: PageClient, colleague: PageClient
) -> None:
    deeds.comment(colleague, scene, "Jäsenen toinen.", block="b4")
    deeds.comment(colleague, scene, "Jäsenen eka.", block="b2")
    assert member.get(f"{scene.url}/answer").h1 == "Yhteinen vastaus"
    deeds.comment(member, scene, "Oma.")
    page = member.get(f"{scene.url}/answer")
    order = [page.text.index(words) for words in ("Oma.", "Aino Jäsen", "Jäsenen eka.", "Jäsenen toinen.")]
    assert order == sorted(order)
    assert "Jätä pois kommentti 1" in page.text
    assert "Peru kommentti 3" in page.text
    assert "Hyväksy ja lähetä" in page.text


def test_leaving_out_editing_and_bringing_back(
    app: Flask, scene: Scene, member: PageClient, colleague: PageClient
) -> None:
    deeds.comment(colleague, scene, "Jäsenen.")
    page = member.get(f"{scene.url}/answer")
    done = member.submit(page, action=f"{scene.url}/comments/1/withdraw")
    assert "Kumoa" in member.follow(done).text
    page = member.get(f"{scene.url}/answer")
    assert "Pois vastauksesta jätetyt" in page.text
    page = member.follow(member.submit(page, action=f"{scene.url}/comments/1/restore"))
    assert "Pois vastauksesta jätetyt" not in page.text
    form = member.get(f"{scene.url}/comments/1/edit")
    member.submit(form, {"text": "Pääkäyttäjän muotoilema."})
    assert "Kirjoittanut Aino Jäsen" in member.get(f"{scene.url}/answers").text
    deeds.send(member, scene)
    assert deeds.comments(app)[0].current.text == "Pääkäyttäjän muotoilema."
    assert deeds.comments(app)[0].sent_at is not None


def test_identical_wishes_are_joined(
    app: Flask, scene: Scene, member: PageClient, colleague: PageClient
) -> None:
    deeds.propose(member, scene, LONGER)
    deeds.propose(colleague, scene, LONGER)
    page = member.get(f"{scene.url}/answer")
    assert "Sama toive" in page.text
    page = member.follow(member.submit(page, action=f"{scene.url}/answer/join"))
    assert "yhdistettiin" in page.text
    assert "sama kuin ehdotus 1" in page.text
    deeds.send(member, scene)
    assert [one.sent_at is not None for one in deeds.proposals(app)] == [True, False]


def test_a_member_who_may_not_send_tells_the_lead_once(
    app: Flask, scene: Scene, colleague: PageClient
) -> None:
    only_leads(app, scene)
    deeds.comment(colleague, scene, "Jäsenen.")
    assert "Ilmoita valmiiksi" in colleague.get(scene.url).text
    page = colleague.get(f"{scene.url}/answer")
    assert page.h1 == "Tarkista ja ilmoita valmiiksi"
    assert "Lähetä vastaukset" not in page.text
    page = colleague.follow(colleague.submit(page, action=f"{scene.url}/answer/ready"))
    assert "on ilmoitettu" in page.text
    assert f"{scene.url}/answer/ready" not in [form.action for form in page.forms()]
    assert post(colleague, scene, "ready") == 303
    with reading(app) as session:
        mails = session.scalars(select(OutboxMail.address).where(OutboxMail.template == "member_ready")).all()
    assert mails == [scene.lead.email]
    refused = colleague.post(f"{scene.url}/answer", {"voice": str(scene.voice.id), "stance": "endorses"})
    assert refused.status == 403
    assert deeds.sendings(app) == []


def test_the_lead_chooses_who_sends(
    app: Flask, scene: Scene, member: PageClient, colleague: PageClient
) -> None:
    page = member.get(f"{scene.url}/answer")
    assert "Kuka lähettää?" in page.text
    done = member.submit(page, {"senders": "leads"}, action=f"{scene.url}/answer/senders")
    assert done.status == 303
    with reading(app) as session:
        assert session.get_one(Organisation, scene.voice.organisation_id).senders is Senders.LEADS
    assert "Kuka lähettää?" not in colleague.get(f"{scene.url}/answer").text


@pytest.mark.parametrize("what", ["join", "senders"])
def test_others_neither_choose_nor_join(
    scene: Scene, member: PageClient, colleague: PageClient, neighbour: PageClient, what: str
) -> None:
    deeds.comment(member, scene)
    fields = {"senders": "leads", "kept": "comment:1"}
    assert post(colleague, scene, what, **fields) == 403
    assert post(neighbour, scene, what, **fields) in (403, 404)


def test_an_organisation_of_one_person_has_nothing_to_choose(scene: Scene, member: PageClient) -> None:
    deeds.comment(member, scene)
    page = member.get(f"{scene.url}/answer")
    assert page.h1 == "Tarkista ja lähetä"
    assert "Kuka lähettää?" not in page.text


def test_the_page_asks_the_same_whatever_is_on_it(
    app: Flask, scene: Scene, member: PageClient, colleague: PageClient
) -> None:
    for block in ("b2", "b3", "b4"):
        deeds.comment(colleague, scene, "Jäsenen.", block=block)
        deeds.comment(member, scene, "Oma.", block=block)
    with count_queries(app.extensions["consult"].engine) as queries:
        assert member.get(f"{scene.url}/answer").status == 200
    assert len(queries) <= 15
