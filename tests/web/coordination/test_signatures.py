"""The agent records the approval, opens the signing, follows it, moves and ends it."""

from collections.abc import Callable

import pytest
from flask import Flask

from consult.models import Person
from tests.signing import DECLINED, DISSENT, Signing, make_signing
from tests.web.client import PageClient
from tests.web.conftest import Clock, writing
from tests.web.coordination.conftest import Desk
from tests.web.page import Page

APPROVAL = {"body": "Kumppanuuspöytä", "approved_on": "19.1.2027", "note": "Pykälä 4."}
TIMES = {"opens_day": "20.1.2027", "opens_at": "9.42", "closes_day": "27.1.2027", "closes_at": "16.00"}


def test_approve_open_move_end(published: Desk, clock: Clock) -> None:
    client, url = published.client, f"{published.root}/signatures"
    page = client.get(url)
    assert "Kirjaa ensin, kuka hyväksyi" in page.text
    page = client.follow(client.submit(page, APPROVAL, action=f"{url}/approval"))
    page = client.follow(client.submit(page, TIMES, action=url))
    assert "Teksti on lukittu allekirjoituksen ajaksi" in page.text
    assert "Kumppanuuspöytä, 19.1.2027" in page.text
    moved = {"closes_day": "28.1.2027", "closes_at": "12.00"}
    page = client.follow(client.submit(page, moved, action=f"{url}/closing"))
    assert "to 28.1.2027 klo 12.00" in page.text
    page = client.follow(client.submit(page, action=f"{url}/end"))
    assert "Keneltäkään ei ole vielä pyydetty" in page.text
    sentences = client.get(f"{published.root}/log").text
    for words in ("kirjasi version 1 hyväksynnän", "avasi version 1", "siirsi allekirjoitus", "perui alle"):
        assert words in sentences


@pytest.mark.parametrize(
    ("action", "fields", "sentence"),
    [
        ("/approval", {**APPROVAL, "body": ""}, "Kirjoita, kuka hyväksyi tekstin."),
        ("/approval", {**APPROVAL, "approved_on": "21.1.2027"}, "vasta edessä"),
        ("", {**TIMES, "closes_day": "19.1.2027"}, "suljettava avautumisensa jälkeen"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    published: Desk, action: str, fields: dict[str, str], sentence: str
) -> None:
    client, url = published.client, f"{published.root}/signatures"
    client.post(f"{url}/approval", APPROVAL)
    page = client.post(f"{url}{action}", fields)
    assert page.status == 422
    assert sentence in page.text


@pytest.fixture
def signing(app: Flask) -> Signing:
    """One signed with dissent, one declined, one has not answered."""
    with writing(app) as session:
        made = make_signing(session, ("Aamu ry", "Bussi ry", "Cello ry"))
        made.sign(0, DISSENT)
        made.sign(1, DECLINED)
    return made


def names(page: Page) -> set[str]:
    """The organisations of the list."""
    return {name for name in ("Aamu ry", "Bussi ry", "Cello ry") if name in page.text}


def test_the_list_shows_who_has_answered_what(
    signing: Signing, client_as: Callable[[Person], PageClient]
) -> None:
    client, url = client_as(signing.agent), f"{signing.url}/signatures"
    every = client.get(url)
    assert names(every) == {"Aamu ry", "Bussi ry", "Cello ry"}
    assert DISSENT.dissent in every.text
    assert names(client.get(f"{url}?which=dissent")) == {"Aamu ry"}
    assert names(client.get(f"{url}?which=declined")) == {"Bussi ry"}
    assert names(client.get(f"{url}?which=waiting")) == {"Cello ry"}
    assert names(client.get(f"{url}?which=signed")) == set()
    assert client.get(f"{url}?which=x").status == 400


def test_the_desk_and_the_leads_are_told_what_is_next(
    signing: Signing, client_as: Callable[[Person], PageClient]
) -> None:
    assert "1 järjestö ei ole vastannut" in client_as(signing.agent).get(f"{signing.url}/desk").text
    waiting, answered = signing.voices[2][1], signing.voices[0][1]
    assert "Allekirjoita versio 1" in client_as(waiting).get(signing.url).text
    assert "on vastannut allekirjoituspyyntöön" in client_as(answered).get(signing.url).text
