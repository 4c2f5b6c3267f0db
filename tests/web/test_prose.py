"""Words with their marks as HTML."""

import pytest
from flask import Flask, g

from consult.models import Consultation
from consult.text.block import OBJECT, Mark, MarkKind
from consult.web.prose import prose, prose_between
from tests.web.conftest import reading

BOLD, ITALIC, LINK, NOTE = MarkKind.BOLD, MarkKind.ITALIC, MarkKind.LINK, MarkKind.NOTE
UNDERLINE, PICTURE = MarkKind.UNDERLINE, MarkKind.PICTURE


@pytest.mark.parametrize(
    ("text", "marks", "html"),
    [
        ("tila", (), "tila"),
        ("a < b & c", (), "a &lt; b &amp; c"),
        ("yksi kaksi", (Mark(0, 4, BOLD),), "<strong>yksi</strong> kaksi"),
        ("yksi kaksi", (Mark(0, 10, BOLD), Mark(5, 10, ITALIC)), "<strong>yksi <em>kaksi</em></strong>"),
        ("abc", (Mark(0, 2, BOLD), Mark(1, 3, ITALIC)), "<strong>a<em>b</em></strong><em>c</em>"),
        (
            "koko linkki",
            (Mark(0, 11, LINK, "https://example.org/?a=1&b=2"), Mark(5, 11, BOLD)),
            '<a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer">'
            "koko <strong>linkki</strong></a>",
        ),
        ("paha", (Mark(0, 4, LINK, "javascript:alert(1)"),), "paha"),
        ("paha", (Mark(0, 4, LINK, 'https://x/" onclick="y'),), None),
        ("rivi\ntoinen", (), "rivi<br>toinen"),
        (f"kuva{OBJECT}", (), "kuva"),
        ("tila on", (Mark(0, 4, UNDERLINE), Mark(0, 7, BOLD)), "<strong><u>tila</u> on</strong>"),
    ],
)
def test_marks_are_nested_and_words_are_escaped(text: str, marks: tuple[Mark, ...], html: str | None) -> None:
    written = prose(text, marks)
    if html is None:
        assert 'onclick="' not in written
    else:
        assert written == html


def test_a_note_is_a_numbered_reference() -> None:
    text = f"Väite{OBJECT}."
    marks = (Mark(5, 6, NOTE, "n1"),)
    assert prose(text, marks, {"n1": 3}) == ('Väite<sup><a class="note-link" href="#kohta-n1">3</a></sup>.')
    assert prose(text, marks) == "Väite."


def test_a_picture_is_an_image_with_its_words(app: Flask) -> None:
    marks = (Mark(1, 2, PICTURE, "0" * 64, '<b> "x"'), Mark(2, 3, PICTURE, "1" * 64))
    with app.test_request_context("/consultations/tilat/draft"), reading(app):
        g.consultation = Consultation(slug="tilat")
        written = prose(f"a{OBJECT}{OBJECT}", marks)
    assert f'src="/consultations/tilat/pictures/{"0" * 64}"' in written
    assert 'alt="&lt;b&gt; &#34;x&#34;"' in written
    assert written.count("<img") == 2
    assert 'alt=""' not in written


def test_a_part_carries_the_marks_that_reach_into_it() -> None:
    assert prose_between("yksi kaksi", (Mark(0, 10, BOLD),), 5, 10) == "<strong>kaksi</strong>"
    assert prose_between("yksi", (), 2, 2) == ""
