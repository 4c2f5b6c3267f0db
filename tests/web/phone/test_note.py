"""The page for phones: before, during and after its hours, and what it tells of whom."""

import re

import pytest
from sqlalchemy import select

from consult.models import Access, Consultation, Note, Person
from consult.services.phone_notes import PHONE
from consult.services.workshops import WorkshopPlan, add_workshop
from consult.web.network import _address
from tests.counting import count_queries
from tests.factories import NOW, make_participant, make_text, make_version
from tests.web.client import PageClient
from tests.web.conftest import Clock, reading, writing
from tests.web.workshops.conftest import Room, room

__all__ = ["room"]


@pytest.fixture
def url(room: Room) -> str:
    """The address on the poster."""
    return f"/w/{room.code}"


def notes(room: Room) -> list[Note]:
    """Every note."""
    with reading(room.app) as session:
        return list(session.scalars(select(Note).order_by(Note.number)))


def publish(room: Room, access: Access) -> None:
    """Version 1 of the draft, and an organisation that takes part."""
    with writing(room.app) as session:
        consultation = session.get_one(Consultation, room.consultation_id)
        agent = session.get_one(Person, room.agent.id)
        consultation.access = access
        make_version(
            session, consultation, agent, make_text("# Tilat", "Tilat ovat maksuttomia.", "Avaimet.")
        )
        make_participant(session, consultation, agent, "Kylän tuki ry")


def test_a_note_is_left_and_the_page_asks_for_another(room: Room, client: PageClient, url: str) -> None:
    page = client.get(url)
    assert page.h1 == "Työpaja 1: Hankasalmi"
    sent = client.submit(page, {"text": "Tilat ovat kiinni.", "about": "theme:Tilat"}, action=url)
    thanks = client.follow(sent)
    assert "Kiitos. Muistiinpanosi tallennettiin." in thanks.text
    assert thanks.form(url).fields["text"] == [""]
    assert thanks.form(url).fields["about"] == ["theme:Tilat"]
    assert [(note.text, note.theme, note.organisation_name) for note in notes(room)] == [
        ("Tilat ovat kiinni.", "Tilat", "")
    ]


def test_a_note_on_a_block_knows_the_version(room: Room, client: PageClient, url: str) -> None:
    publish(room, Access.PUBLIC)
    page = client.get(url)
    assert "Kohta 1: Tilat ovat maksuttomia." in page.text
    typed = {"text": "Miksi?", "about": "block:b2", "organisation": "kylän tuki RY"}
    assert client.submit(page, typed, action=url).status == 303
    (note,) = notes(room)
    assert (note.block_id, note.theme, note.organisation_name) == ("b2", "", "Kylän tuki ry")
    assert note.version_id is not None


def test_an_invited_draft_and_who_takes_part_are_not_told(room: Room, client: PageClient, url: str) -> None:
    publish(room, Access.INVITED)
    page = client.get(url)
    assert "Kohta 1" in page.text
    assert "maksuttomia" not in page.html
    assert "Kylän tuki" not in page.html


@pytest.mark.parametrize("about", ["theme:Muu", "block:b99", "x"])
def test_only_what_is_offered_can_be_chosen(room: Room, client: PageClient, url: str, about: str) -> None:
    page = client.submit(client.get(url), {"text": "Tilat", "about": about}, action=url)
    assert page.status == 422
    assert page.element("text").text == "Tilat"
    assert notes(room) == []


def test_an_empty_note_is_told_beside_the_field(room: Room, client: PageClient, url: str) -> None:
    page = client.submit(client.get(url), {"text": "  "}, action=url)
    assert page.status == 422
    assert "Kirjoita ensin muistiinpano." in page.text


def test_before_and_after_the_hours_a_sentence_says_when(
    room: Room, client: PageClient, url: str, clock: Clock
) -> None:
    clock.tick(seconds=-1)
    early = client.get(url)
    assert "Työpaja ei ole vielä alkanut" in early.text
    assert "ke 20.1.2027 klo 9.42" in early.text
    clock.tick(seconds=1)
    page = client.get(url)
    clock.tick(hours=2)
    late = client.submit(page, {"text": "Jäi sanomatta."}, action=url)
    assert late.status == 409
    assert "Työpaja on päättynyt" in late.text
    assert late.element("kept").text == "Jäi sanomatta."
    assert "klo 11.42 asti" in client.get(url).text
    assert notes(room) == []


def test_a_source_without_hours_takes_none(room: Room, client: PageClient) -> None:
    with writing(room.app) as session:
        consultation = session.get_one(Consultation, room.consultation_id)
        source = add_workshop(session, consultation, WorkshopPlan("Kirjeet"), actor=room.agent, now=NOW)
    assert "ei voi jättää muistiinpanoja puhelimella" in client.get(f"/w/{source.code}").text


def test_a_flood_is_told_to_wait_and_keeps_its_text(room: Room, client: PageClient, url: str) -> None:
    for _ in range(PHONE[0].count):
        assert client.submit(client.get(url), {"text": "Tilat"}, action=url).status == 303
    page = client.submit(client.get(url), {"text": "Vielä yksi"}, action=url)
    assert page.status == 429
    assert page.response.headers["Retry-After"] == "60"
    assert page.element("text").text == "Vielä yksi"
    another = PageClient(room.app)
    assert another.submit(another.get(url), {"text": "Tilat"}, action=url).status == 303


def test_the_code_is_typed_in_any_way(room: Room, client: PageClient) -> None:
    for typed in (room.code, room.code.lower(), f"{room.code[:3]} {room.code[3:]}"):
        found = client.submit(client.get("/w"), {"code": typed}, action="/w")
        assert (found.status, found.location) == (303, f"/w/{room.code}")
    wrong = client.submit(client.get("/w"), {"code": "XXXXXX"}, action="/w")
    assert wrong.status == 404
    assert "Tällä koodilla ei ole työpajaa." in wrong.text
    assert client.get("/w/ZZZZZZ").status == 404


def test_the_page_asks_little_of_the_database(room: Room, client: PageClient, url: str) -> None:
    publish(room, Access.PUBLIC)
    with count_queries(room.app.extensions["consult"].engine) as queries:
        client.get(url)
    assert len(queries) <= 8, queries


def test_one_house_has_one_key() -> None:
    assert _address("2001:db8:1:2::1") == _address("2001:db8:1:2:ffff::9") != _address("2001:db8:1:3::1")
    assert _address("192.0.2.1") != _address("192.0.2.2")
    assert _address("nonsense") == ""


def test_the_poster_has_the_picture_the_code_and_the_address(room: Room) -> None:
    page = room.client.get(f"{room.url}/poster")
    base = room.app.extensions["consult"].config.base_url
    assert f"{base}/w/{room.code}" in page.text
    assert room.code in page.text
    picture = room.client.http.get(f"{room.url}/qr.svg", base_url=room.client.base_url)
    assert picture.mimetype == "image/svg+xml"
    assert b"<svg" in picture.data
    assert not re.search(rb"<script|style=|<style", picture.data)
