"""A work is cancelled, archived and let late ones in on pages; everybody sees that it ended, and why."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from consult.mail.render import Overtaken, render_mail
from consult.models import Consultation, OutboxMail, Person, Voice
from tests.factories import NOW, make_participant, make_round
from tests.web.client import PageClient
from tests.web.conftest import reading, writing
from tests.web.coordination.conftest import Desk
from tests.web.coordination.test_rounds import submit

REASON = "Viranomainen perui pyynnön."


@pytest.fixture
def lead(published: Desk) -> Person:
    """The lead of an organisation that takes part."""
    with writing(published.app) as session:
        consultation = session.get_one(Consultation, published.consultation_id)
        _, lead = make_participant(session, consultation, published.agent, "Kylän tuki ry")
    return lead


def open_round(desk: Desk, days: int) -> None:
    """A round that closes in so many days."""
    with writing(desk.app) as session:
        make_round(session, session.get_one(Consultation, desk.consultation_id), desk.agent, days=days)


def cancel(desk: Desk) -> None:
    """The agent cancels the work."""
    page = submit(desk, f"{desk.root}/ending", {"reason": REASON})
    assert "Työ peruttiin." in page.text


def mail_of(desk: Desk, template: str) -> str:
    """What the one mail of a kind says, on the day of the test."""
    config = desk.app.extensions["consult"].config
    with writing(desk.app) as session:
        mail = session.scalars(select(OutboxMail).where(OutboxMail.template == template)).one()
        body = render_mail(session, mail, config, now=NOW).get_body(("plain",))
        return body.get_content() if body is not None else ""


def test_everybody_sees_that_it_ended_and_why(
    published: Desk, lead: Person, client: PageClient, client_as: Callable[[Person], PageClient]
) -> None:
    open_round(published, days=12)
    cancel(published)
    for reader in (client, client_as(lead), published.client):
        front = reader.get(published.root)
        assert REASON in front.text
        assert "Tämä työ on päättynyt." in front.text
    assert "Peruttu" in client.get("/").text
    assert REASON in mail_of(published, "cancelled")


@pytest.mark.usefixtures("lead")
def test_nothing_is_written_until_it_is_taken_up_again(published: Desk) -> None:
    cancel(published)
    settings = {"title": "Uusi", "host": "Uusi", "summary": "", "access": "public", "visibility": "sent"}
    refused = published.client.post(f"{published.root}/settings", settings)
    assert refused.status == 403
    assert "Työ on päättynyt." in refused.text
    page = submit(published, f"{published.root}/ending", {}, "/undo")
    assert "Työ jatkuu." in page.text
    assert published.client.post(f"{published.root}/settings", settings).status == 303
    with pytest.raises(Overtaken):
        mail_of(published, "cancelled")


def test_the_form_keeps_its_place_when_the_reason_is_missing(published: Desk) -> None:
    page = submit(published, f"{published.root}/ending", {"reason": ""})
    assert page.status == 422
    assert "Kirjoita, miksi työ perutaan." in page.text


def test_one_organisation_is_let_in_and_taken_back(
    published: Desk, lead: Person, client_as: Callable[[Person], PageClient]
) -> None:
    open_round(published, days=0)
    url = f"{published.root}/rounds/late"
    assert "Päästä järjestö mukaan myöhässä" in published.client.get(f"{published.root}/rounds").text
    with reading(published.app) as session:
        voice = session.scalars(select(Voice).where(Voice.name == "Kylän tuki ry")).one()
    member = client_as(lead)
    assert "Kommentoi kohtaa" not in member.get(f"{published.root}/draft").text
    typed = {
        "voice": str(voice.id),
        "until_day": "25.1.2027",
        "until_at": "16.00",
        "reason": "Kokous siirtyi.",
    }
    page = submit(published, url, typed)
    assert "Kylän tuki ry voi vastata ma 25.1.2027 klo 16.00 asti." in page.text
    assert "ma 25.1.2027 klo 16.00 asti" in mail_of(published, "admitted")
    assert "Kommentoi kohtaa" in member.get(f"{published.root}/draft").text
    review = member.get(f"{published.root}/answer")
    assert "ma 25.1.2027 klo 16.00" in review.text
    (action,) = [form.action for form in page.forms() if form.action.endswith("/undo")]
    assert "ei voi enää vastata" in published.client.follow(published.client.post(action)).text
    assert "Kommentoi kohtaa" not in member.get(f"{published.root}/draft").text


@pytest.mark.usefixtures("lead")
def test_before_the_closing_nobody_is_let_in(published: Desk) -> None:
    open_round(published, days=12)
    page = published.client.get(f"{published.root}/rounds/late")
    assert "vasta, kun kierros on sulkeutunut" in page.text
