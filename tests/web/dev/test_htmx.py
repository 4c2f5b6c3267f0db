"""What pages expect of htmx: the preview follows the typing, refusals show, failures change nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.web.dev.conftest import Open

PROPOSE = "/dev/style-guide/propose"
PREVIEW = "**/dev/style-guide/preview"
SAVE = "**/dev/style-guide/autosave"


@dataclass
class Server:
    """Answers each preview with one sentence."""

    status: int = 200
    text: str = "Korvaa sanan."
    requests: list[Request] = field(default_factory=list)

    def handle(self, route: Route) -> None:
        """Answer as the preview's view does: the fragment whose root has the target's id."""
        self.requests.append(route.request)
        fragment = f'<section class="preview" id="preview"><p role="status">{self.text}</p></section>'
        route.fulfill(status=self.status, content_type="text/html", body=fragment)


@pytest.fixture
def server(page: Page) -> Iterator[Server]:
    """The view of the preview."""
    yield Server()
    page.unroute_all(behavior="ignoreErrors")


@pytest.fixture
def form(open_page: Open, server: Server) -> Page:
    """The form, just opened."""
    page = open_page(PROPOSE)
    page.route(PREVIEW, server.handle)
    page.route(SAVE, lambda route: route.fulfill(json={"saved": "Tallennettu"}))
    return page


def test_the_preview_follows_the_typing_and_leaves_the_field_alone(form: Page, server: Server) -> None:
    form.locator("#text").press_sequentially("Uusi virke")
    expect(form.locator("#preview")).to_have_text("Korvaa sanan.")
    expect(form.locator("#text")).to_be_focused()
    expect(form.locator("#text")).to_have_value("Uusi virke")
    assert len(server.requests) == 1


def test_the_preview_sends_the_whole_form_and_the_token(form: Page, server: Server) -> None:
    form.fill("#reason", "Siksi.")
    form.fill("#text", "Uusi virke")
    expect(form.locator("#preview")).to_have_text("Korvaa sanan.")
    sent, headers = server.requests[0], server.requests[0].headers
    fields = parse_qs(sent.post_data or "")
    assert (fields["text"], fields["reason"]) == (["Uusi virke"], ["Siksi."])
    assert headers["x-csrftoken"] == fields["csrf_token"][0]
    assert headers["hx-request-type"] == "partial"
    assert headers["hx-target"] == "section#preview"


def test_a_refusal_takes_the_place_of_the_part(form: Page, server: Server) -> None:
    server.status, server.text = 422, "Muuta kohdan tekstiä."
    form.fill("#text", "Sama")
    expect(form.locator("#preview")).to_have_text("Muuta kohdan tekstiä.")


def test_nothing_new_changes_nothing(form: Page, server: Server) -> None:
    before = form.locator("#preview").inner_html()
    server.status, server.text = 204, ""
    with form.expect_response(PREVIEW):
        form.fill("#text", "Uusi")
    assert form.locator("#preview").inner_html() == before


def test_a_failure_leaves_the_page_and_says_what_happened(form: Page, server: Server) -> None:
    before = form.locator("#preview").inner_html()
    server.status = 500
    form.fill("#text", "Uusi")
    expect(form.locator("#notices")).to_contain_text("Palvelussa tapahtui virhe")
    assert form.locator("#preview").inner_html() == before
    expect(form.locator("#text")).to_have_value("Uusi")


def test_a_lost_connection_is_said(form: Page) -> None:
    form.route(PREVIEW, lambda route: route.abort())
    form.fill("#text", "Uusi")
    expect(form.locator("#notices")).to_contain_text("Yhteys puuttuu")
