"""The language: of the account, else of the cookie, else of the browser, else Finnish."""

from collections.abc import Callable

import pytest
from flask import Flask

from consult.models import Person
from consult.web.i18n import FILTERS
from tests.factories import NOW, make_person
from tests.web.client import PageClient
from tests.web.conftest import Clock, reading, signed_in, writing

H1 = {
    "fi": "Yhdessä kirjoitetut kannanotot",
    "sv": "Ställningstaganden som skrivs tillsammans",
    "en": "Statements written together",
}


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "fi"),
        ("de", "fi"),
        ("sv-FI,sv;q=0.9,fi;q=0.5", "sv"),
        ("en-GB,en;q=0.8", "en"),
        ("de,en;q=0.3", "en"),
        ("fi,en;q=0.9", "fi"),
    ],
)
def test_the_browsers_wish(client: PageClient, accepted: str, language: str) -> None:
    page = client.get("/", headers={"Accept-Language": accepted})
    assert page.tree.get("lang") == language
    assert page.h1 == H1[language]


def test_the_cookie_goes_before_the_browser(client: PageClient) -> None:
    page = client.get("/privacy", headers={"Accept-Language": "en"})
    sent = client.submit(page, {"language": "sv"}, action="/language")
    assert (sent.status, sent.location) == (303, "/privacy")
    assert client.get("/", headers={"Accept-Language": "en"}).h1 == H1["sv"]


def test_the_account_goes_before_the_cookie_and_is_kept(app: Flask, clock: Clock) -> None:
    with writing(app) as session:
        person = make_person(session)
    client = signed_in(app, person, clock)
    client.http.set_cookie("language", "en", domain="127.0.0.1")
    assert client.get("/").tree.get("lang") == "fi"
    client.post("/language", {"language": "sv"})
    with reading(app) as session:
        assert session.get_one(Person, person.id).language == "sv"
    assert signed_in(app, person, clock).get("/").tree.get("lang") == "sv"


@pytest.mark.parametrize("language", ["de", "", "../fi", "FI"])
def test_another_language_is_refused(client: PageClient, language: str) -> None:
    assert client.post("/language", {"language": language}).status == 422


def test_a_strange_cookie_is_ignored(client: PageClient) -> None:
    client.http.set_cookie("language", "../../etc", domain="127.0.0.1")
    assert client.get("/").tree.get("lang") == "fi"


def test_after_choosing_one_stays_on_this_site(client: PageClient) -> None:
    assert client.post("/language", {"language": "sv", "next": "//evil.example"}).location == "/"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("date", "20.1.2027"),
        ("time", "9.42"),
        ("datetime", "20.1.2027 klo 9.42"),
        ("long_deadline", "ke 20.1.2027 klo 9.42"),
        ("relative", "1 tunti sitten"),
        ("days_left", -1),
    ],
)
def test_filters(app: Flask, clock: Clock, name: str, words: object) -> None:
    clock.tick(hours=1)
    with app.test_request_context("/privacy"):
        app.preprocess_request()
        assert FILTERS[name](NOW) == words


def test_templates_have_the_filters(app: Flask, make_app: Callable[..., Flask]) -> None:
    for one in (app, make_app()):
        assert set(FILTERS) <= set(one.jinja_env.filters)
