"""The agent gives the pages a logo and lines, sees them in small and gets them in the Word file."""

from io import BytesIO

import pytest

from consult.docx.archive import unpack
from tests.docx.pixels import png
from tests.web.coordination.conftest import Desk

PICTURE = png(300, 90, (15, 90, 60))


def logo(data: bytes = PICTURE, name: str = "logo.png") -> tuple[BytesIO, str]:
    return BytesIO(data), name


def test_what_is_saved_is_shown_and_exported(published: Desk) -> None:
    page = published.client.get(f"{published.root}/letterhead")
    typed = {"file": logo(), "logo_alt": "Pöytä", "header": "Hanke", "footer": "Katu 1\nPuhelin 2"}
    page = published.client.follow(published.client.submit(page, typed))
    assert page.text.count("Katu 1") == 3
    assert page.text.count("Hanke") == 2
    assert 'alt="Pöytä"' in page.html
    source = f"{published.root}/documents/{published.document_id}/versions/1.docx"
    parts = unpack(published.client.get(source).response.get_data())
    assert b"Hanke" in parts["word/header2.xml"] + parts["word/header1.xml"]
    assert b"Puhelin 2" in parts["word/footer1.xml"]
    assert any(name.startswith("word/media/") for name in parts)
    page = published.client.follow(
        published.client.submit(page, action=f"{published.root}/letterhead/logo/remove")
    )
    assert "<img" not in page.html
    parts = unpack(published.client.get(source).response.get_data())
    assert not any(name.startswith("word/media/") for name in parts)


@pytest.mark.parametrize("data", [b"GIF89a", b"<svg/>", b"x" * (3 * 1024 * 1024 + 1)])
def test_what_is_no_picture_is_told_and_what_was_typed_is_kept(published: Desk, data: bytes) -> None:
    page = published.client.get(f"{published.root}/letterhead")
    typed = {"file": logo(data), "logo_alt": "Pöytä", "footer": "Katu 1"}
    page = published.client.submit(page, typed)
    assert page.status == 422
    assert "Tätä ei voi lukea kuvana." in page.text
    assert page.form(f"{published.root}/letterhead").fields["footer"] == ["Katu 1"]


def test_a_logo_without_words_is_asked_for_them(published: Desk) -> None:
    page = published.client.get(f"{published.root}/letterhead")
    page = published.client.submit(page, {"file": logo(), "logo_alt": ""})
    assert page.status == 422
    assert "Kirjoita, mitä logossa lukee" in page.text


@pytest.mark.parametrize("place", ["letter", "letterhead"])
def test_both_pages_about_the_word_file_stand_under_one_tab(published: Desk, place: str) -> None:
    page = published.client.get(f"{published.root}/{place}")
    assert page.html.count("Word-tiedosto</a>") == 1
    assert f'href="{published.root}/letter" aria-current="true">Word-tiedosto</a>' in page.html
    names = {"letter": "Tekstin ympärillä", "letterhead": "Sivujen ulkoasu"}
    for other, name in names.items():
        here = ' aria-current="true"' if other == place else ""
        assert f'href="{published.root}/{other}"{here}>{name}</a>' in page.html
