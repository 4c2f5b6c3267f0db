"""Words, sentences and text from a PDF, by cases."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.text import normalise, rejoin_lines, sentences, single_line, words
from consult.text.words import cut_after, cut_before, split_units, split_words
from tests.text.examples import tried
from tests.text.strategies import texts

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


#: Signs and letters that a plain text may hold, and one that makes it no plain text any more.
PLAIN = st.text(st.sampled_from("aÄ1 2,.:-'’/\u00a0\u202f\n\t§(–€_²"), max_size=30)
COMBINED = "x\u0301"


@tried
@given(PLAIN)
def test_plain_text_has_the_same_words_as_any_text(text: str) -> None:
    assert [*split_words(f"{text}|"), COMBINED] == split_words(f"{text}|{COMBINED}")
    assert [*split_units(f"{text}|"), COMBINED] == split_units(f"{text}|{COMBINED}")


@tried
@given(texts() | PLAIN, st.integers(0, 60))
def test_a_safe_cut_cuts_no_word_of_the_whole_text(text: str, at: int) -> None:
    at = min(at, len(text))
    for cut in (cut_before(text, at), cut_after(text, at)):
        assert split_words(text[:cut]) + split_words(text[cut:]) == split_words(text)
    assert cut_before(text, at) <= at <= cut_after(text, at)
    assert "".join(split_units(text)) == text


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
