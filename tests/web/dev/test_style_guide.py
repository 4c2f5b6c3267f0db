"""Every part in every state keeps the rules of the house, in every language and at every width."""

import pytest

from consult.web.dev.samples import sample_names
from tests.accessibility import faults
from tests.web.client import PageClient
from tests.web.dev.conftest import Open

PAGES = ["/dev/style-guide", *(f"/dev/style-guide/{name}" for name in sample_names())]
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("url", PAGES)
def test_the_sample_is_a_good_page(client: PageClient, url: str) -> None:
    assert client.get(url).status == 200


def test_an_unknown_sample_is_no_page(client: PageClient) -> None:
    assert client.get("/dev/style-guide/_block").status == 404


def test_a_change_is_said_in_words_too(client: PageClient) -> None:
    text = client.get("/dev/style-guide").text
    assert (
        "avustuksia Poistetaan: vuosittain. Lisätään: kolmeksi vuodeksi kerrallaan. Muutos päättyy." in text
    )
    assert "ja Poistetaan: pitää. Muutos päättyy. määräraha" in text


def test_an_error_stands_in_the_summary_and_beside_its_field(client: PageClient) -> None:
    page = client.get("/dev/style-guide")
    assert page.text.count("Kirjoita perustelu. Yksi virke riittää.") == 3
    field = page.element("reason")
    assert field.get("aria-invalid") == "true"
    assert field.get("aria-describedby") == "reason-hint reason-error"


@pytest.mark.parametrize("url", PAGES)
def test_axe_finds_nothing_in_light_and_dark_on_screen_and_phone(open_page: Open, url: str) -> None:
    page = open_page(url)
    page.emulate_media(reduced_motion="reduce")
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 360, "height": 900})
    assert faults(page) == []


@pytest.mark.parametrize("url", PAGES)
def test_nothing_scrolls_sideways_on_a_phone_or_with_double_text(open_page: Open, url: str) -> None:
    page = open_page(url)
    for width, text in ((320, ""), (360, "225%"), (1280, "225%")):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", text)
        assert page.evaluate(TOO_WIDE) == 0, width
