"""S4: three organisations change the same sentence in three ways, and the agent decides them together."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect
from sqlalchemy import select

from consult.models import Decision, Person, Proposal
from consult.reports.texts import load_text
from consult.services.agencies import appoint_agent
from tests.factories import DAY, NOW, make_consultation, make_person
from tests.services.reconciling import GRANTS, LATER, Desk, make_desk
from tests.stories.conftest import Site, Visit
from tests.stories.visitor import Visitor
from tests.web.conftest import reading, writing
from tests.web.mailbox import deliver, text_of

LONG, SIMILAR = "kolmeksi vuodeksi kerrallaan", "kolmeksi vuodeksi kerralla"
SENTENCE = (
    "Hyvinvointialueen tulee myöntää järjestöille avustuksia vuosittain ja pitää määräraha "
    "vähintään nykyisellä tasolla."
)
COMBINED = SENTENCE.replace("vuosittain", "kolmeksi vuodeksi")
REASON = "Kolme vuotta antaa työrauhan."
OWN_REASON = "Palkkojen nousua ei voi luvata lausunnossa."
script_or_not = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
RESULT = r"""marked => {
  const copy = marked.cloneNode(true)
  copy.querySelectorAll('del, .visually-hidden').forEach(part => part.remove())
  return copy.textContent.replace(/\s+/g, ' ').trim()
}"""


@dataclass
class Contradiction:
    """The closed round, its two agents, and the four proposals by the names of their organisations."""

    url: str
    version_id: int
    agents: tuple[Person, Person]
    proposals: dict[str, int]
    asked: Person

    @property
    def place(self) -> str:
        """The sentence in the queue."""
        return f"{self.url}/reconcile/p{self.proposals['Kylän yhdistys ry']}-0"


@pytest.fixture
def here(site: Site) -> Contradiction:
    """Three ways of one sentence and one change to the next sentence, sent in this order."""
    with writing(site.app) as session:
        agents = make_person(session, "Ensimmäinen agentti"), make_person(session, "Toinen agentti")
        consultation = make_consultation(session, agents[0])
        appoint_agent(session, consultation, agents[1], actor=agents[0], now=NOW)
        desk = make_desk(session, consultation, agents[0])
        sent = propose_all(desk)
        found = Contradiction(
            url=f"/consultations/{consultation.slug}",
            version_id=desk.version.id,
            agents=agents,
            proposals={name: proposal.number for name, (proposal, _) in sent.items()},
            asked=sent["Mielen tuki ry"][1],
        )
    site.clock.now = LATER
    return found


def propose_all(desk: Desk) -> dict[str, tuple[Proposal, Person]]:
    """Each in the name of an organisation of its own, a day apart."""
    wishes = {
        "Kylän yhdistys ry": ("vuosittain", LONG),
        "Aamun kaiku ry": ("vähintään nykyisellä tasolla", "palkkojen nousua vastaavalla tasolla"),
        "Omaiset ry": ("vuosittain", SIMILAR),
        "Mielen tuki ry": ("yhdellä lomakkeella", "yhdellä selkeällä lomakkeella"),
    }
    sent = {}
    for days, (name, (old, new)) in enumerate(wishes.items()):
        by = desk.voice(name)
        sent[name] = (desk.reword("b1", old, new, by=by, now=NOW + days * DAY), by[1])
    return sent


def rival(agent: Visitor, name: str) -> Locator:
    """One of the proposals in the place."""
    return agent.main.get_by_role("article").filter(has=agent.page.get_by_role("heading", name=name))


def decide(agent: Visitor, **outcomes: str) -> None:
    """Choose an outcome for proposals by their letters."""
    for letter, outcome in outcomes.items():
        agent.choose(outcome, within=agent.part(f"Ratkaisu ehdotukseen {letter}"))


def combine(agent: Visitor) -> None:
    """The agent's own sentence out of two proposals; the third is not taken, with its own reason."""
    decide(agent, A="Yhdistä", B="Ei hyväksytä", C="Yhdistä")
    agent.write("Virke seuraavaan versioon", COMBINED).write("Perustelu kaikille", REASON)
    agent.write("Perustelu ehdottajalle B", OWN_REASON)


def save(agent: Visitor) -> Visitor:
    """Save the decision."""
    return agent.press("Tallenna ratkaisu ja siirry seuraavaan")


@script_or_not
def test_three_ways_stand_side_by_side(
    site: Site, visit: Visit, here: Contradiction, *, script: bool
) -> None:
    agent = visit(here.agents[0], script=script)
    agent.go(f"{here.url}/reconcile").sees("Kohta 1, virke 2", "3 ehdotusta samaan virkkeeseen")
    agent.sees("Kohta 1, virke 3", "1 muutosehdotus")
    agent.follow(re.compile("^Kohta 1, virke 2")).reads("Kohta 1, virke 2")
    agent.sees("Saapumisjärjestyksessä. Mitään ei yhdistetä puolestasi.")
    titles = agent.main.get_by_role("article").get_by_role("heading", level=3).all_inner_texts()
    assert [title.split("\n")[-1] for title in titles] == [
        "Kylän yhdistys ry",
        "Aamun kaiku ry",
        "Omaiset ry",
    ]
    first, other = rival(agent, "Kylän yhdistys ry"), rival(agent, "Omaiset ry")
    assert first.locator(".marked").evaluate(RESULT) == SENTENCE.replace("vuosittain", LONG)
    assert other.locator(".marked").evaluate(RESULT) == SENTENCE.replace("vuosittain", SIMILAR)
    expect(first.locator("del")).to_contain_text("vuosittain")
    expect(first.locator("ins")).to_contain_text(LONG)
    expect(first).to_contain_text("Näin on selvempää.")
    expect(first).to_contain_text("0 järjestöä kannattaa")
    expect(first).to_contain_text("Lähes sama kuin C.")
    expect(other).to_contain_text("Lähes sama kuin A.")
    expect(rival(agent, "Aamun kaiku ry")).not_to_contain_text("Lähes sama")
    expect(agent.main.locator("input[type=radio]:checked")).to_have_count(0)
    expect(agent.field("Virke seuraavaan versioon")).to_have_value("")
    visit().go(f"{here.url}/draft").sees(GRANTS)


@script_or_not
def test_a_combination_is_previewed_and_every_member_decided(
    site: Site, visit: Visit, here: Contradiction, *, script: bool
) -> None:
    agent = visit(here.agents[0], script=script).go(here.place)
    agent.write("Virke seuraavaan versioon", COMBINED)
    if not script:
        agent.press("Esikatsele")
    preview = agent.part("Näin virke muuttuu luonnokseen verrattuna")
    expect(preview.locator("ins")).to_contain_text("kolmeksi vuodeksi")
    expect(preview).to_contain_text("Sanat ”kolmeksi vuodeksi” ovat myös ehdotuksessa A, C.")
    decide(agent, A="Yhdistä", C="Yhdistä")
    agent.write("Perustelu kaikille", REASON)
    save(agent)
    expect(agent.main.get_by_role("alert").first).to_contain_text("Ratkaisematta: Aamun kaiku ry")
    expect(agent.field("Virke seuraavaan versioon")).to_have_value(COMBINED)
    agent.write("Perustelu kaikille", "")
    decide(agent, B="Ei hyväksytä")
    save(agent).sees("Kirjoita perustelu. Kaikki muut ratkaisut kuin pelkkä hyväksyminen tarvitsevat sen.")
    with reading(site.app) as session:
        assert session.scalars(select(Decision)).all() == []
    combine(agent)
    save(agent).sees("Ratkaisu on tallennettu.").reads("Kohta 1, virke 3")


@script_or_not
def test_the_organisation_replies_to_a_question(
    site: Site, visit: Visit, here: Contradiction, *, script: bool
) -> None:
    number = here.proposals["Mielen tuki ry"]
    place = f"{here.url}/reconcile/p{number}-0"
    agent = visit(here.agents[0], script=script).go(place)
    agent.follow("Kysy ehdottajalta A").write("Kysymyksesi", "Onko lomake verkossa?")
    agent.press("Lähetä kysymys").sees("Kysymys lähti. Kohta odottaa vastausta.")
    mail = next(
        mail for mail in deliver(site.app) if mail["To"] == here.asked.email and "Kysymys" in mail["Subject"]
    )
    assert "Onko lomake verkossa?" in text_of(mail)
    lead = visit(here.asked, script=script).go(f"{here.url}/answers")
    lead.follow(f"Vastaa kysymykseen ehdotuksesta {number}").sees("Onko lomake verkossa?")
    lead.write("Vastauksesi", "On, ja myös paperilla.").press("Lähetä vastaus")
    agent.go(place).sees("Onko lomake verkossa?", "On, ja myös paperilla.")
    visit().go(f"{here.url}/proposals/{number}").sees("Onko lomake verkossa?", "On, ja myös paperilla.")


@script_or_not
def test_undo_brings_back_the_state_before(
    site: Site, visit: Visit, here: Contradiction, *, script: bool
) -> None:
    agent = visit(here.agents[0], script=script).go(f"{here.url}/reconcile").sees("Ratkaisematta 2")
    agent.go(here.place)
    combine(agent)
    save(agent).go(f"{here.url}/reconcile").sees("Ratkaisematta 1", "Ratkaistu 1")
    agent.go(here.place).press("Kumoa ratkaisu").sees("Ratkaisu kumottiin. Molemmat jäävät lokiin.")
    agent.go(f"{here.url}/reconcile").sees("Ratkaisematta 2", "Ratkaistu 0")
    agent.go(here.place)
    expect(agent.main.locator("input[type=radio]:checked")).to_have_count(0)
    agent.go(f"{here.url}/log")
    agent.sees("Ensimmäinen agentti teki ratkaisun.", "Ensimmäinen agentti kumosi ratkaisun.")


@script_or_not
def test_of_two_agents_the_later_one_sees_both_texts(
    site: Site, visit: Visit, here: Contradiction, *, script: bool
) -> None:
    first, second = (visit(agent, script=script).go(here.place) for agent in here.agents)
    combine(first)
    save(first)
    theirs = SENTENCE.replace("vuosittain", "joka toinen vuosi")
    decide(second, A="Osittain", B="Ei hyväksytä", C="Osittain")
    second.write("Virke seuraavaan versioon", theirs).write("Perustelu kaikille", "Tämä on kohtuullista.")
    save(second).sees("Tämä on muuttunut")
    expect(second.part("Nyt voimassa")).to_contain_text(COMBINED)
    expect(second.part("Mitä yritit tallentaa")).to_contain_text(theirs)
    expect(second.field("Virke seuraavaan versioon")).to_have_value(theirs)
    with reading(site.app) as session:
        assert len(session.scalars(select(Decision)).all()) == 1


@script_or_not
def test_decision_reason_and_what_was_left_out_are_public(
    site: Site, visit: Visit, here: Contradiction, *, script: bool
) -> None:
    agent = visit(here.agents[0], script=script).go(here.place)
    combine(agent)
    save(agent).choose("Hyväksy", within=agent.part("Ratkaisu ehdotukseen A"))
    save(agent)
    reader = visit(script=script).go(f"{here.url}/decisions").misses(REASON)
    agent.go(f"{here.url}/publish").press("Julkaise versio 2")
    reader.go(f"{here.url}/decisions").sees(REASON, OWN_REASON, COMBINED, "Aamun kaiku ry", "Ei hyväksytty")
    reader.follow(f"Ehdotus {here.proposals['Aamun kaiku ry']}")
    reader.sees("palkkojen nousua vastaavalla", "Näin on selvempää.", OWN_REASON)
    with reading(site.app) as session:
        words = load_text(session, here.version_id + 1).by_id["b1"].text
    assert words == GRANTS.replace(SENTENCE, COMBINED).replace("yhdellä lomak", "yhdellä selkeällä lomak")
