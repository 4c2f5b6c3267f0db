"""Every failure is one page with a sentence; what was typed is shown back; details stay in the log."""

import pytest
from flask import Flask

from consult.web import errors
from tests.web.client import PageClient

LONG = "Tätä kirjoitin kauan."


@pytest.mark.parametrize(
    ("kind", "status", "h1"),
    [
        ("not-found", 404, "Sivua ei löydy"),
        ("not-allowed", 403, "Et voi tehdä tätä"),
        ("invalid", 422, "Tätä ei voitu tallentaa"),
        ("conflict", 409, "Tämä on muuttunut"),
    ],
)
def test_a_domain_error_is_a_page_with_its_status(probed: Flask, kind: str, status: int, h1: str) -> None:
    page = PageClient(probed).get(f"/probe/raise/{kind}")
    assert (page.status, page.h1) == (status, h1)


def test_a_domain_error_speaks_the_readers_language(probed: Flask) -> None:
    client = PageClient(probed)
    for language, words in (("fi", "Sivua ei löydy"), ("sv", "Sidan finns inte"), ("en", "no such page")):
        client.post("/language", {"language": language})
        assert client.get("/probe/raise/not-found").text.count(words) == 1


def test_what_was_typed_is_shown_back(probed: Flask) -> None:
    page = PageClient(probed).post("/probe/raise/invalid", {"text": LONG, "kind": "other"})
    assert page.status == 422
    assert page.element("kept-1").text == LONG
    assert "other" not in page.text


def test_a_conflict_shows_both_texts(probed: Flask) -> None:
    page = PageClient(probed).post("/probe/raise/conflict")
    assert page.status == 409
    assert "oma teksti" in page.text
    assert "toisen teksti" in page.text


def test_for_htmx_it_is_a_notice_in_its_place(probed: Flask) -> None:
    page = PageClient(probed).post("/probe/raise/conflict", hx="form")
    assert page.status == 409
    assert not page.is_whole
    assert page.headers["HX-Retarget"] == "#notices"
    assert page.headers["HX-Reswap"] == "innerHTML"
    assert "Tämä on muuttunut" in page.text
    assert "toisen teksti" in page.text


def test_nothing_of_what_broke_is_told(probed: Flask) -> None:
    page = PageClient(probed).post("/probe/add-and-fail", {"text": LONG})
    assert (page.status, page.h1) == (500, "Jokin meni meillä vikaan")
    assert "salainen" not in page.html
    assert "Traceback" not in page.html
    assert LONG in page.text
    assert "Tapahtuman tunnus" in page.text


def test_the_process_lives_on(probed: Flask) -> None:
    client = PageClient(probed)
    client.post("/probe/add-and-fail")
    assert client.get("/probe/many").status == 200


def test_an_error_page_that_breaks_is_a_bare_page(probed: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("also broken")

    monkeypatch.setattr(errors, "typed_texts", broken)
    page = PageClient(probed).post("/probe/add-and-fail")
    assert (page.status, page.h1) == (500, "Pyyntöä ei voitu käsitellä")


def test_an_address_that_is_nowhere(probed: Flask) -> None:
    page = PageClient(probed).get("/ei-ole")
    assert (page.status, page.h1) == (404, "Sivua ei löydy")


def test_a_method_that_is_not_taken(probed: Flask) -> None:
    page = PageClient(probed).get("/sign-in/out")
    assert page.status == 405
    assert set(page.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}


def test_an_outdated_form_is_shown_back(app: Flask) -> None:
    page = PageClient(app).post("/language", {"text": LONG, "csrf_token": "old"}, token=False)
    assert (page.status, page.h1) == (400, "Lomake oli vanhentunut")
    assert LONG in page.text
    assert "old" not in page.text


def test_what_is_typed_is_never_markup(probed: Flask) -> None:
    hostile = "</textarea><script>alert(1)</script>\"'>"
    page = PageClient(probed).post("/probe/raise/invalid", {"text": hostile})
    assert page.element("kept-1").text == hostile
