"""The administrator sees what waits in the outbox and what could not be sent, and decides about it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from consult.mail.outbox import MAX_ATTEMPTS
from consult.models import OutboxMail, Person, Trouble
from consult.services.outbox import queue_mail
from consult.services.sign_in import request_sign_in
from tests.factories import NOW, make_consultation, make_person
from tests.log import actions
from tests.statements import counted_statements
from tests.web.client import PageClient
from tests.web.conftest import Clock, reading, writing

OLD = NOW - timedelta(hours=6)


@pytest.fixture
def administrator(app: Flask, client_as: Callable[[Person], PageClient]) -> PageClient:
    """The administrator's browser."""
    with writing(app) as session:
        person = make_person(session, "Ylläpitäjä", is_administrator=True)
    return client_as(person)


@pytest.fixture
def recipient(app: Flask) -> Person:
    """Who the mails are for."""
    with writing(app) as session:
        return make_person(session, "Vastaanottaja")


def add(app: Flask, recipient: Person, count: int = 1, **columns: Any) -> list[int]:
    """Mails as the worker would have left them."""
    with writing(app) as session:
        found = session.get_one(Person, recipient.id)
        consultation = make_consultation(session, found, "Järjestämissuunnitelma")
        mails = []
        for number in range(count):
            mail = queue_mail(
                session,
                "question_asked",
                person=found,
                params={"consultation_id": consultation.id, "text": "Salainen kysymys"},
                dedupe=f"{consultation.id}:{number}",
                now=OLD,
            )
            assert mail is not None
            for name, value in columns.items():
                setattr(mail, name, value)
            mails.append(mail)
        session.flush()
        return [mail.id for mail in mails]


def failed(app: Flask, recipient: Person, count: int = 1) -> list[int]:
    """Mails that were given up."""
    return add(
        app,
        recipient,
        count,
        failed_at=NOW,
        attempts=MAX_ATTEMPTS,
        trouble=Trouble.ADDRESS,
        error="550 5.1.1 no <b>such</b> user",
    )


def mail(app: Flask, mail_id: int) -> OutboxMail:
    """The mail as it stands."""
    with reading(app) as session:
        return session.get_one(OutboxMail, mail_id)


def test_what_waits_is_told_without_what_it_says(
    app: Flask, administrator: PageClient, recipient: Person
) -> None:
    add(app, recipient)
    page = administrator.get("/mails")
    assert page.h1 == "Lähtevät sähköpostit"
    for words in ("Muutosagentin kysymys", recipient.email, "Järjestämissuunnitelma", "Odottanut lähtöä"):
        assert words in page.text
    assert "Salainen kysymys" not in page.response.text


def test_what_failed_says_why(app: Flask, administrator: PageClient, recipient: Person) -> None:
    failed(app, recipient)
    page = administrator.get("/mails?state=failed")
    assert "Sähköpostipalvelin ei tunne osoitetta." in page.text
    assert "550 5.1.1 no <b>such</b> user" in page.text
    assert "Yritetty 8 kertaa" in page.text


def test_it_is_tried_again(app: Flask, administrator: PageClient, recipient: Person, clock: Clock) -> None:
    (first,) = failed(app, recipient)
    page = administrator.get("/mails?state=failed")
    answer = administrator.follow(administrator.submit(page, action=f"/mails/{first}/retry"))
    assert "Sähköpostia yritetään uudelleen." in answer.text
    found = mail(app, first)
    assert (found.failed_at, found.attempts, found.next_try_at) == (None, 0, clock.now)
    with reading(app) as session:
        assert actions(session)[-1] == "mail.retried"


def test_all_are_tried_again(app: Flask, administrator: PageClient, recipient: Person) -> None:
    failed(app, recipient, 3)
    page = administrator.get("/mails?state=failed")
    answer = administrator.follow(administrator.submit(page, action="/mails/retry"))
    assert "3 sähköpostia yritetään uudelleen." in answer.text
    assert "Kaikki sähköpostit on saatu lähetettyä" in administrator.get("/mails?state=failed").text


def test_it_is_left_unsent_and_can_still_be_sent(
    app: Flask, administrator: PageClient, recipient: Person
) -> None:
    (first,) = failed(app, recipient)
    page = administrator.get("/mails?state=failed")
    administrator.submit(page, action=f"/mails/{first}/leave")
    assert mail(app, first).trouble is Trouble.LEFT
    left = administrator.get("/mails?state=left")
    assert "Ylläpitäjä jätti sen lähettämättä." in left.text
    administrator.submit(left, action=f"/mails/{first}/retry")
    assert mail(app, first).failed_at is None


@pytest.mark.parametrize(
    ("columns", "deed"),
    [
        ({"sent_at": NOW}, "retry"),
        ({"sent_at": NOW}, "leave"),
        ({"next_try_at": NOW + timedelta(minutes=5)}, "retry"),
        ({"failed_at": NOW, "dropped_at": NOW, "trouble": Trouble.OVERTAKEN}, "retry"),
        ({"failed_at": NOW, "dropped_at": NOW, "trouble": Trouble.UNWANTED}, "retry"),
    ],
)
def test_what_must_not_be_sent_twice_is_not(
    app: Flask, administrator: PageClient, recipient: Person, columns: dict[str, Any], deed: str
) -> None:
    (first,) = add(app, recipient, **columns)
    assert administrator.post(f"/mails/{first}/{deed}").status == 403
    assert mail(app, first).next_try_at == columns.get("next_try_at", OLD)


def test_the_pages_hold_fifty_and_few_queries(
    app: Flask, administrator: PageClient, recipient: Person
) -> None:
    add(app, recipient, 60)
    with counted_statements(app.extensions["consult"].engine) as asked:
        page = administrator.get("/mails")
    assert len(asked) <= 15
    assert page.text.count(recipient.email) >= 50
    assert administrator.get("/mails?page=2").text.count("Muutosagentin kysymys") < 50
    assert administrator.get("/mails?state=x").status == 400


def test_secrets_are_nowhere_on_the_page(app: Flask, administrator: PageClient, recipient: Person) -> None:
    with writing(app) as session:
        request_sign_in(session, recipient.email, language="fi", next_path="/", now=NOW)
    page = administrator.get("/mails")
    assert "Kirjautumislinkki" in page.text
    assert "token" not in page.response.text.replace("csrf_token", "").replace("X-CSRFToken", "").replace(
        "tokens.css", ""
    )


@pytest.mark.parametrize(
    ("columns", "is_stuck"),
    [
        ({}, True),
        ({"sent_at": NOW}, False),
        ({"failed_at": NOW}, False),
        ({"next_try_at": NOW + timedelta(hours=1), "trouble": Trouble.UNREACHABLE}, True),
        ({"next_try_at": NOW + timedelta(hours=1), "trouble": Trouble.LATER}, False),
        ({"waits_for_digest": True}, False),
        ({"created_at": NOW, "next_try_at": NOW}, False),
    ],
)
def test_a_stuck_outbox_is_told(
    app: Flask,
    administrator: PageClient,
    client: PageClient,
    recipient: Person,
    columns: dict[str, Any],
    *,
    is_stuck: bool,
) -> None:
    add(app, recipient, **columns)
    health = client.get("/healthz")
    assert (health.status, health.response.text) == ((503, "mail\n") if is_stuck else (200, "ok\n"))
    assert ("Sähköpostit eivät lähde" in administrator.get("/").text) is is_stuck
    assert ("Sähköpostit eivät lähde" in administrator.get("/mails").text) is is_stuck
    assert "Sähköpostit eivät lähde" not in client.get("/").text


def test_a_mail_that_there_is_not(administrator: PageClient) -> None:
    assert administrator.post("/mails/99/retry").status == 404
