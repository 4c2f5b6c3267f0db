"""Words, sentences and text from a PDF, by cases."""

from pathlib import Path

import pytest

from consult.text import normalise, rejoin_lines, sentences, single_line, words

CASES = Path(__file__).parent / "cases"


def _cases(name: str, separator: str) -> list[str]:
    """The cases of a file without its heading."""
    text = (CASES / name).read_text(encoding="utf-8").split("\n\n", 1)[1]
    return text.strip("\n").split(separator)


@pytest.mark.parametrize("case", _cases("sentences.txt", "\n\n"))
def test_sentences(case: str) -> None:
    wanted = case.split("\n")
    text = " ".join(wanted)
    assert [text[start:end].strip() for start, end in sentences(text)] == wanted


@pytest.mark.parametrize("case", _cases("words.txt", "\n"))
def test_words(case: str) -> None:
    wanted = case.replace("_", " ").split("|")
    assert [token.text for token in words("".join(wanted))] == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("o\u0308ljy", "öljy"),
        ("a\x00\x08\x1b\x7f\x9fb", "ab"),
        ("a\ud800\ufffe\U0001ffffb", "ab"),
        ("a\u202eb\u2066c\u200e\u061c", "abc"),
        ("a\u200bb\u2060c\ufeff\U000e0041", "abc"),
        ("👩\u200d👧 ti\tla", "👩\u200d👧 ti\tla"),
        ("\ufffc", "\ufffc"),
    ],
)
def test_normalise(typed: str, wanted: str) -> None:
    assert normalise(typed) == wanted


def test_a_single_line_has_no_line_ends() -> None:
    assert single_line(" Kuusiniemen\x0b omaishoitajat\try ") == "Kuusiniemen omaishoitajat ry"


@pytest.mark.parametrize(
    ("pasted", "wanted"),
    [
        ("Järjestöjen toimin-\ntaedellytykset\nturvataan.", "Järjestöjen toimintaedellytykset turvataan."),
        ("sosiaali-\nja terveyspalvelut", "sosiaali- ja terveyspalvelut"),
        ("Etelä-\nSuomi", "Etelä-Suomi"),
        ("Yksi.\n\nKaksi\nkolme.", "Yksi.\n\nKaksi kolme."),
        ("Luettelo:\n- yksi\n- kaksi\njatkuu", "Luettelo:\n\n- yksi\n\n- kaksi jatkuu"),
        ("maku\u00ad\nsali", "makusali"),
    ],
)
def test_lines_of_a_pdf_are_joined(pasted: str, wanted: str) -> None:
    assert rejoin_lines(pasted) == wanted
