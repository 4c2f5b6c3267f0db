"""The page on which a table of notes is brought in: looked at first, then saved once."""

import io

from sqlalchemy import func, select

from consult.models import Note
from tests.web.conftest import reading
from tests.web.page import Page
from tests.web.workshops.conftest import Room

TABLE = "id,workshop,theme,text\nM1,Työpaja 9,tilat,Tilat\nM2,Työpaja 9,tilat,Tilat\nM3,,tilat,Tilat\n"


def choose(room: Room, words: str, name: str = "notes.csv") -> Page:
    """Choose a file."""
    data = {"csrf_token": room.client.token(), "file": (io.BytesIO(words.encode()), name)}
    url = f"{room.root}/workshops/table"
    page = Page(room.client.http.post(url, base_url=room.client.base_url, data=data))
    return room.client.follow(page) if page.status == 303 else page


def count(room: Room) -> int:
    """How many notes there are."""
    with reading(room.app) as session:
        return session.scalar(select(func.count(Note.id))) or 0


def test_a_table_is_looked_at_and_then_saved_once(room: Room) -> None:
    page = choose(room, TABLE)
    assert "Mitään ei ole vielä tallennettu." in page.text
    assert "Työpaja puuttuu." in page.text
    assert "joista uusia 1" in page.text
    assert count(room) == 0
    check = f"{room.root}/workshops/table/check"
    saved = room.client.submit(page, action=check)
    assert "2 muistiinpanoa tallennettiin." in room.client.follow(saved).text
    assert room.client.submit(page, action=check).status == 404
    assert count(room) == 2
    assert "Tällä tunnuksella on jo tuotu muistiinpano." in choose(room, TABLE).text


def test_what_is_no_table_is_refused(room: Room) -> None:
    page = choose(room, "x", "notes.docx")
    assert page.status == 422
    assert "Tämä ei ole taulukko" in page.text
    assert "Kirjoita niiden yläpuolelle Teksti." in choose(room, "a,b\n1,2\n").text


def test_the_file_can_be_thrown_away(room: Room) -> None:
    choose(room, TABLE)
    thrown = room.client.post(f"{room.root}/workshops/table/discard")
    assert "Muistiinpanoja ei lisätty." in room.client.follow(thrown).text
    assert room.client.get(f"{room.root}/workshops/table/check").status == 404
    assert count(room) == 0
