"""The code of an invitation, on another device than the mail; wrong ones are all answered alike."""

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.models import Attempt, Consultation, Person
from consult.services.invitations import plan_invitations, send_invitations
from consult.services.organisations import add_organisation
from tests.factories import NOW, make_consultation, make_person, make_version
from tests.web.client import PageClient
from tests.web.conftest import reading, writing
from tests.web.mailbox import code_in, deliver, text_of
from tests.web.page import Page

ADDRESS = "kyla@example.org"


@pytest.fixture
def code(app: Flask) -> str:
    """The code in the mail of an invitation to a work with a version."""
    with writing(app) as session:
        agent = make_person(session, "Muutosagentti")
        consultation = make_consultation(session, agent, "Lausunto")
        make_version(session, consultation, agent)
        _invite(session, consultation, agent)
    return code_in(deliver(app)[-1])


def _invite(session: Session, consultation: Consultation, agent: Person) -> None:
    organisation = add_organisation(session, "Kylä ry", email=ADDRESS, now=NOW)
    plan = plan_invitations(session, consultation, [organisation])
    send_invitations(session, consultation, plan, seen=plan.digest, actor=agent, now=NOW)


def enter(client: PageClient, address: str, code: str) -> Page:
    """Write both on the page that the mail names."""
    page = client.get("/sign-in/code")
    assert page.h1 == "Kutsun koodi"
    return client.submit(page, {"email": address, "code": code}, action="/sign-in/code")


def test_the_mail_says_where_the_code_is_written(app: Flask, code: str) -> None:
    words = text_of(deliver(app)[-1])
    assert f"koodi {code[:4]} {code[-4:]} sivulla" in words
    assert "/sign-in/code." in words
    assert words.count("http") == 1
    assert len(words.split()) <= 150


def test_it_signs_in_for_its_consultation(app: Flask, client: PageClient, code: str) -> None:
    front = client.follow(enter(client, ADDRESS, code))
    assert "Kylä ry" in front.text
    assert client.get("/consultations/lausunto/draft").status == 200


def test_whoever_asked_for_a_link_comes_to_it_from_the_sign_in_page(client: PageClient, code: str) -> None:
    client.submit(client.get("/sign-in"), {"email": "nobody@example.org"}, action="/sign-in")
    assert client.get("/sign-in/code").h1 == "Tarkista sähköpostisi"
    (link,) = [link for link in client.get("/sign-in").links() if "invitation" in link]
    page = client.submit(client.get(link), {"email": ADDRESS, "code": code}, action="/sign-in/code")
    assert page.status == 303


def test_all_that_is_wrong_gets_one_answer_and_counts(app: Flask, client: PageClient, code: str) -> None:
    wrong = f"{(int(code.replace(' ', '')) + 1) % 10**8:08d}"
    answers = set()
    for address, given in ((ADDRESS, wrong), ("nobody@example.org", code), ("nobody@example.org", wrong)):
        page = enter(client, address, given)
        assert page.status == 422
        assert f'value="{address}"' in page.html
        answers.add(page.text)
    assert len(answers) == 1
    assert "Koodi on väärä tai vanhentunut" in answers.pop()
    with reading(app) as session:
        assert session.scalar(select(func.count(Attempt.id))) == 9


def test_what_is_no_code_or_address_is_no_try(app: Flask, client: PageClient, code: str) -> None:
    assert "Koodissa on kahdeksan numeroa." in enter(client, ADDRESS, "123").text
    assert "Tarkista sähköpostiosoite." in enter(client, "ei osoite", code).text
    with reading(app) as session:
        assert session.scalar(select(func.count(Attempt.id))) == 0


def test_too_many_tries_are_told_and_the_link_still_works(client: PageClient, code: str) -> None:
    for _ in range(5):
        assert enter(client, ADDRESS, "00000000" if code != "0000 0000" else "00000001").status == 422
    refused = enter(client, ADDRESS, code)
    assert refused.status == 429
    assert "Käytä viestin linkkiä" in refused.text
