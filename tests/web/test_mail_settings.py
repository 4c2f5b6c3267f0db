"""A person chooses how much mail comes; the link of any mail ends the news without signing in."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from consult.models import MailPace, Person
from consult.services.outbox import queue_mail
from consult.services.sign_in import request_sign_in
from tests.factories import NOW, make_consultation, make_person
from tests.log import actions
from tests.web.client import PageClient
from tests.web.conftest import reading, writing
from tests.web.mailbox import deliver, text_of


@pytest.fixture
def reader(app: Flask) -> Person:
    """Somebody with an address."""
    with writing(app) as session:
        return make_person(session, "Lukija")


@pytest.fixture
def link(app: Flask, reader: Person) -> str:
    """The path of the link in a mail to the reader."""
    with writing(app) as session:
        person = session.get_one(Person, reader.id)
        params = {
            "consultation_id": make_consultation(session, person).id,
            "noun": "comment",
            "number": 1,
            "text": "Miksi?",
        }
        queue_mail(session, "question_asked", person=person, params=params, dedupe="q", now=NOW)
    (mail,) = deliver(app)
    found = re.search(r"/unsubscribe/[\w-]{43}", text_of(mail))
    assert found
    return found.group()


def choice(app: Flask, reader: Person) -> tuple[MailPace, bool]:
    """What the reader wants now."""
    with reading(app) as session:
        person = session.get_one(Person, reader.id)
        return person.mail_pace, person.wants_reminders


def test_the_choices_are_saved(app: Flask, reader: Person, client_as: Callable[[Person], PageClient]) -> None:
    client = client_as(reader)
    page = client.get("/mail-settings")
    assert page.h1 == "Sähköpostit"
    assert reader.email in page.text
    answer = client.submit(page, {"pace": "weekly", "language": "sv"}, action="/mail-settings")
    assert client.follow(answer).h1 == "E-post"
    assert choice(app, reader) == (MailPace.WEEKLY, True)
    with reading(app) as session:
        assert actions(session)[-2:] == ["person.mails", "person.language"]
    assert client.post("/mail-settings", {"pace": "never", "language": "sv"}).status == 422


def test_they_are_for_who_is_signed_in(client: PageClient) -> None:
    assert client.get("/mail-settings").status == 303


def test_opening_the_link_ends_nothing(app: Flask, client: PageClient, reader: Person, link: str) -> None:
    for _ in range(3):
        page = client.get(link)
    assert page.h1 == "Lopeta uutiset"
    assert choice(app, reader) == (MailPace.AT_ONCE, True)
    assert client.submit(page, action=link).h1 == "Et saa enää uutisia"
    assert choice(app, reader) == (MailPace.NEEDED, False)


def test_a_mail_program_ends_them_with_one_click(app: Flask, reader: Person, link: str) -> None:
    for _ in range(2):
        answer = app.test_client().post(
            link, base_url="http://127.0.0.1:8000", data={"List-Unsubscribe": "One-Click"}
        )
        assert answer.status_code == 200
    assert choice(app, reader) == (MailPace.NEEDED, False)
    with reading(app) as session:
        assert actions(session).count("person.mails") == 1


def test_sign_in_mails_still_come(app: Flask, client: PageClient, reader: Person, link: str) -> None:
    client.submit(client.get(link), action=link)
    with writing(app) as session:
        request_sign_in(session, reader.email, language="fi", next_path="/", now=NOW)
    assert deliver(app)[-1]["Subject"] == "Kirjautumislinkkisi"


def test_a_link_of_another_kind_ends_nothing(client: PageClient, link: str) -> None:
    assert client.get("/unsubscribe/no-such-secret").status == 400
    assert client.post("/unsubscribe/no-such-secret").status == 400
    assert client.get(link.replace("/unsubscribe/", "/sign-in/link/")).status == 400


def test_only_this_view_takes_a_form_without_a_token(app: Flask) -> None:
    assert app.extensions["csrf"]._exempt_views == {"consult.web.mails.routes.end"}
