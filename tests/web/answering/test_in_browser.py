"""Answering in a real browser on a phone, with and without script: S5 from the front page on."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Page as BrowserPage
from werkzeug.serving import make_server

from tests.accessibility import faults
from tests.web.answering import deeds
from tests.web.answering.conftest import GRANTS, Scene
from tests.web.client import PageClient

PHONE = {"width": 360, "height": 740}
MAX_ACTIVATIONS = 9  # 12 in all; three go to the link in the mail, Jatka and the way here
LONGER = GRANTS.replace("vuosittain", "kolmeksi vuodeksi kerrallaan")


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The application behind a real server."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    # A browser keeps spare connections open; nobody waits for them at the end.
    server.daemon_threads = True  # type: ignore[attr-defined]  # the threaded server has it
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@dataclass
class Phone:
    """A small screen, on which every activation is counted and every page is looked at by axe."""

    page: BrowserPage
    has_script: bool
    activations: int = 0

    def press(self, name: str) -> None:
        """Press the one link, button or choice of this name."""
        page = self.page
        roles = page.get_by_role("link", name=name, exact=True).or_(
            page.get_by_role("button", name=name, exact=True)
        )
        found = roles.or_(page.get_by_role("radio", name=name, exact=True))
        expect(found).to_have_count(1)
        found.click()
        self.activations += 1
        page.wait_for_load_state()
        self.look()

    def write(self, label: str, words: str) -> None:
        """Touch a field and write into it."""
        self.page.get_by_label(label, exact=True).fill(words)
        self.activations += 1

    def look(self) -> None:
        """No sideways scroll, one h1, nothing for axe to find."""
        assert self.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        expect(self.page.get_by_role("heading", level=1)).to_have_count(1)
        if self.has_script:  # axe is a script itself
            assert faults(self.page) == []


def sign_in(context: BrowserContext, client: PageClient, address: str) -> None:
    """The browser gets the session of a test's client."""
    for cookie in (client.http._cookies or {}).values():
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def phone(
    request: pytest.FixtureRequest,
    new_context: Callable[..., BrowserContext],
    member: PageClient,
    address: str,
) -> Phone:
    """A phone with text at 200 %, script on or off."""
    context = new_context(viewport=PHONE, java_script_enabled=request.param, base_url=address)
    sign_in(context, member, address)
    return Phone(context.new_page(), request.param)


def test_a_volunteer_comments_proposes_and_sends(app: Flask, scene: Scene, phone: Phone) -> None:
    page = phone.page
    page.goto(f"{scene.url}/draft")
    phone.press("Kommentoi kohtaa 3")
    phone.press("Puuttuu jotain")
    phone.write("Kommenttisi", "Tilavarauksesta ei puhuta mitään.")
    phone.press("Tallenna kommentti")
    expect(page.get_by_text("Tilavarauksesta ei puhuta mitään.")).to_be_visible()
    page.goto(f"{scene.url}/answer")
    phone.look()
    phone.press("Lähetä vastaukset")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vastauksesi on perillä")
    assert phone.activations + 1 <= MAX_ACTIVATIONS
    assert deeds.comments(app)[0].sent_at is not None


def test_a_proposal_is_previewed_and_saved(app: Flask, scene: Scene, phone: Phone) -> None:
    page = phone.page
    page.goto(scene.block_url("b3", "reword"))
    phone.look()
    phone.write("Kirjoita kohta niin kuin sen pitäisi olla", LONGER)
    if page.get_by_role("button", name="Esikatsele").count():
        phone.press("Esikatsele")
    expect(page.locator("#preview del")).to_contain_text("vuosittain")
    expect(page.locator("#preview .plain-change")).to_contain_text("kolmeksi vuodeksi kerrallaan")
    phone.press("Tallenna ehdotus")
    summary = page.locator(".error-summary")
    expect(summary).to_contain_text("Kirjoita perustelu. Yksi virke riittää.")
    phone.write("Perustelu", deeds.REASON)
    phone.press("Tallenna ehdotus")
    expect(page.locator("ins")).to_contain_text("kolmeksi vuodeksi kerrallaan")
    assert len(deeds.proposals(app)) == 1


@pytest.mark.parametrize("phone", [True], indirect=True, ids=["script"])
def test_an_empty_form_moves_the_focus_to_what_is_wrong(scene: Scene, phone: Phone) -> None:
    phone.page.goto(scene.block_url("b3", "comment"))
    phone.press("Tallenna kommentti")
    expect(phone.page.locator(".error-summary")).to_be_focused()


@pytest.mark.parametrize("phone", [True], indirect=True, ids=["script"])
def test_writing_saves_itself_and_says_when(app: Flask, scene: Scene, phone: Phone) -> None:
    page = phone.page
    page.goto(scene.block_url("b3", "comment"))
    phone.write("Kommenttisi", "Puolikas lause")
    expect(page.locator("[data-autosave-status]")).to_have_text("Tallennettu klo 9.42")
    assert deeds.drafts(app)[0].fields["text"] == "Puolikas lause"
    page.reload()
    expect(page.get_by_label("Kommenttisi", exact=True)).to_have_value("Puolikas lause")


@pytest.mark.parametrize("phone", [True], indirect=True, ids=["script"])
def test_without_network_the_text_stays_on_the_device(scene: Scene, phone: Phone) -> None:
    page = phone.page
    page.goto(scene.block_url("b3", "comment"))
    page.context.set_offline(True)
    phone.write("Kommenttisi", "Kirjoitin junassa")
    expect(page.locator("[data-autosave-status]")).to_contain_text("tällä laitteella")
    page.context.set_offline(False)
    expect(page.locator("[data-autosave-status]")).to_have_text("Tallennettu klo 9.42", timeout=20_000)


@pytest.mark.parametrize("phone", [True], indirect=True, ids=["script"])
def test_without_network_saving_stays_on_the_page(app: Flask, scene: Scene, phone: Phone) -> None:
    page = phone.page
    page.goto(scene.block_url("b3", "comment"))
    phone.write("Kommenttisi", "Kirjoitin junassa")
    page.context.set_offline(True)
    page.get_by_role("button", name="Tallenna kommentti").click()
    told = page.locator("[data-unsent]")
    expect(told).to_contain_text("Tekstisi on tallessa tällä laitteella.")
    expect(page.get_by_label("Kommenttisi", exact=True)).to_have_value("Kirjoitin junassa")
    assert deeds.comments(app) == []
    page.context.set_offline(False)
    expect(told).to_have_text("")
    phone.press("Tallenna kommentti")
    assert [made.current.text for made in deeds.comments(app)] == ["Kirjoitin junassa"]


@pytest.mark.parametrize("phone", [True], indirect=True, ids=["script"])
def test_when_the_server_does_not_answer_saving_stays_on_the_page(
    app: Flask, scene: Scene, phone: Phone
) -> None:
    page = phone.page
    page.goto(scene.block_url("b3", "comment"))
    page.context.route("**/*", lambda route: route.abort())
    phone.write("Kommenttisi", "Yhteys pätkii")
    expect(page.locator("[data-autosave-status]")).to_contain_text("tällä laitteella")
    page.get_by_role("button", name="Tallenna kommentti").click()
    expect(page.locator("[data-unsent]")).to_contain_text("mitään ei vielä tallennettu")
    page.context.unroute("**/*")
    page.get_by_role("button", name="Tallenna kommentti").click()
    expect(page.get_by_text("Kommenttisi on tallennettu.")).to_be_visible()
    assert len(deeds.comments(app)) == 1


def test_the_confirmation_is_seen_beside_the_block(scene: Scene, phone: Phone) -> None:
    page = phone.page
    page.goto(scene.block_url("b4", "comment"))
    phone.write("Kommenttisi", "Hyvä kohta.")
    phone.press("Tallenna kommentti")
    told = page.locator("#kohta-b4").get_by_role("status")
    expect(told).to_contain_text("Kommenttisi on tallennettu.")
    expect(told).to_be_in_viewport()
    if phone.has_script:
        expect(told).to_be_focused()
