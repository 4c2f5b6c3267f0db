"""A request in pasted text: its fields and questions are found, and no line of it is lost."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.models import QuestionKind
from consult.services.pasted_questions import Place
from consult.services.pasted_request import PastedRequest, read_pasted_request
from consult.services.questions import Asked
from consult.text.normalise import normalise

LETTER = """Lähettäjä: Keski-Suomen hyvinvointialue
Aihe: Lausuntopyyntö: suunnitelma 2026–2029
Dnro: HYVAKS/123/00.01/2026

Hei,

Pyydämme lausuntoanne luonnoksesta.
Lausunnot pyydetään viimeistään 16.3.2026 klo 16.15 Lausuntopalvelun kautta.

Kysymykset

Osa 1 Palvelut

1. Onko palvelujen kuvaus selkeä? *
( ) Kyllä
( ) Osittain
( ) Ei
Perustelut:

2. Miten kehittäisitte
lähipalveluja?

Tarkoitamme kaikkia palveluja.

Yleistä

3) Muuta kommentoitavaa (pakollinen)

Lisätietoja antaa Maija Meikäläinen.
"""
WEB_PAGE = """Lausuntopyyntö
Esitys laiksi järjestöistä
Organisaatio
Sosiaali- ja terveysministeriö
Diaarinumero
VN/1234/2026
Vastausaika päättyy
16. maaliskuuta 2026 klo 16
Kommenttinne 1 §:ään
Onko esitys kannatettava?
Kyllä
Kyllä, pääosin
Ei
Kirjoita vastaus tähän
Muuta?
1/3
"""


def asked(pasted: str) -> list[str]:
    """The questions in short: # a section, * a mandatory one, options after a colon."""
    return [
        ("# " if one.kind is QuestionKind.SECTION else "")
        + one.header
        + (" *" if one.is_mandatory else "")
        + (": " + " / ".join(one.options) if one.options else "")
        for one in read_pasted_request(pasted).request.questions
    ]


def test_a_letter_is_read() -> None:
    found = read_pasted_request(LETTER)
    request = found.request
    assert (request.title, request.authority, request.register_number) == (
        "Lausuntopyyntö: suunnitelma 2026–2029",
        "Keski-Suomen hyvinvointialue",
        "HYVAKS/123/00.01/2026",
    )
    assert request.deadline is not None
    assert request.deadline.isoformat() == "2026-03-16T16:15:00"
    assert request.text.split("\n") == [
        "Hei,",
        "Pyydämme lausuntoanne luonnoksesta.",
        "Lausunnot pyydetään viimeistään 16.3.2026 klo 16.15 Lausuntopalvelun kautta.",
        "Lisätietoja antaa Maija Meikäläinen.",
    ]
    assert asked(LETTER) == [
        "# Osa 1 Palvelut",
        "Onko palvelujen kuvaus selkeä? *: Kyllä / Osittain / Ei",
        "Miten kehittäisitte lähipalveluja?",
        "# Yleistä",
        "Muuta kommentoitavaa *",
    ]
    assert found.left_out == ("Kysymykset", "Perustelut:", "Tarkoitamme kaikkia palveluja.")
    assert request.remarks == ()


def test_a_page_of_the_service_is_read() -> None:
    found = read_pasted_request(WEB_PAGE)
    request = found.request
    assert (request.title, request.authority, request.register_number) == (
        "Esitys laiksi järjestöistä",
        "Sosiaali- ja terveysministeriö",
        "VN/1234/2026",
    )
    assert str(request.deadline) == "2026-03-16 16:00:00"
    assert asked(WEB_PAGE) == [
        "Kommenttinne 1 §:ään",
        "Onko esitys kannatettava?: Kyllä / Kyllä, pääosin / Ei",
        "Muuta?",
    ]
    assert (found.left_out, request.text) == (("Kirjoita vastaus tähän", "1/3"), "")


@pytest.mark.parametrize(
    ("pasted", "questions"),
    [
        ("1. Mitä?\n- Yksi\n- Kaksi", ["Mitä?: Yksi / Kaksi"]),
        ("1. Mitä?\na) Yksi\nb) Kaksi", ["Mitä?: Yksi / Kaksi"]),
        ("1. Mitä?\nVaihtoehdot: Kyllä / Ei", ["Mitä?: Kyllä / Ei"]),
        (
            "1. Mitä?\n☐ Pitkä vaihtoehto, joka\njatkuu\n☐ Toinen",
            ["Mitä?: Pitkä vaihtoehto, joka jatkuu / Toinen"],
        ),
        ("1. Mitä?\n- Yksin", ["Mitä? Yksin"]),
        ("Kysymys 1\nMitä?\nPakollinen\nKysymys 2: Miksi?", ["Mitä? *", "Miksi?"]),
        ("Kysymykset:\n- Mitä?\n- Miksi?", ["Mitä?", "Miksi?"]),
        ("Frågor\n\n1. Är planen tydlig?\nJa\nNej", ["Är planen tydlig?: Ja / Nej"]),
        ("1. Taustaa\n\n2. Aikataulu\n\nVapaa teksti.", []),
        ("Hei\n\n16. maaliskuuta 2026 tavataan.", []),
        ("", []),
    ],
)
def test_questions_in_their_shapes(pasted: str, questions: list[str]) -> None:
    assert asked(pasted) == questions


@pytest.mark.parametrize(
    ("pasted", "remark"),
    [
        ("Lausuntopyyntö tiloista", "No deadline was found in the text. Write it yourself."),
        ("viimeistään 16.3.2026", "The deadline has no time of day."),
        ("Määräaika: 16.3.2026 klo 16\nLisäaika päättyy 20.3.2026", "The text names several last days."),
    ],
)
def test_what_needs_a_look_is_said(pasted: str, remark: str) -> None:
    assert any(one.message.startswith(remark) for one in read_pasted_request(pasted).request.remarks)


def test_a_second_value_stays_among_the_words() -> None:
    found = read_pasted_request("Asia: Yksi\nAsia: Kaksi\nDnro: " + "x" * 200)
    assert found.request.title == "Yksi"
    assert found.request.text == "Asia: Kaksi\nDnro: " + "x" * 200


SHAPES = (
    *("{}", "{}.", "{}?", "1. {}?", "2) {}", "Kysymys 3: {}", "Kysymys 4", "Kysymykset", "- {}", "a) {}"),
    *("( ) {}", "Kyllä", "Ei", "Pakollinen", "*", "1. {} *", "Osa 1 {}", "# {}", "Perustelut:", "1/3"),
    *("Asia: {}", "Asia", "Määräaika: 16.3.2026 klo 16.15 {}", "Määräaika", "16.3.2026", "{} 17.3.2026"),
    *("Dnro: {}", "Organisaatio", "{} kunta", "Vaihtoehdot: {} / Ei", "viimeistään 16.3.2026 {}", "", ""),
)


def everywhere(found: PastedRequest) -> str:
    """All that the result says, in one text."""
    request = found.request
    asked = [word for one in request.questions for word in (one.header, *one.options)]
    fields = [request.title, request.authority, request.register_number, request.text]
    return "\n".join([*fields, *asked, *found.left_out])


@given(st.lists(st.sampled_from(SHAPES) | st.text(max_size=20), max_size=25))
def test_no_line_is_lost(shapes: list[str]) -> None:
    token = count()
    pasted = "\n".join(
        shape.replace("{}", f"sana{next(token)}x") if "{}" in shape else shape for shape in shapes
    )
    found = read_pasted_request(pasted)
    lines = [line.strip() for line in normalise(pasted).split("\n")]
    assert [words for words, _ in found.placed] == [line for line in lines if line]
    said = everywhere(found)
    for number in range(next(token)):
        assert f"sana{number}x" in pasted
        assert f"sana{number}x" in said
    kept = set(said.split("\n"))
    assert all(words in kept for words, place in found.placed if place in (Place.TEXT, Place.LEFT_OUT))


def test_the_questions_can_be_saved() -> None:
    assert read_pasted_request(WEB_PAGE).request.questions[1] == Asked(
        "Onko esitys kannatettava?", QuestionKind.CHOICE, options=("Kyllä", "Kyllä, pääosin", "Ei")
    )
