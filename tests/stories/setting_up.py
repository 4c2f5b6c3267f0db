"""S1, step 4: the agent sets the work up through the pages, from nothing to a planned round."""

import re

from playwright.sync_api import expect

from tests.stories.draft_file import HEADINGS, draft_file
from tests.stories.visitor import Visitor

TITLE = "Lausunto järjestämissuunnitelmasta"
REGISTER_NUMBER = "KHVA/482/2026"
QUESTIONS = (
    "Mitä haluatte sanoa ensin?",
    "Miten yhdistykset näkyvät tekstissä?",
    "Riittävätkö varat?",
    "Onko kokoontumiselle paikkoja?",
    "Kuinka tuloksia mitataan?",
)
FIRST = "Ensimmäinen yhdistys ry"
FIRST_LEAD = "ensimmainen@example.invalid"


def create(agent: Visitor) -> None:
    """The consultation."""
    agent.go("/").follow("Uusi valmistelu").write("Otsikko", TITLE).write(
        "Kuka johtaa työtä?", "Kumppanuuspöytä"
    )
    agent.press("Luo valmistelu").sees("Valmistelu luotiin.")


def write_request(agent: Visitor, home: str) -> None:
    """What the authority asks, with its five questions."""
    agent.go(f"{home}/request").write("Pyynnön otsikko", "Järjestämissuunnitelman luonnos")
    agent.write("Pyytäjä", "Kuusiniemen hyvinvointialue").write("Diaarinumero", REGISTER_NUMBER)
    agent.write("Viimeinen päivä", "15.2.2027").write("Kellonaika", "16.15")
    agent.write("Kysymykset", "\n".join(QUESTIONS)).press("Tallenna pyyntö")
    agent.sees("Pyyntö tallennettiin.", *QUESTIONS)


def bring_in_draft(agent: Visitor, home: str) -> None:
    """A Word file; what is lost is told, and every heading gets its question."""
    agent.go(f"{home}/desk").follow("Tuo luonnos")
    agent.page.get_by_label("Tiedosto", exact=True).set_input_files(
        {"name": "luonnos.docx", "mimeType": "application/octet-stream", "buffer": draft_file()}
    )
    agent.press("Tuo tiedosto").reads("Tarkista teksti")
    agent.sees("Kaikkea tiedostossa ei voitu säilyttää", "Yliviivattu teksti säilyi ilman viivaa.")
    expect(agent.main.locator("strong").filter(has_text="tarpeellisena")).to_have_count(1)
    expect(agent.main.locator("u").filter(has_text="Seurannasta vastaa")).to_have_count(1)
    expect(agent.main.get_by_role("columnheader", name="Kunta")).to_have_count(1)
    for number, heading in enumerate(HEADINGS, start=1):
        agent.follow(re.compile(rf"^Muokkaa\W+[Oo]tsik\w+ ”{heading}”$"))
        agent.field("Vastaa kysymykseen").select_option(value=str(number))
        agent.press("Tallenna kohta").sees(f"Vastaa kysymykseen {number}")
    expect(agent.main.get_by_text("Vastattu otsikon alla")).to_have_count(len(QUESTIONS))


def publish_draft(agent: Visitor) -> None:
    """Version 1."""
    agent.write("Asiakirjan otsikko", TITLE).press("Julkaise versio 1").sees("Versio 1 julkaistiin.")


def add_organisation(agent: Visitor, home: str) -> None:
    """One that is in no register yet, with its lead."""
    agent.go(f"{home}/organisations").write("Virallinen nimi", FIRST)
    agent.write("Pääkäyttäjän nimi", "Ensimmäisen puheenjohtaja")
    agent.write("Pääkäyttäjän sähköpostiosoite", FIRST_LEAD)
    agent.press("Lisää uusi järjestö").sees(FIRST, "Ensimmäisen puheenjohtaja")


def plan_round(agent: Visitor, home: str) -> None:
    """From a Saturday morning to a Monday afternoon."""
    agent.go(f"{home}/rounds").write("Avautuu", "16.1.2027").write("Avautumisaika", "9.00")
    agent.write("Sulkeutuu", "1.2.2027").write("Sulkeutumisaika", "16.00").press("Suunnittele kierros")
    agent.sees("Kierros 1 suunniteltiin.", re.compile(r"la 16\.1\.2027 klo 9\.00"), "ma 1.2.2027 klo 16.00")
