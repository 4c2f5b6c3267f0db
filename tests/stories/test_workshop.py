"""S1 and S5: a room full of phones leaves notes, and the agent gathers them into a point in the text."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from consult.services.workshops import WorkshopPlan, add_workshop
from tests.factories import NOW
from tests.stories import village
from tests.stories.conftest import Site, Visit
from tests.stories.visitor import Visitor
from tests.web.conftest import writing

NAME = "Järjestöpäivä 15.1."
FIRST, SECOND = "Kokoontumistilat ovat kiinni iltaisin.", "Tilan voisi varata puhelimella."
POINT = "Tilat ovat auki myös iltaisin"
script_or_not = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@dataclass
class Room:
    """The workshop that is being held."""

    village: village.Village
    code: str


@pytest.fixture
def room(site: Site) -> Room:
    """A workshop of two hours with one theme, in a village whose draft is open."""
    found = village.found(site)
    with writing(site.app) as session:
        plan = WorkshopPlan(NAME, "Kirjasto", NOW, NOW + timedelta(hours=2), ("Tilat",))
        workshop = add_workshop(session, found.consultation, plan, actor=found.agent, now=NOW)
    return Room(found, workshop.code)


def leave(phone: Visitor, words: str, about: str) -> None:
    """Write one note."""
    phone.write("Muistiinpanosi", words).pick("Mitä se koskee?", about)
    phone.press("Lähetä muistiinpano").sees("Kiitos. Muistiinpanosi tallennettiin.")


@script_or_not
def test_notes_from_phones_come_to_a_point_in_the_text(
    room: Room, site: Site, visit: Visit, *, script: bool
) -> None:
    phone = visit(width=360, height=740, text=200 if script else 100, script=script)
    phone.go("/w").reads("Liity työpajaan").write("Työpajan koodi", room.code.lower())
    phone.press("Siirry työpajaan").reads(NAME)
    leave(phone, FIRST, "Tilat")
    leave(phone, SECOND, "Kohta 7: Tilan voi varata puhelimella ja verkossa.")
    assert phone.activations <= 8
    site.clock.tick(hours=2)
    phone.go(f"/w/{room.code}").sees("Työpaja on päättynyt")

    desk = visit(room.village.agent, width=1280 if script else 360, height=1300, script=script)
    desk.go(f"{room.village.url}/workshops").sees("2 muistiinpanoa").follow("Kokoa muistiinpanot")
    desk.sees("0/2 käsitelty").choose(FIRST).write("Uusi kohta yhtenä virkkeenä", POINT)
    desk.press("Tee niistä uusi kohta").sees("1/2 käsitelty")
    if script:
        expect(desk.page.locator(".notification")).to_be_focused()
        with desk.page.expect_navigation():
            desk.page.locator("[data-note]").drag_to(desk.page.locator("[data-target]"))
    else:
        desk.choose(SECOND).page.locator("input[name=point]").check()
        desk.press("Lisää kohtaan")
    desk.sees("2/2 käsitelty", "Muistiinpanot siirrettiin.")
    desk.press("Kumoa").sees("1/2 käsitelty")

    desk.go(f"{room.village.url}/points/1/answer").choose("Se on tekstissä").unfold("Luonnoksen kohdat")
    desk.choose("Kohta 7: Tilan voi varata puhelimella ja verkossa.").press("Tallenna vastaus")
    reader = visit(width=360, height=740, script=script)
    reader.go(f"{room.village.url}/points").sees("1/2 käsitelty", POINT, "Tekstissä")
    reader.follow(POINT).sees(FIRST).misses(SECOND)
    reader.follow(re.compile("^Kohta 7"))
    assert reader.page.url.endswith("#kohta-b10")
