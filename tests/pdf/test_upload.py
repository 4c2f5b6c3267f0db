"""A PDF file from outside is read in a child; every bad one gives one plain sentence."""

from collections.abc import Callable
from contextlib import suppress

import pytest

from consult.docx.refused import Refused
from consult.docx.wire import from_json
from consult.pdf import read_pdf, read_uploaded_pdf
from consult.pdf.child import answer
from tests.pdf.pdffile import bomb, lines, locked, made

GOOD = made([lines("Tilat ovat auki.", "", "Neuvontaa saa.")])
LOOP = GOOD.replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")


def code_of(read: Callable[[], object]) -> str:
    """Why it was refused."""
    with pytest.raises(Refused) as refusal:
        read()
    assert refusal.value.field == "file"
    return refusal.value.code


def test_a_file_reads_the_same_inside_and_outside() -> None:
    assert read_uploaded_pdf(GOOD) == read_pdf(GOOD)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_pdf"),
        (b"PK\x03\x04 word", "not_pdf"),
        (b"%PDF-1.7", "damaged"),
        (b"%PDF-1.7\n" + b"\0" * 1000, "damaged"),
        (GOOD[:60], "damaged"),
        (LOOP, "damaged"),
        (made([]), "without_text"),
        (made([[], []]), "without_text"),
        (locked(GOOD, user="salasana"), "encrypted"),
        (made([[]] * 1001), "too_many_pages"),
        (made([lines(*(f"• Kohta {number}" for number in range(5001)))]), "too_many_blocks"),
    ],
)
def test_a_bad_file_is_refused_by_name(data: bytes, code: str) -> None:
    assert code_of(lambda: from_json(answer(data))) == code


def test_a_file_cut_anywhere_is_read_or_refused() -> None:
    for end in range(0, len(GOOD), 97):
        with suppress(Refused):
            assert from_json(answer(GOOD[:end])).document.blocks


def test_a_bomb_ends_in_a_sentence() -> None:
    data = bomb(80)
    assert len(data) < 200_000
    assert code_of(lambda: read_uploaded_pdf(data)) in {"damaged", "too_complex"}


def test_a_file_that_is_too_large_is_not_opened() -> None:
    assert code_of(lambda: read_uploaded_pdf(b"%PDF-" + b" " * 10 * 1024 * 1024)) == "too_large"
