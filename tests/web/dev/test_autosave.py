"""A half-written form is never lost: it is on the device at once and on the server when it can be."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.dev.conftest import Open

PROPOSE = "/dev/style-guide/propose"
SAVE = "**/dev/style-guide/autosave"
STATUS = ".autosave [data-autosave-status]"
OTHER_TEXT = "[data-autosave-restore]"
KEPT = "() => Object.entries(localStorage).filter(([key]) => key.startsWith('consult:draft:')).map(String)"


@dataclass
class Server:
    """The other end of autosave: what it was sent, and what it answers."""

    status: int = 200
    answer: dict[str, str] = field(default_factory=lambda: {"saved": "Tallennettu klo 9.42"})
    is_reachable: bool = True
    texts: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)

    def handle(self, route: Route) -> None:
        """Answer one save."""
        if not self.is_reachable:
            route.abort()
            return
        sent = parse_qs(route.request.post_data or "", keep_blank_values=True)
        self.texts.append(sent["text"][0])
        self.tokens.append(sent["csrf_token"][0])
        route.fulfill(status=self.status, content_type="application/json", body=json.dumps(self.answer))


@pytest.fixture
def server(page: Page) -> Iterator[Server]:
    """A server of drafts that a test can take away."""
    server = Server()
    yield server
    page.unroute_all(behavior="ignoreErrors")


@pytest.fixture
def form(open_page: Open, server: Server) -> Page:
    """The form, just opened."""
    page = open_page(PROPOSE)
    page.route(SAVE, server.handle)
    return page


def test_what_is_written_is_saved_after_a_quiet_moment(form: Page, server: Server) -> None:
    form.fill("#text", "Uusi virke.")
    expect(form.locator(STATUS)).to_have_text("Tallennettu klo 9.42")
    assert server.texts == ["Uusi virke."]
    assert len(server.tokens[0]) > 40


def test_leaving_a_field_saves_at_once_and_nothing_is_saved_twice(form: Page, server: Server) -> None:
    form.fill("#text", "Uusi virke.")
    form.focus("#reason")
    form.focus("#text")
    expect(form.locator(STATUS)).to_have_text("Tallennettu klo 9.42")
    form.focus("#reason")
    assert server.texts == ["Uusi virke."]


def test_the_device_holds_the_text_before_the_server_does(form: Page, server: Server) -> None:
    server.is_reachable = False
    form.fill("#text", "Kesken")
    (kept,) = form.evaluate(KEPT)
    assert "Kesken" in kept
    assert "csrf_token" not in kept


def test_without_connection_the_text_waits_and_leaves_when_it_returns(form: Page, server: Server) -> None:
    server.is_reachable = False
    form.fill("#text", "Ilman verkkoa")
    expect(form.locator(STATUS)).to_contain_text("Tekstisi on tallessa tällä laitteella")
    server.is_reachable = True
    form.evaluate("dispatchEvent(new Event('online'))")
    expect(form.locator(STATUS)).to_have_text("Tallennettu klo 9.42")
    assert server.texts == ["Ilman verkkoa"]


def test_a_refusal_is_said_in_the_servers_words_and_the_text_is_kept(form: Page, server: Server) -> None:
    server.status, server.answer = 409, {"message": "Kierros on sulkeutunut."}
    form.fill("#text", "Myöhässä")
    expect(form.locator(STATUS)).to_have_text("Kierros on sulkeutunut.")
    assert "Myöhässä" in form.evaluate(KEPT)[0]


def test_an_unsaved_text_comes_back_when_the_page_is_opened_again(form: Page, server: Server) -> None:
    server.is_reachable = False
    form.fill("#text", "Ei ehtinyt perille")
    form.reload()
    expect(form.locator("#text")).to_have_value("Ei ehtinyt perille")
    expect(form.locator(STATUS)).to_contain_text("Palautimme tekstin")


def test_a_saved_text_is_the_servers_to_show(form: Page) -> None:
    form.fill("#text", "Perillä")
    expect(form.locator(STATUS)).to_have_text("Tallennettu klo 9.42")
    form.reload()
    expect(form.locator("#text")).to_have_value("")
    expect(form.locator(OTHER_TEXT).first).to_be_hidden()


def test_of_two_different_texts_neither_is_lost(form: Page, server: Server) -> None:
    server.answer = {"saved": "Tallennettu klo 9.50", "at": "2027-01-20T07:50:00+00:00"}
    form.fill("#text", "Ensimmäinen")
    expect(form.locator(STATUS)).to_have_text("Tallennettu klo 9.50")
    server.is_reachable = False
    form.fill("#text", "Toinen")
    form.reload()
    expect(form.locator("#text")).to_have_value("")
    form.click(OTHER_TEXT)
    expect(form.locator("#text")).to_have_value("Toinen")
    form.click(OTHER_TEXT)
    expect(form.locator("#text")).to_have_value("")


def test_the_copy_goes_when_the_server_says_that_the_form_arrived(form: Page, server: Server) -> None:
    server.is_reachable = False
    form.fill("#text", "Lähetetään")
    form.evaluate(
        """() => {
        const mark = document.createElement('span');
        mark.dataset.clearDraft = document.querySelector('[data-autosave]').dataset.autosave;
        document.body.append(mark);
        document.dispatchEvent(new Event('htmx:after:swap'));
        }"""
    )
    assert form.evaluate(KEPT) == []
