"""The page, or the part of it that htmx asked for."""

import pytest
from flask import Flask
from jinja2 import DictLoader

from consult.web.respond import respond

PAGE = (
    '<!DOCTYPE html><title>t</title><main>{% block one %}<p id="one">{{ word }}</p>{% endblock %}'
    '{% block two %}<p id="two">{{ word }}</p>{% endblock %}</main>'
)
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def paged(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """An application with one small page."""
    monkeypatch.setattr(app.jinja_env, "loader", DictLoader({"page.html": PAGE}))
    return app


def body(app: Flask, headers: dict[str, str], fragment: str | tuple[str, ...] | None) -> str:
    """What a reader with these headers gets."""
    with app.test_request_context("/privacy", headers=headers):
        app.preprocess_request()
        return respond("page.html", fragment, word="<sana>").get_data(as_text=True)


WHOLE = PAGE.replace("{% block one %}", "").replace("{% block two %}", "").replace("{% endblock %}", "")
WHOLE = WHOLE.replace("{{ word }}", "&lt;sana&gt;")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HX-Request": "true", "HX-Request-Type": "full"},
        {**PARTIAL, "HX-Boosted": "true"},
        {**PARTIAL, "HX-History-Restore-Request": "true"},
        {"HX-Target": "p#one"},
    ],
)
def test_the_whole_page(paged: Flask, headers: dict[str, str]) -> None:
    assert body(paged, headers, "one") == WHOLE
    assert body(paged, headers, ("one", "two")) == WHOLE


def test_a_part_is_verbatim_in_the_page(paged: Flask) -> None:
    part = body(paged, PARTIAL, "one")
    assert part == '<p id="one">&lt;sana&gt;</p>'
    assert part in WHOLE


@pytest.mark.parametrize(("target", "part"), [("p#one", "one"), ("p#two", "two"), ("#two", "two")])
def test_of_several_parts_the_target(paged: Flask, target: str, part: str) -> None:
    assert body(paged, {**PARTIAL, "HX-Target": target}, ("one", "two")).startswith(f'<p id="{part}">')


def test_of_several_parts_none_is_the_page(paged: Flask) -> None:
    assert body(paged, {**PARTIAL, "HX-Target": "div#three"}, ("one", "two")) == WHOLE


def test_a_page_without_parts(paged: Flask) -> None:
    assert body(paged, PARTIAL, None) == WHOLE


def test_status_and_vary(paged: Flask) -> None:
    with paged.test_request_context("/privacy"):
        response = respond("page.html", status=422, word="")
    assert response.status_code == 422
    assert {"HX-Request", "HX-Target"} <= set(response.vary)
