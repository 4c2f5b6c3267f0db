"""Check and send: what waits, what becomes public, stances, the receipt, the mail."""

import pytest
from flask import Flask
from sqlalchemy import select

from consult.models import Access, Consultation, OutboxMail, Stance, Visibility
from tests.web.answering import deeds
from tests.web.answering.conftest import GRANTS, Scene, close_soon
from tests.web.client import PageClient
from tests.web.conftest import Clock, reading, writing

LONGER = GRANTS.replace("vuosittain", "kolmeksi vuodeksi kerrallaan")


def test_everything_unsent_is_listed_with_its_links(scene: Scene, member: PageClient) -> None:
    deeds.comment(member, scene, "Tilat puuttuvat.")
    deeds.propose(member, scene, LONGER)
    page = member.get(f"{scene.url}/answer")
    assert page.h1 == "Tarkista ja lähetä"
    assert "Kuusiniemen omaishoitajat ry" in page.text
    assert "Puuttuu jotain" in page.text
    assert "Tilat puuttuvat." in page.text
    assert "Korvaa sanan vuosittain sanoilla kolmeksi vuodeksi kerrallaan." in page.text
    assert deeds.REASON in page.text
    assert f"{scene.url}/comments/1/edit" in page.links()
    assert f"{scene.url}/proposals/1/edit" in page.links()
    assert "Muokkaa kommenttia 1" in page.text
    assert "Peru ehdotus 1" in page.text


def test_sending_gives_a_receipt_and_a_mail(app: Flask, scene: Scene, member: PageClient) -> None:
    deeds.comment(member, scene)
    deeds.propose(member, scene, LONGER)
    done = deeds.send(member, scene)
    assert done.status == 303
    page = member.follow(done)
    assert page.h1 == "Vastauksesi on perillä"
    assert "20.1.2027 klo 9.42" in page.text
    assert all(one.sent_at is not None for one in deeds.comments(app))
    assert all(one.sent_at is not None for one in deeds.proposals(app))
    with reading(app) as session:
        mail = session.scalars(select(OutboxMail)).one()
    assert (mail.template, mail.address) == ("answer_sent", scene.lead.email)


def test_sending_twice_sends_once(app: Flask, scene: Scene, member: PageClient) -> None:
    deeds.comment(member, scene)
    page = member.get(f"{scene.url}/answer")
    assert deeds.submit_answer(member, scene, page).status == 303
    again = deeds.submit_answer(member, scene, page)
    assert again.status == 422
    assert "Lähetettävää ei vielä ole." in again.text
    assert len(deeds.sendings(app)) == 1


@pytest.mark.parametrize(
    ("stance", "words"), [("endorses", "Tuemme luonnosta"), ("no_remarks", "Ei huomautettavaa")]
)
def test_a_stance_is_an_answer(app: Flask, scene: Scene, member: PageClient, stance: str, words: str) -> None:
    page = member.follow(deeds.send(member, scene, stance=stance))
    assert words in page.text
    assert deeds.sendings(app)[0].stance is Stance(stance)
    assert member.get(f"{scene.url}/answer").form(f"{scene.url}/answer").fields["stance"] == [stance]


def test_no_remarks_with_remarks_is_refused(app: Flask, scene: Scene, member: PageClient) -> None:
    deeds.comment(member, scene)
    refused = deeds.send(member, scene, stance="no_remarks")
    assert refused.status == 422
    assert "Teillä on huomautuksia." in refused.text
    assert deeds.sendings(app) == []


def test_an_unknown_stance_is_refused(app: Flask, scene: Scene, member: PageClient) -> None:
    assert deeds.send(member, scene, stance="x").status == 422
    assert deeds.sendings(app) == []


def test_a_foreign_voice_sends_nothing(
    app: Flask, scene: Scene, member: PageClient, neighbour: PageClient
) -> None:
    deeds.comment(neighbour, scene)
    refused = deeds.send(member, scene, voice=str(scene.other_voice.id), stance="endorses")
    assert refused.status == 403
    assert "Et voi vastata tämän järjestön puolesta." in refused.text
    assert deeds.sendings(app) == []


def test_at_the_closing_second_nothing_is_sent(
    app: Flask, scene: Scene, member: PageClient, clock: Clock
) -> None:
    deeds.comment(member, scene, "Jäi lähettämättä.")
    page = member.get(f"{scene.url}/answer")
    clock.now = close_soon(app, scene)
    refused = deeds.submit_answer(member, scene, page)
    assert refused.status == 403
    assert "Jäi lähettämättä." in refused.text
    assert "Kierros on sulkeutunut." in refused.text
    shown = member.get(f"{scene.url}/answer")
    assert "Jäi lähettämättä." in shown.text
    assert "Lähetä vastaukset" not in shown.text
    assert "Peru kommentti" not in shown.text
    assert deeds.comments(app)[0].sent_at is None


@pytest.mark.parametrize(
    ("visibility", "access", "words"),
    [
        (Visibility.SENT, Access.PUBLIC, "kaikki tämän sivuston lukijat näkevät heti"),
        (Visibility.SENT, Access.INVITED, "mukana olevat järjestöt näkevät heti"),
        (Visibility.CLOSED, Access.PUBLIC, "Kun kierros sulkeutuu 1.2.2027 klo 9.42, kaikki näkevät"),
        (Visibility.CLOSED, Access.INVITED, "sulkeutuu 1.2.2027 klo 9.42, mukana olevat järjestöt näkevät"),
        (Visibility.AGENT, Access.PUBLIC, "Kun seuraava versio julkaistaan, kaikki näkevät"),
        (Visibility.AGENT, Access.INVITED, "Kun seuraava versio julkaistaan, mukana olevat järjestöt"),
    ],
)
def test_what_becomes_public_is_said_before_sending(
    app: Flask, scene: Scene, member: PageClient, *, visibility: Visibility, access: Access, words: str
) -> None:
    with writing(app) as session:
        consultation = session.get_one(Consultation, scene.consultation.id)
        consultation.visibility, consultation.access = visibility, access
    for url in (f"{scene.url}/answer", scene.block_url("b3", "comment"), scene.block_url("b3", "reword")):
        page = member.get(url)
        assert words in page.text
        assert "Oma nimesi ei näy." in page.text


def test_a_receipt_is_for_ones_own_sent_answer(
    app: Flask, scene: Scene, member: PageClient, neighbour: PageClient
) -> None:
    deeds.comment(member, scene)
    answer = deeds.answers(app)[0]
    url = f"{scene.url}/answers/{answer.id}/sent"
    assert member.get(url).status == 404
    deeds.send(member, scene)
    assert member.get(url).status == 200
    assert neighbour.get(url).status == 404
    assert member.get(f"{scene.url}/answers/999/sent").status == 404


def test_what_is_sent_is_seen_by_others_with_the_organisations_name_only(
    scene: Scene, member: PageClient, neighbour: PageClient
) -> None:
    deeds.comment(member, scene, "Tilat puuttuvat.")
    url = f"{scene.url}/draft?show=comments:b3"
    assert "Tilat puuttuvat." not in neighbour.get(f"{scene.url}/draft").text
    deeds.send(member, scene)
    page = neighbour.get(url)
    assert "Tilat puuttuvat." in page.text
    assert "Kuusiniemen omaishoitajat ry" in page.text
    assert scene.lead.name not in page.text


def test_a_stance_is_two_pages_from_the_front(app: Flask, scene: Scene, member: PageClient) -> None:
    front = member.get(scene.url)
    assert "Ota kantaa" in front.text
    assert f"{scene.url}/answer" in front.links()
    deeds.send(member, scene, stance="endorses")
    assert "Ota kantaa" not in member.get(scene.url).text
    again = member.get(f"{scene.url}/answer")
    assert "Emme ota kantaa kokonaisuuteen" not in again.text
    deeds.send(member, scene, stance="no_remarks")
    assert [one.stance for one in deeds.sendings(app)] == [Stance.ENDORSES, Stance.NO_REMARKS]
