"""The agent enters a call, everybody sees how it came, and the organisation corrects it by its link."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from consult.mail.render import render_mail
from consult.models import Arrival, OutboxMail, Person, Sending
from tests.factories import make_consultation, make_organisation, make_person
from tests.web.answering import deeds
from tests.web.answering.conftest import GRANTS, Scene
from tests.web.client import PageClient
from tests.web.conftest import Clock, reading, writing

LONGER = GRANTS.replace("vuosittain", "kolmeksi vuodeksi kerrallaan")


@pytest.fixture
def agent(scene: Scene, client_as: Callable[[Person], PageClient]) -> PageClient:
    """The change agent's browser."""
    return client_as(scene.agent)


def begin(agent: PageClient, scene: Scene, organisation_id: int | None = None) -> str:
    """Choose the organisation and say how it came: the address of the arrival."""
    chosen = organisation_id or scene.voice.organisation_id
    page = agent.get(f"{scene.url}/on-behalf?organisation={chosen}")
    fields = {"channel": "phone", "arrived_on": "2027-01-20", "told_by": "Salainen kertoja"}
    done = agent.submit(page, fields, action=f"{scene.url}/on-behalf")
    assert done.status == 303, done.text
    return done.location


def say(agent: PageClient, scene: Scene, url: str, what: str, **fields: str) -> None:
    """Fill in a form from the page of the arrival."""
    block = f"{scene.version.document_id}:b3"
    form = agent.follow(agent.get(f"{url}/block?block={block}&do={what}"))
    assert "Tallennat tämän järjestön puolesta." in form.text
    done = agent.submit(form, fields)
    assert done.status == 303, done.text
    assert done.location.startswith(url)


def send(agent: PageClient, url: str, **fields: str) -> None:
    """Send and ask for confirmation."""
    assert agent.submit(agent.get(url), fields, action=url).status == 303


def link_of(app: Flask, told: str = "Salainen kertoja") -> str:
    """The link of the newest confirmation, as its mail has it."""
    with writing(app) as session:
        mails = select(OutboxMail).where(OutboxMail.template == "answer_entered")
        mail = session.scalars(mails.order_by(OutboxMail.id.desc())).first()
        assert mail is not None
        shell = app.extensions["consult"]
        body = render_mail(session, mail, shell.config, now=shell.clock()).get_body(("plain",))
        assert body is not None
        text = str(body.get_content())
        assert "puhelimitse" in text
        assert told not in text
        found = re.search(r"/consultations/\S+/correct/[\w-]{43}", text)
        assert found is not None
        return found[0]


def test_a_call_becomes_the_organisations_answer(
    app: Flask, scene: Scene, agent: PageClient, neighbour: PageClient, client: PageClient
) -> None:
    found = agent.get(f"{scene.url}/on-behalf?q=kuusiniemen")
    assert "Kuusiniemen omaishoitajat ry" in found.text
    url = begin(agent, scene)
    say(agent, scene, url, "comment", kind="missing", text="Tilat puuttuvat.")
    say(agent, scene, url, "reword", text=LONGER, rationale="Soitettu syy.")
    assert "Tilat puuttuvat." in agent.get(url).text
    assert "Tilat puuttuvat." not in neighbour.get(f"{scene.url}/contributions").text
    send(agent, url, stance="endorses")
    for reader in (neighbour, client, agent):
        page = reader.get(f"{scene.url}/contributions")
        assert "Tilat puuttuvat." in page.text
        assert "puhelimitse" in page.text
        assert "Salainen kertoja" not in page.text
    assert "puhelimitse" in neighbour.get(f"{scene.url}/proposals/1").text
    assert "puhelimitse" in neighbour.get(f"{scene.url}/draft?show=comments:b3").text
    assert "Salainen kertoja" in agent.get(url).text
    with reading(app) as session:
        assert session.scalars(select(Sending.person_id)).all() == [scene.agent.id]


def test_what_was_entered_is_edited_and_left_out(scene: Scene, agent: PageClient) -> None:
    url = begin(agent, scene)
    say(agent, scene, url, "comment", kind="missing", text="Väärin.")
    done = agent.submit(agent.get(f"{url}/comment/1/edit"), {"text": "Oikein."})
    assert "Oikein." in agent.follow(done).text
    page = agent.follow(agent.submit(agent.get(url), action=f"{url}/comment/1/withdraw"))
    assert "Oikein." not in page.text
    assert "Oikein." in agent.follow(agent.submit(page, action=f"{url}/comment/1/restore")).text


def test_the_organisation_corrects_without_signing_in(
    app: Flask, scene: Scene, agent: PageClient, client: PageClient, clock: Clock
) -> None:
    url = begin(agent, scene)
    say(agent, scene, url, "comment", kind="missing", text="Väärin kuultu.")
    say(agent, scene, url, "reword", text=LONGER, rationale="Soitettu syy.")
    send(agent, url)
    link = link_of(app)
    for _ in range(3):
        page = client.get(link)
        assert page.status == 200
    assert len(deeds.sendings(app)) == 1
    empty = client.submit(page, {"words-comment-1": ""})
    assert empty.status == 422
    assert "Soitettu syy." in empty.text
    done = client.submit(page, {"words-comment-1": "Oikein kirjoitettu.", "stance": "endorses"})
    assert "Korjattu vastaus on lähetetty" in client.follow(done).text
    assert deeds.comments(app)[0].current.text == "Oikein kirjoitettu."
    assert [one.person_id for one in deeds.sendings(app)] == [scene.agent.id, None]
    assert client.get(f"{scene.url}/correct/{'x' * 43}").status == 404
    clock.tick(days=12)
    assert client.get(link).status == 404
    assert client.post(link, {"words-comment-1": "Myöhässä."}).status == 404


def test_each_secret_opens_its_own_purpose_only(app: Flask, scene: Scene, agent: PageClient) -> None:
    url = begin(agent, scene)
    send(agent, url, stance="endorses")
    secret = link_of(app).rpartition("/")[2]
    stranger = PageClient(app)
    assert stranger.get(f"/sign-in/link/{secret}").status == 400
    assert stranger.post(f"/sign-in/link/{secret}").status == 400


@pytest.mark.parametrize("what", ["", "/block", "/comment/1/edit"])
def test_others_enter_nothing(
    scene: Scene, agent: PageClient, member: PageClient, client: PageClient, what: str
) -> None:
    url = begin(agent, scene)
    say(agent, scene, url, "comment", kind="missing", text="Salaa.")
    assert member.get(url + what).status == 403
    assert client.get(url + what).status == 303
    assert member.get(f"{scene.url}/comments/1/edit").status == 404


def test_an_agent_elsewhere_finds_nothing(
    app: Flask, scene: Scene, agent: PageClient, client_as: Callable[[Person], PageClient]
) -> None:
    begin(agent, scene)
    with writing(app) as session:
        other = make_person(session)
        elsewhere = make_consultation(session, other, "Muu")
        arrival = session.scalars(select(Arrival)).one()
    assert client_as(other).get(f"/consultations/{elsewhere.slug}/on-behalf/{arrival.id}").status == 404


def test_an_organisation_of_the_register_joins_with_its_first_answer(
    app: Flask, scene: Scene, agent: PageClient
) -> None:
    with writing(app) as session:
        new = make_organisation(session, "Uusi yhdistys ry")
    url = begin(agent, scene, new.id)
    send(agent, url, stance="no_remarks")
    assert "lue vastaus sille puhelimessa" in agent.get(url).text
    assert "Uusi yhdistys ry" in agent.get(f"{scene.url}/organisations").text


def test_what_is_wrong_is_said(scene: Scene, agent: PageClient) -> None:
    page = agent.get(f"{scene.url}/on-behalf?organisation={scene.voice.organisation_id}")
    refused = agent.submit(
        page, {"channel": "phone", "arrived_on": "2027-01-25"}, action=f"{scene.url}/on-behalf"
    )
    assert refused.status == 422
    assert "Päivä on vasta tulossa." in refused.text
    url = begin(agent, scene)
    assert agent.submit(agent.get(url), action=url).status == 422
