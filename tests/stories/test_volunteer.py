"""S5: a volunteer with a phone and a screen reader, from the sign-in mail to the sent answer."""

import re
from email.message import EmailMessage
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from consult.models import Comment, Draft, Proposal
from tests.stories import village
from tests.stories.accessible_names import shared_names
from tests.stories.conftest import Site, Visit
from tests.stories.village import TOTAL, Village
from tests.stories.visitor import Visitor
from tests.web.conftest import reading
from tests.web.mailbox import code_in, deliver, link_in, text_of

PHONE = {"width": 360, "height": 740, "text": 200}
MAX_WORDS = 150
MAX_ACTIVATIONS = 12
script_or_not = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@pytest.fixture
def here(site: Site) -> Village:
    """A round in which one organisation takes part."""
    return village.found(site)


def ask_for_link(somebody: Visitor, address: str) -> str:
    """Write the address into the sign-in page; what the page answers."""
    somebody.go("/sign-in").write("Sähköpostiosoite", address).press("Lähetä linkki")
    return somebody.main.inner_text()


def sign_in_mail(site: Site, here: Village, phone: Visitor) -> EmailMessage:
    """The mail that comes when the lead asks for a link."""
    ask_for_link(phone, here.lead.email)
    return deliver(site.app)[-1]


def arrive(site: Site, here: Village, phone: Visitor) -> Visitor:
    """From the mail to the draft."""
    mail = sign_in_mail(site, here, phone)
    phone.activations = 1
    phone.go(link_in(mail)).press("Jatka")
    phone.follow(re.compile("^Aloita vastaaminen"))
    return phone.follow("Aloita vastaaminen")


def test_the_mail_is_short_and_says_everything(site: Site, visit: Visit, here: Village) -> None:
    words = text_of(sign_in_mail(site, here, visit(**PHONE)))
    assert len(words.split()) <= MAX_WORDS
    assert words.count("http") == 1
    assert link_in(deliver(site.app)[-1]) in words
    for said in ("Pyysit linkkiä", "lukemaan ja kommentoimaan yhteistä lausuntoa", "kello 9.52 asti"):
        assert said in words
    assert "Et tarvitse salasanaa" in words
    assert code_in(deliver(site.app)[-1]) in words


@script_or_not
def test_scanners_leave_the_link_valid(site: Site, visit: Visit, here: Village, *, script: bool) -> None:
    phone = visit(script=script, **PHONE)
    link = link_in(sign_in_mail(site, here, phone))
    for _ in range(3):
        with urlopen(site.base + link) as answer:
            assert answer.status == 200
    phone.go(link).press("Jatka")
    phone.reads("Yhdessä kirjoitetut kannanotot")
    expect(phone.page.get_by_text(here.lead.name).first).to_be_attached()


@script_or_not
def test_an_old_link_says_what_to_do(site: Site, visit: Visit, here: Village, *, script: bool) -> None:
    phone = visit(script=script, **PHONE)
    old = link_in(sign_in_mail(site, here, phone))
    site.clock.tick(minutes=11)
    phone.go(old).sees("Linkki ei ole enää voimassa. Pyydä uusi linkki")
    said = phone.main.inner_text()
    assert phone.go("/sign-in/link/no-such-link").main.inner_text() == said
    phone.follow("Pyydä uusi linkki").reads("Kirjaudu sisään")


@script_or_not
def test_every_address_gets_the_same_answer(site: Site, visit: Visit, here: Village, *, script: bool) -> None:
    phone = visit(script=script, **PHONE)
    assert ask_for_link(phone, here.lead.email) == ask_for_link(phone, "nobody@example.invalid")


@script_or_not
def test_from_the_mail_to_the_sent_answer(site: Site, visit: Visit, here: Village, *, script: bool) -> None:
    phone = arrive(site, here, visit(script=script, **PHONE))
    phone.page.keyboard.press("Tab")
    expect(phone.page.get_by_role("link", name="Siirry sisältöön")).to_be_focused()
    expect(phone.main.get_by_role("article", name=re.compile(rf"^Kohta 3\W+{TOTAL}"))).to_have_count(1)
    assert shared_names(phone.page) == []
    phone.follow("Kommentoi kohtaa 3").sees(f"Kohta 3/{TOTAL}")
    phone.choose("Puuttuu jotain").write("Kommenttisi", "Maksun suuruus puuttuu.")
    phone.press("Tallenna kommentti").sees("Kommenttisi on tallennettu.")
    phone.follow("Siirry lähettämään").press("Lähetä vastaukset").reads("Vastauksesi on perillä")
    assert phone.activations <= MAX_ACTIVATIONS
    assert "Siinä on 1 kommentti" in text_of(deliver(site.app)[-1])
    with reading(site.app) as session:
        assert session.scalars(select(Comment)).one().sent_at == site.clock.now


@script_or_not
def test_a_proposal_is_read_once_as_a_sentence(
    site: Site, visit: Visit, here: Village, *, script: bool
) -> None:
    phone = arrive(site, here, visit(script=script, **PHONE))
    phone.follow("Ehdota muutosta kohtaan 3")
    words = village.GRANTS.replace("vuosittain", "kolmeksi vuodeksi")
    phone.write("Kirjoita kohta niin kuin sen pitäisi olla", words)
    if not script:
        phone.press("Esikatsele")
    sentence = phone.main.get_by_text("Korvaa sanan vuosittain sanoilla kolmeksi vuodeksi.")
    expect(sentence).to_have_count(1)
    preview = phone.main.get_by_role("region", name="Näin kohta muuttuu")
    expect(preview.get_by_role("status")).to_have_count(1)
    assert shared_names(phone.page) == []
    phone.press("Tallenna ehdotus")
    expect(phone.main.get_by_role("alert")).to_be_focused()
    phone.sees("Kirjoita perustelu. Yksi virke riittää.")
    phone.write("Perustelu", "Vuosi on liian lyhyt aika.").press("Tallenna ehdotus")
    phone.follow("Siirry lähettämään").sees("Korvaa sanan vuosittain sanoilla kolmeksi vuodeksi.")
    phone.press("Lähetä vastaukset").reads("Vastauksesi on perillä")
    assert phone.activations <= MAX_ACTIVATIONS
    with reading(site.app) as session:
        assert session.scalars(select(Proposal)).one().sent_at == site.clock.now


@script_or_not
def test_an_empty_form_moves_the_focus_to_what_is_wrong(
    site: Site, visit: Visit, here: Village, *, script: bool
) -> None:
    phone = visit(here.lead, script=script, **PHONE)
    phone.go(f"{here.url}/draft").follow("Kommentoi kohtaa 3").press("Tallenna kommentti")
    expect(phone.main.get_by_role("alert")).to_be_focused()
    phone.link("Kirjoita kommentti. Yksi virke riittää.").click()
    expect(phone.field("Kommenttisi")).to_be_focused()


def test_writing_saves_itself_and_says_when(site: Site, visit: Visit, here: Village) -> None:
    phone = visit(here.lead, **PHONE)
    phone.go(f"{here.url}/draft").follow("Kommentoi kohtaa 3").write("Kommenttisi", "Puolikas lau")
    phone.sees("Tallennettu klo 9.42")
    with reading(site.app) as session:
        assert session.scalars(select(Draft)).one().fields["text"] == "Puolikas lau"
    again = visit(here.lead, **PHONE)
    again.go(f"{here.url}/draft").follow("Kommentoi kohtaa 3")
    expect(again.field("Kommenttisi")).to_have_value("Puolikas lau")


def test_without_network_the_text_stays_on_the_device_and_comes_back(visit: Visit, here: Village) -> None:
    phone = visit(here.lead, **PHONE)
    phone.go(f"{here.url}/draft").follow("Kommentoi kohtaa 3")
    phone.page.context.set_offline(True)
    phone.write("Kommenttisi", "Kirjoitin tämän junassa.")
    phone.sees("Tekstisi on tallessa tällä laitteella")
    address = phone.page.url
    phone.page.close()
    phone.page.context.set_offline(False)
    page = phone.page.context.new_page()
    page.goto(address)
    expect(page.get_by_label("Kommenttisi")).to_have_value("Kirjoitin tämän junassa.")
    expect(page.get_by_text("Palautimme tekstin, jonka kirjoitit tällä laitteella.")).to_be_visible()
