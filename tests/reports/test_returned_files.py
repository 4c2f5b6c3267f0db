"""How the changes of a returned file stand in the version that is current now."""

import pytest

from consult.docx import Authored, Recognition, Remark, Reply
from consult.reports.returned_files import Standing, unfold
from consult.text import Document, adopt_ids, parse, propose

BASE = parse("Tilat ovat auki kaikille. Avaimet saa kunnasta.\n\nTukea maksetaan.\n\nKiitos kaikille teille.")


def edited(*replacements: tuple[str, str], base: Document = BASE) -> Document:
    """The base with words replaced."""
    words = base.to_markdown()
    for old, new in replacements:
        assert old in words
        words = words.replace(old, new)
    return adopt_ids(base, parse(words))


def reply(*replacements: tuple[str, str]) -> Reply:
    """One author proposes this."""
    authored = Authored("Anna", propose(BASE, edited(*replacements), "Anna"))
    return Reply(
        0, Recognition.PROPERTIES, 1.0, proposals=(authored,), comments=(Remark("Bo", "Hyvä.", "b1"),)
    )


@pytest.mark.parametrize(
    ("current", "standing"),
    [
        ((), Standing.OPEN),
        ((("Tukea maksetaan", "Tukea annetaan"),), Standing.OPEN),
        ((("auki", "avoinna"), ("kaikille. Av", "jäsenille. Av")), Standing.INCLUDED),
        ((("auki", "avoinna"),), Standing.PARTLY),
        ((("auki", "suljettu"),), Standing.CHANGED),
        ((("Tilat ovat auki kaikille. Avaimet saa kunnasta.\n\n", ""),), Standing.GONE),
    ],
)
def test_a_change_stands_as_the_current_version_has_it(
    current: tuple[tuple[str, str], ...], standing: Standing
) -> None:
    found = unfold(reply(("auki kaikille", "avoinna jäsenille")), BASE, edited(*current))
    assert [change.standing for change in found.changes] == [standing]


def test_every_change_is_a_proposal_of_its_own_under_its_author() -> None:
    found = unfold(reply(("auki", "avoinna"), ("maksetaan", "annetaan")), BASE, BASE)
    assert [(change.key, change.author) for change in found.changes] == [("p0-0", 0), ("p0-1", 0)]
    assert [change.proposal.apply(BASE) != BASE for change in found.changes] == [True, True]
    assert [(each.key, each.author) for each in found.remarks] == [("c0", 1)]
    assert found.silent == ()
