"""S1 whole, on a phone: from the authority's request by way of 500 invitations to the filed statement."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import docx
import pytest
from playwright.sync_api import expect

from tests.factories import make_consultation, make_person
from tests.signing import DISSENT
from tests.stories import authority, crowd
from tests.stories.conftest import Site, Visit
from tests.stories.visitor import Visitor
from tests.web.conftest import writing
from tests.web.mailbox import deliver, link_in, text_of

PHONE = {"width": 360, "height": 740}
TITLE = "Lausunto järjestämissuunnitelmasta"
NOTES = tuple(f"Huoli numero {number // 2}: tilat ovat kiinni." for number in range(24))
REASON = "Perustelu on julkinen."
START = datetime(2026, 12, 4, 8, 0, tzinfo=UTC)
NGO_DAY = datetime(2027, 1, 15, 10, 0, tzinfo=UTC)
OPENS = datetime(2027, 1, 16, 7, 0, tzinfo=UTC)
CLOSES = datetime(2027, 2, 1, 14, 0, tzinfo=UTC)
SIGNING = datetime(2027, 2, 8, 7, 0, tzinfo=UTC)
SIGNED = datetime(2027, 2, 13, 14, 0, tzinfo=UTC)
LATE = datetime(2027, 2, 16, 10, 0, tzinfo=UTC)
#: With fewer invitations it is the same story, quicker.
script_or_not = pytest.mark.parametrize(
    ("script", "invited"),
    [
        (True, 120),
        pytest.param(True, 500, marks=pytest.mark.long),
        pytest.param(False, 500, marks=pytest.mark.long),
    ],
    ids=["script", "script-500", "no-script-500"],
)


def upload(somebody: Visitor, name: str, data: bytes) -> None:
    """Choose a file in the page's one field for it."""
    somebody.page.get_by_label("Tiedosto", exact=True).set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )


def take_in_request(agent: Visitor) -> str:
    """Step 1: the request from its file; where the consultation is."""
    agent.go("/").follow("Uusi valmistelu").write("Otsikko", TITLE)
    agent.write("Kuka johtaa työtä?", "Kumppanuuspöytä").press("Luo valmistelu")
    home = re.sub(r"^https?://[^/]+|/[^/]*$", "", agent.page.url)
    agent.go(f"{home}/request").follow("Tuo tiedosto")
    upload(agent, "pyynto.json", authority.request_file())
    agent.press("Näytä pyyntö").sees("Mitään ei ole vielä tallennettu", *authority.REQUIRED)
    agent.press("Tallenna pyyntö").sees("Pyyntö tallennettiin.")
    numbered = [f"{number}. {header}" for number, header in enumerate(authority.HEADERS, start=1)]
    listed = agent.main.inner_text()
    places = [listed.index(each) for each in numbered]
    assert places == sorted(places)
    assert places[1] < listed.index(f"{authority.BREAK}\n") < places[2]
    agent.go(f"{home}/desk").sees("73 päivää jäljellä", "ma 15.2.2027 klo 16.15")
    return home


def write_draft(agent: Visitor, home: str) -> None:
    """Step 2: the questions are the headings; what is unanswered is listed until it is written."""
    agent.go(f"{home}/desk").follow("Tuo luonnos").press("Aloita kysymyksistä")
    for number, words in enumerate(crowd.ANSWERS, start=1):
        agent.sees("Otsikon alla ei ole vielä tekstiä.")
        agent.follow(f"Kirjoita vastaus kysymykseen {number}").write("Teksti", words).press("Tallenna kohta")
    agent.misses("Otsikon alla ei ole vielä tekstiä.")
    agent.press("Julkaise versio 1").sees("Versio 1 julkaistiin.")


def paste_notes(agent: Visitor, home: str) -> None:
    """Step 3: one line is one note, said by nobody in particular."""
    agent.go(f"{home}/workshops/paste").write("Uuden lähteen nimi", "Järjestöpäivä 15.1.")
    agent.write("Muistiinpanot, yksi riviä kohti", "\n".join(NOTES)).press("Tallenna muistiinpanot")
    agent.sees("24 muistiinpanoa tallennettiin.", "Järjestöpäivä 15.1.")


def invite(site: Site, agent: Visitor, home: str, invited: int) -> None:
    """Step 4: all are read, the double ones joined, the misspelt named by line; then they are invited."""
    agent.go(f"{home}/invitations/list")
    upload(agent, "Kutsulista.csv", authority.organisation_list(invited))
    agent.press("Näytä, mikä muuttuisi")
    agent.sees(re.compile(rf"Uudet\s*{invited}"), re.compile(rf"Jäi pois\s*3\s*/ {invited + 5} riviä"))
    agent.sees(f"rivit 2, {invited + 2}.", f"rivit 3, {invited + 3}.")
    agent.sees(re.compile(rf"{invited + 4}\s*Tarkista sähköpostiosoite"))
    agent.press("Tallenna ja esikatsele kutsut").sees("Mitään ei ole vielä lähetetty.")
    assert deliver(site.app) == []
    agent.press(f"Lähetä {invited} kutsua").sees(f"{invited} kutsua lähtee.")


def answer_from_the_mail(site: Site, phone: Visitor, home: str, invited: int) -> None:
    """Steps 4 and 5: from the invitation to a sent comment and proposal."""
    mails = deliver(site.app)
    assert len({mail["To"] for mail in mails}) == len(mails) == invited
    mail = next(mail for mail in mails if mail["To"] == authority.address(1))
    phone.go(link_in(mail)).press("Jatka").follow("Aloita vastaaminen")
    phone.follow("Kommentoi kohtaa 1").choose("Puuttuu jotain").write("Kommenttisi", "Lapset puuttuvat.")
    phone.press("Tallenna kommentti").follow("Ehdota muutosta kohtaan 2")
    words = crowd.ANSWERS[1].replace("vuosittain", "kolmeksi vuodeksi")
    phone.write("Kirjoita kohta niin kuin sen pitäisi olla", words)
    phone.write("Perustelu", "Vuosi on lyhyt.").press("Tallenna ehdotus")
    phone.go(f"{home}/answer").choose(authority.OPTIONS[1]).press("Lähetä vastaukset")
    phone.reads("Vastauksesi on perillä")


def remind(site: Site, agent: Visitor, home: str, invited: int) -> None:
    """Step 5: 63 have answered, and only the others get a reminder."""
    before, silent = len(deliver(site.app)), invited - crowd.ANSWERING - 1
    agent.go(f"{home}/desk").sees(re.compile(rf"Mukana\s*{invited}"), re.compile(r"Vastannut\s*63"))
    agent.sees(f"{silent} järjestöä ei ole vielä vastannut").misses("Lisää henkilöt")
    agent.go(f"{home}/reminders").press(f"Lähetä {silent} muistutusta").sees(f"{silent} muistutusta lähtee.")
    told = {mail["To"] for mail in deliver(site.app)[before:]}
    assert len(told) == silent
    assert authority.address(1) not in told


def close_and_let_one_in(site: Site, agent: Visitor, visit: Visit, home: str, *, script: bool) -> None:
    """Step 6: what was half-written is kept, and one organisation is let in late."""
    number = crowd.ANSWERING + 2
    link = next(link_in(mail) for mail in deliver(site.app) if mail["To"] == authority.address(number))
    late = visit(script=script, **PHONE)
    site.clock.now = CLOSES - timedelta(minutes=1)
    late.go(link).press("Jatka").follow("Aloita vastaaminen").follow("Kommentoi kohtaa 3")
    late.choose("Puuttuu jotain").write("Kommenttisi", "Ehdimmekö vielä?")
    site.clock.now = CLOSES
    late.press("Tallenna kommentti").sees("Kierros on sulkeutunut")
    expect(late.field("Kommenttisi")).to_have_value("Ehdimmekö vielä?")
    agent.go(f"{home}/rounds/late").pick("Järjestö", authority.name(number))
    agent.write("Viimeinen päivä", "2.2.2027").write("Sulkeutumisaika", "16.00")
    agent.write("Perustelu", "Sähkökatko.").press("Päästä mukaan").sees(authority.name(number))
    late.go(f"{home}/draft").follow("Kommentoi kohtaa 3")
    late.choose("Puuttuu jotain").write("Kommenttisi", "Ehdimme.").press("Tallenna kommentti")
    late.go(f"{home}/answer").press("Lähetä vastaukset").reads("Vastauksesi on perillä")
    agent.go(f"{home}/log").sees(f"päästi mukaan sulkeutumisen jälkeen: {authority.name(number)}")
    site.clock.now = CLOSES + timedelta(days=1)


def reconcile(agent: Visitor, home: str) -> None:
    """Step 7: the option and the last place in the browser; nothing but acceptance goes without a reason."""
    agent.go(f"{home}/filing/transfer").sees("1 pakollinen kysymys on vailla vastausta", authority.CHOICE)
    agent.go(f"{home}/options/1/choice").choose(authority.OPTIONS[1]).press("Tallenna valinta")
    agent.sees("Kirjoita perustelu").write("Perustelu", REASON).press("Tallenna valinta")
    agent.go(f"{home}/reconcile").follow("Avaa ensimmäinen")
    agent.choose("Merkitse tiedoksi", within=agent.part("Ratkaisu kommenttiin"))
    agent.press("Tallenna ratkaisu ja siirry seuraavaan").sees("Kirjoita perustelu.")
    agent.write("Vastaus kommenttiin", REASON).press("Tallenna ratkaisu ja siirry seuraavaan")
    agent.go(f"{home}/publish").press("Julkaise versio 2").reads("Mitä muuttui versiosta 1 versioon 2?")
    agent.sees("Sanan vuosittain tilalle tulivat sanat kolmeksi vuodeksi.")


def ask_for_signatures(agent: Visitor, home: str) -> None:
    """Step 9: the approval, and the days of the signing."""
    agent.go(f"{home}/signatures").write("Kuka hyväksyi tekstin?", "Kumppanuuspöytä")
    agent.write("Hyväksymispäivä", "7.2.2027").press("Kirjaa hyväksyntä")
    agent.write("Avautuu", "8.2.2027").write("Avautumisaika", "9.00")
    agent.write("Sulkeutuu", "13.2.2027").write("Sulkeutumisaika", "16.00").press("Pyydä allekirjoitukset")
    agent.sees("Teksti on lukittu allekirjoituksen ajaksi")


def sign(site: Site, phone: Visitor, home: str) -> None:
    """Step 9: the last of 31 signs in anew and signs version 2."""
    phone.go("/sign-in").write("Sähköpostiosoite", authority.address(1)).press("Lähetä linkki")
    link = next(link_in(mail) for mail in reversed(deliver(site.app)) if "/sign-in/link/" in text_of(mail))
    phone.go(link).press("Jatka").go(f"{home}/signing")
    phone.choose("Allekirjoitamme").write("Nimi", "Aino Allekirjoittaja")
    phone.write("Tehtävä järjestössä", "puheenjohtaja").write("Mikä toimielin käsitteli asian?", "hallitus")
    phone.write("Minä päivänä?", "7.2.2027").choose("Nämä saa julkaista lausunnossa")
    phone.press("Vahvista valinta").sees("vastaus tallennettiin.")


def fill_in_letter(agent: Visitor, home: str) -> None:
    """Step 10: what stands around the text, and the five data of the answerer."""
    agent.go(f"{home}/signatures").sees(re.compile(r"Tekstin takana\s*35"))
    agent.go(f"{home}/letter").write("Paikka", "Jyväskylä").write("Lausunnon pääkohdat", "Rahoitus kuntoon.")
    agent.write("Vastaajatahon virallinen nimi", "Järjestöjen kumppanuuspöytä")
    agent.write("Vastauksen kirjanneen henkilön nimi", "Muutosagentti")
    agent.write("Vastauksen vastuuhenkilön yhteystiedot", "agentti@example.invalid")
    agent.write("Toimielimen nimi", "Kumppanuuspöytä").write("Käsittelypäivä toimielimessä", "7.2.2027")
    agent.press("Tallenna")
    agent.go(f"{home}/filing/transfer").misses("vailla vastausta").sees("Valittu vaihtoehto: Osittain")
    expect(agent.main.locator("[readonly]")).to_have_count(len(authority.HEADERS) + len(authority.REQUIRED))


def word_file(agent: Visitor, home: str) -> bytes:
    """Version 2 as it is downloaded."""
    agent.go(f"{home}/versions")
    with agent.page.expect_download() as download:
        agent.link(re.compile(r"^Word-tiedostona\W+versio 2$")).click()
    return download.value.path().read_bytes()


def check_the_word_file(data: bytes) -> None:
    """Step 10: all parts in their order, 35 signatories in Finnish order, dissenting views as an annex."""
    file = docx.Document(BytesIO(data))
    said = [paragraph.text for paragraph in file.paragraphs]
    wanted = (
        "Jyväskylä 13.2.2027", authority.REGISTER_NUMBER, authority.AUTHORITY, "Rahoitus kuntoon.",
        authority.CHOICE, authority.OPTIONS[1], authority.MANDATORY, *authority.HEADERS[2:],
        DISSENT.dissent,
    )  # fmt: skip
    places = [next(n for n, words in enumerate(said) if each in words) for each in wanted]
    assert places == sorted(places)
    signed = [row.cells[0].text for row in file.tables[0].rows[1:]]
    assert len(signed) == 35
    assert signed == sorted(signed, key=lambda name: int(name.split()[1].rstrip(".")))


def file_it(agent: Visitor, home: str) -> None:
    """Step 11: filed once, and locked; who signs later goes to the dated addendum."""
    agent.go(f"{home}/filing").write("Kanava", "Lausuntopalvelu").write("Jättöpäivä", "13.2.2027")
    agent.write("Jättöaika", "16.00").write("Kuittaus", "LP-1").press("Merkitse jätetyksi")
    agent.reads("Lausunto on jätetty").sees("LP-1")


def sign_late(agent: Visitor, home: str) -> None:
    """Step 11: a signatory of 16.2. goes to the dated addendum."""
    late = authority.name(crowd.ANSWERING + 2)
    agent.go(f"{home}/signatures/addendum").pick("Järjestö", late).write("Nimi", "Lauri Myöhä")
    agent.write("Tehtävä järjestössä", "sihteeri").write("Allekirjoituspäivä", "16.2.2027")
    agent.press("Lisää lisäykseen").sees(late, "Lauri Myöhä, sihteeri")


@script_or_not
def test_from_the_request_to_the_filed_statement(
    site: Site, visit: Visit, *, script: bool, invited: int
) -> None:
    site.clock.now = START
    with writing(site.app) as session:
        person = make_person(session, "Muutosagentti")
        make_consultation(session, person, "Aiempi lausunto")
    agent = visit(person, script=script, **PHONE)
    home = take_in_request(agent)
    write_draft(agent, home)
    paste_notes(agent, home)
    agent.go(f"{home}/rounds").write("Avautuu", "16.1.2027").write("Avautumisaika", "9.00")
    agent.write("Sulkeutuu", "1.2.2027").write("Sulkeutumisaika", "16.00").press("Suunnittele kierros")
    invite(site, agent, home, invited)
    site.clock.now = OPENS
    phone = visit(script=script, **PHONE)
    answer_from_the_mail(site, phone, home, invited)
    others = crowd.Crowd(site.app)
    others.answer(site.clock.now)
    agent = visit(person, script=script, **PHONE)
    remind(site, agent, home, invited)
    site.clock.now = CLOSES - timedelta(hours=1)
    agent = visit(person, script=script, **PHONE)
    close_and_let_one_in(site, agent, visit, home, script=script)
    others.decide_all_but_last(person, site.clock.now)
    agent = visit(person, script=script, **PHONE)
    reconcile(agent, home)
    site.clock.now = SIGNING
    agent = visit(person, script=script, **PHONE)
    ask_for_signatures(agent, home)
    others.sign(site.clock.now)
    sign(site, phone, home)
    site.clock.now = SIGNED
    agent = visit(person, script=script, **PHONE)
    fill_in_letter(agent, home)
    file_it(agent, home)
    filed = word_file(agent, home)
    check_the_word_file(filed)
    site.clock.now = LATE
    agent = visit(person, script=script, **PHONE)
    sign_late(agent, home)
    assert word_file(agent, home) == filed
