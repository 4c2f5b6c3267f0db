"""Several organisations propose the very same words: one key decides for all, each reads its own answer."""

from playwright.sync_api import expect

from tests.factories import make_consultation, make_person
from tests.services.reconciling import LATER, make_desk
from tests.stories.conftest import Site, Visit
from tests.web.conftest import writing

KEYS = {"e": "declined", "y": "combined", "o": "partly", "t": "noted", "h": "accepted"}


def test_one_key_answers_all_who_propose_the_same(site: Site, visit: Visit) -> None:
    with writing(site.app) as session:
        agent = make_person(session, "Muutosagentti")
        desk = make_desk(session, make_consultation(session, agent, "Samat"), agent)
        names = [f"Samaa mieltä {number} ry" for number in range(5)]
        same = [desk.reword("b2", "maksuttomia", "avoimia", name=name).number for name in names]
        other = desk.reword("b2", "maksuttomia", "edullisia", name="Toista mieltä ry").number
    site.clock.now = LATER
    place = f"/consultations/samat/reconcile/p{same[0]}-0"
    visit(agent, width=360).go(place).unfold("Kaikki ehdottajat ja heidän perustelunsa").is_accessible()
    desktop = visit(agent).go(place).sees("5 järjestöä ehdottaa samaa", "ja 2 muuta")
    desktop.page.locator(f"#verdict-p{same[0]}-0-accepted").focus()
    for key, outcome in KEYS.items():
        desktop.page.keyboard.press(key)
        expect(desktop.page.locator("input[type=radio]:checked")).to_have_value(outcome)
    desktop.page.locator(f"#verdict-p{other}-0-accepted").focus()
    desktop.page.keyboard.press("e")
    expect(desktop.page.locator("input[type=radio]:checked")).to_have_count(2)
    desktop.unfold("Kaikki ehdottajat ja heidän perustelunsa").unfold(f"Anna oma perustelu: {names[4]}")
    desktop.write(f"Perustelu ehdottajalle {names[4]}", "Kiitos, juuri näin.")
    desktop.write("Perustelu kaikille", "Avoin kertoo enemmän.")
    desktop.press("Tallenna ratkaisu ja siirry seuraavaan").sees("Ratkaisu on tallennettu.")
    desktop.go("/consultations/samat/publish").press("Julkaise versio 2")
    reader = visit().go(f"/consultations/samat/proposals/{same[4]}").sees("Hyväksytty", "Kiitos, juuri näin.")
    reader.go(f"/consultations/samat/proposals/{same[3]}").sees("Hyväksytty", "Avoin kertoo enemmän.")
    reader.misses("Kiitos, juuri näin.")
