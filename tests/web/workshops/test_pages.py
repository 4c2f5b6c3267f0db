"""The agent's pages of workshops: adding, changing together with another agent, pasting notes."""

from sqlalchemy import select

from consult.models import AttendanceKind, Note, Workshop
from consult.services.workshops import WorkshopPlan, plan_of
from tests.web.conftest import reading
from tests.web.page import Page
from tests.web.workshops.conftest import HOUR, Room


def save(room: Room, path: str, typed: dict[str, str]) -> Page:
    """Send the form of a page and read what comes of it."""
    url = f"{room.root}/workshops{path}"
    answer = room.client.submit(room.client.get(url), typed, action=url)
    return room.client.follow(answer) if answer.status == 303 else answer


def plans(room: Room) -> list[WorkshopPlan]:
    """Every workshop as it is known."""
    with reading(room.app) as session:
        return [plan_of(session, found) for found in session.scalars(select(Workshop).order_by(Workshop.id))]


def notes(room: Room) -> list[tuple[int, str, str]]:
    """Number, text and theme of every note."""
    with reading(room.app) as session:
        return [(note.number, note.text, note.theme) for note in session.scalars(select(Note))]


def test_a_workshop_is_added(room: Room) -> None:
    typed = {
        "name": "Työpaja 2",
        "place": "Koulu",
        "held_day": "21.1.2027",
        "themes": "Tilat\nTilat\n- Matkat",
    }
    page = save(room, "", {**typed, "opens_at": "9", "closes_at": "klo 12.30"})
    assert "Työpaja lisättiin: Työpaja 2." in page.text
    added = plans(room)[1]
    assert (added.name, added.place, added.themes) == ("Työpaja 2", "Koulu", ("Tilat", "Matkat"))
    assert added.opens_at is not None
    assert added.closes_at is not None
    assert (added.opens_at.isoformat(), added.closes_at - added.opens_at) == (
        "2027-01-21T07:00:00+00:00",
        3.5 * HOUR,
    )


def test_an_hour_without_its_day_is_refused_beside_the_field(room: Room) -> None:
    page = save(room, "", {"name": "Työpaja 2", "opens_at": "9.00"})
    assert page.status == 422
    assert "Kirjoita päivä ja molemmat kellonajat" in page.text
    assert page.element("held_day").get("aria-invalid") == "true"
    assert len(plans(room)) == 1


def test_who_came_is_counted_against_the_target(room: Room) -> None:
    save(room, f"/{room.workshop_id}", {"came_resident": "4", "target_resident": "10", "came_other": " 2 "})
    assert plans(room)[0].attendance[AttendanceKind.RESIDENT] == (4, 10)
    assert "paikalla 6 (tavoite 10)" in room.client.get(f"{room.root}/workshops").text
    page = save(room, f"/{room.workshop_id}", {"came_resident": "neljä"})
    assert page.status == 422
    assert "Kirjoita luku väliltä 0–100000." in page.text


def test_two_agents_see_both_and_nothing_is_lost(room: Room) -> None:
    mine, theirs = room.client.get(room.url), room.client.get(room.url)
    assert room.client.submit(theirs, {"place": "Seurakuntatalo"}, action=room.url).status == 303
    page = room.client.submit(mine, {"place": "Koulu", "themes": "Matkat"}, action=room.url)
    assert page.status == 409
    assert "Seurakuntatalo" in page.text
    assert (page.element("place").get("value"), page.element("themes").text) == ("Koulu", "Matkat")
    assert plans(room)[0].place == "Seurakuntatalo"
    assert room.client.submit(page, action=room.url).status == 303
    assert plans(room)[0].place == "Koulu"


def test_notes_are_pasted_under_a_new_source(room: Room) -> None:
    typed = {"source": "Järjestöpäivä 15.1.", "theme": "Tilat", "text": "- Sama\n- Sama\n- Muu"}
    page = save(room, "/paste", typed)
    assert "3 muistiinpanoa tallennettiin." in page.text
    assert "Järjestöpäivä 15.1." in page.text
    assert notes(room) == [(1, "Sama", "Tilat"), (2, "Sama", "Tilat"), (3, "Muu", "Tilat")]


def test_a_page_sent_twice_is_saved_once(room: Room) -> None:
    url = f"{room.root}/workshops/paste"
    page = room.client.get(url)
    typed = {"source": "Järjestöpäivä", "text": "Sama\nSama"}
    assert [room.client.submit(page, typed, action=url).status for _ in range(2)] == [303, 303]
    assert len(notes(room)) == 2
    assert [plan.name for plan in plans(room)] == ["Työpaja 1: Hankasalmi", "Järjestöpäivä"]


def test_a_source_is_needed_and_the_text_is_kept(room: Room) -> None:
    page = save(room, "/paste", {"text": "Sama"})
    assert page.status == 422
    assert "Valitse lähde tai kirjoita uuden lähteen nimi." in page.text
    assert page.element("text").text == "Sama"
    assert save(room, "/paste", {"text": "Sama", "workshop": str(room.workshop_id)}).status == 200
    assert save(room, "/paste", {"text": "Sama", "workshop": "9999"}).status == 422


def test_432_notes_are_pasted_at_once(room: Room) -> None:
    words = "\n".join(f"Muistiinpano {number} tiloista" for number in range(432))
    page = save(room, "/paste", {"workshop": str(room.workshop_id), "text": words})
    assert "432 muistiinpanoa tallennettiin." in page.text


def test_the_log_tells_it(room: Room) -> None:
    save(room, f"/{room.workshop_id}", {"place": "Koulu"})
    save(room, "/paste", {"workshop": str(room.workshop_id), "text": "Yksi\nKaksi"})
    log = room.client.get(f"{room.root}/log").text
    assert "lisäsi työpajan: Työpaja 1: Hankasalmi." in log
    assert "muutti työpajan tietoja: Työpaja 1: Hankasalmi." in log
    assert "tallensi muistiinpanoja 2 kpl: Työpaja 1: Hankasalmi." in log
