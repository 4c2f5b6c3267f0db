"""Every answer carries the same headers, whatever it is."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.factories import make_person
from tests.web.client import PageClient
from tests.web.conftest import Clock, signed_in, writing

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
ANSWERS = [
    "/",
    "/sign-in",
    "/privacy",
    "/healthz",
    "/ei-ole",
    "/sign-in/out",
    "/sign-in/link/vanha",
    "/static/css/tokens.css",
    "/static/ei-ole.css",
    "/consultations/ei-ole",
    "/probe/raise/conflict",
    "/probe/many",
]


@pytest.mark.parametrize("url", ANSWERS)
def test_on_every_answer(probed: Flask, url: str) -> None:
    headers = PageClient(probed).get(url).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == ("no-referrer" if "/sign-in" in url else "same-origin")
    features = headers["Permissions-Policy"].split(", ")
    assert "camera=()" in features
    assert all(feature.endswith("=()") for feature in features)
    assert "Server" not in headers


def test_on_what_broke_and_on_another_host(probed: Flask) -> None:
    client = PageClient(probed)
    broken = client.post("/probe/add-and-fail").headers
    client.base_url = "http://evil.example"
    foreign = client.get("/").headers
    for headers in (broken, foreign):
        assert headers["X-Frame-Options"] == "DENY"
        assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_https_is_remembered_for_a_year(make_app: Callable[..., Flask]) -> None:
    page = PageClient(make_app(base_url="https://lausunto.example")).get("/healthz")
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_without_https_nothing_is_promised(client: PageClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/healthz").headers


def test_pages_of_somebody_are_stored_nowhere(app: Flask, clock: Clock) -> None:
    with writing(app) as session:
        person = make_person(session)
    page = signed_in(app, person, clock).get("/")
    assert page.headers["Cache-Control"] == "no-store"
    assert {"Cookie", "HX-Request"} <= set(page.response.vary)


def test_pages_of_nobody_are_private(client: PageClient) -> None:
    page = client.get("/")
    assert page.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in page.response.vary


def test_static_files_are_kept_as_long_as_their_address_tells(app: Flask, client: PageClient) -> None:
    with app.test_request_context():
        url = app.url_for("static", filename="css/tokens.css")
    assert "?h=" in url
    assert client.get(url).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/static/css/tokens.css").headers["Cache-Control"] == "public, max-age=600"
    assert "Set-Cookie" not in client.get(url).headers


def test_a_script_that_another_names_is_asked_for_each_time(client: PageClient) -> None:
    first = client.get("/static/js/menu.js")
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = client.get("/static/js/menu.js", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.text) == (304, "")


def test_a_font_has_one_address(app: Flask) -> None:
    with app.test_request_context():
        assert "?" not in app.url_for("static", filename="vendor/fonts/x.woff2")
