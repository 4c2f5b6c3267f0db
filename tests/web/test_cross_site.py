"""Another site changes nothing here: a token on every unsafe method, and no request from elsewhere."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter

from consult.web.app import WITHOUT_TOKEN
from tests.web.client import PageClient

#: A mail program ends the mails without having seen a page: the secret is the token (RFC 8058).
BY_ADDRESS = {"/unsubscribe/x"}
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


def unsafe_routes(app: Flask) -> list[tuple[str, str]]:
    """Every unsafe method of every route, with something in the place of its arguments."""
    found = []
    for rule in app.url_map.iter_rules():
        numbers = {n for n, kind in rule._converters.items() if isinstance(kind, IntegerConverter)}
        values: dict[str, Any] = {name: 1 if name in numbers else "x" for name in rule.arguments}
        with app.test_request_context():
            url = app.url_for(rule.endpoint, **values)
        found += [(method, url) for method in (rule.methods or set()) & UNSAFE]
    return found


def test_there_is_something_to_protect(app: Flask) -> None:
    assert len(unsafe_routes(app)) >= 5


def test_no_unsafe_method_works_without_a_token(app: Flask) -> None:
    client = PageClient(app)
    assert len(WITHOUT_TOKEN) == len(BY_ADDRESS)
    for method, url in unsafe_routes(app):
        if url in BY_ADDRESS:
            continue
        response = client.http.open(url, method=method, base_url=client.base_url)
        assert response.status_code == 400, f"{method} {url}"
        assert "Lomake oli vanhentunut" in response.text


def test_no_unsafe_method_works_from_another_site(app: Flask) -> None:
    client = PageClient(app)
    token = client.token()
    for method, url in unsafe_routes(app):
        response = client.http.open(
            url,
            method=method,
            base_url=client.base_url,
            data={"csrf_token": token},
            headers={"Sec-Fetch-Site": "cross-site"},
        )
        assert response.status_code == 403, f"{method} {url}"


@pytest.mark.parametrize(
    ("site", "status"), [("cross-site", 403), ("same-site", 403), ("same-origin", 303), ("none", 303)]
)
def test_only_this_site(client: PageClient, site: str, status: int) -> None:
    assert client.post("/language", {"language": "sv"}, headers={"Sec-Fetch-Site": site}).status == status


def test_reading_from_elsewhere_is_a_link(client: PageClient) -> None:
    assert client.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status == 200


def test_the_token_of_another_browser_is_no_token(app: Flask) -> None:
    stolen = PageClient(app).token()
    page = PageClient(app).post("/language", {"language": "sv", "csrf_token": stolen}, token=False)
    assert page.status == 400


def test_htmx_sends_the_token_as_a_header(client: PageClient) -> None:
    headers = {"X-CSRFToken": client.token()}
    assert client.post("/language", {"language": "sv"}, token=False, headers=headers).status == 303


def test_a_form_may_be_filled_in_for_hours(app: Flask) -> None:
    assert app.config["WTF_CSRF_TIME_LIMIT"] is None
    assert app.config.get("WTF_CSRF_ENABLED", True)
