"""What came or went stands where a reader would put it, also where the words around it repeat."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.text import Block, BlockKind, Document, compare_words, propose
from consult.text.borders import Borders
from consult.text.hunk import Hunk
from consult.text.hunks import find_hunks
from consult.text.slide import slide
from tests.text.examples import tried
from tests.text.strategies import edited_texts, texts

CASES = (Path(__file__).parent / "cases" / "hunks.txt").read_text(encoding="utf-8").split("\n\n", 1)[1]
PIECE = re.compile(r"\[([+-])(.*?)\]", re.DOTALL)

#: So few words that nearly every place repeats another one.
FEW = ("Tilat", "Alue", "on", "auki", "ja", "virke,")
pieces = st.lists(st.sampled_from(FEW), min_size=1, max_size=4).map(" ".join)


@st.composite
def whole_sentences(draw: st.DrawFn) -> str:
    """A sentence with a capital, of few words."""
    words = [draw(st.sampled_from(("Tilat", "Alue"))), *draw(st.lists(st.sampled_from(FEW[2:5]), max_size=4))]
    return " ".join(words) + draw(st.sampled_from(".!?"))


@st.composite
def repetitive(draw: st.DrawFn) -> str:
    """A text of few words, sentences and loose ends."""
    return draw(st.sampled_from((" ", "\n"))).join(draw(st.lists(whole_sentences() | pieces, max_size=5)))


def _runs(old: str, new: str) -> str:
    marks = {"equal": "{}", "added": "[+{}]", "removed": "[-{}]"}
    return "".join(marks[run.kind.value].format(run.text) for run in compare_words(old, new))


def _slid(old: str, new: str, hunks: list[Hunk]) -> list[Hunk]:
    return slide(Borders(old), Borders(new), hunks)


@pytest.mark.parametrize("case", CASES.strip("\n").split("\n"))
def test_words_that_came_or_went_stand_at_the_best_border(case: str) -> None:
    wanted = case.replace("¶", "\n")
    old = PIECE.sub(lambda found: found[2] if found[1] == "-" else "", wanted)
    new = PIECE.sub(lambda found: found[2] if found[1] == "+" else "", wanted)
    assert _runs(old, new) == wanted
    assert _runs(new, old) == PIECE.sub(lambda f: f"[{'-' if f[1] == '+' else '+'}{f[2]}]", wanted)


@tried
@given(st.data())
def test_a_whole_sentence_more_or_less_is_exactly_that_sentence(data: st.DataObject) -> None:
    around = data.draw(st.lists(whole_sentences(), min_size=1, max_size=6))
    sentence = data.draw(whole_sentences())
    at = data.draw(st.integers(0, len(around)))
    old = " ".join(around)
    new = " ".join((*around[:at], sentence, *around[at:]))
    (hunk,) = find_hunks(old, new)
    came = new[hunk.new_start : hunk.new_end]
    assert came in (f"{sentence} ", f" {sentence}")
    assert hunk.start == hunk.end
    before, behind = old[: hunk.start], old[hunk.start :]
    assert before == "" or before.rstrip()[-1] in ".!?"
    assert behind.lstrip()[:1] in ("", "T", "A")
    assert find_hunks(new, old) == (Hunk(hunk.new_start, hunk.new_end, hunk.start, hunk.end),)
    (change,) = propose(_paragraph(old), _paragraph(new)).changes
    assert (change.place.start, change.place.end) == (hunk.start, hunk.start)


@tried
@given(repetitive(), st.data())
def test_equal_places_of_one_addition_are_one_place(old: str, data: st.DataObject) -> None:
    borders = Borders(old)
    at = data.draw(st.sampled_from(borders.between(0, len(old))))
    new = old[:at] + data.draw(pieces) + " " + old[at:]
    size = len(new) - len(old)
    others = Borders(new)
    places = [
        place
        for place in borders.between(0, len(old))
        if new[:place] == old[:place]
        and new[place + size :] == old[place:]
        and others.is_border(place)
        and others.is_border(place + size)
    ]
    found = {tuple(_slid(old, new, [Hunk(place, place, place, place + size)])) for place in places}
    if at in places:
        assert found == {find_hunks(old, new)}


@tried
@given(repetitive() | texts(), st.data())
def test_hunks_give_both_texts_never_touch_and_have_settled(old: str, data: st.DataObject) -> None:
    new = data.draw(edited_texts(old) | repetitive())
    hunks = find_hunks(old, new)
    _assert_sound(old, new, hunks)
    assert tuple(_slid(old, new, list(hunks))) == hunks


@tried
@given(repetitive(), repetitive())
def test_texts_too_long_to_align_at_once_are_cut_and_still_sound(old: str, new: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("consult.text.differ.ALIGNABLE", 4)
        hunks = find_hunks.__wrapped__(old, new)
    _assert_sound(old, new, hunks)
    assert all(old[one.start : one.end] != new[one.new_start : one.new_end] for one in hunks)


@st.composite
def alignments(draw: st.DrawFn) -> tuple[str, str, list[Hunk]]:
    """Two texts and one of the many ways to tell their difference, not always the shortest."""
    old = new = ""
    hunks = []
    words = st.sampled_from(("Tilat ", "on ", "auki", ". ", "virke, "))
    for kept in draw(st.lists(st.lists(words, min_size=1, max_size=3).map("".join), max_size=6)):
        went, came = draw(st.just("") | words), draw(st.just("") | words)
        if went != came:
            hunks.append(Hunk(len(old), len(old) + len(went), len(new), len(new) + len(came)))
        old, new = old + went + kept, new + came + kept
    return old, new, hunks


@tried
@given(alignments())
def test_sliding_keeps_both_texts_and_every_replacement(told: tuple[str, str, list[Hunk]]) -> None:
    old, new, hunks = told
    slid = _slid(old, new, hunks)
    _assert_sound(old, new, slid)
    assert [hunk for hunk in hunks if not hunk.is_pure] == [hunk for hunk in slid if not hunk.is_pure]
    assert _slid(old, new, slid) == slid


def _assert_sound(old: str, new: str, hunks: tuple[Hunk, ...] | list[Hunk]) -> None:
    """What stands between the hunks is the same on both sides, and never nothing."""
    edges = [Hunk(0, 0, 0, 0), *hunks, Hunk(len(old), len(old), len(new), len(new))]
    for one, other in pairwise(edges):
        assert old[one.end : other.start] == new[one.new_end : other.new_start]
    for one, other in pairwise(hunks):
        assert one.end < other.start


def _paragraph(text: str) -> Document:
    return Document((Block("b1", BlockKind.PARAGRAPH, text),))


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        ("A on virke. B on virke.", "A on virke. B on virke. C on virke.", [(23, 23)]),
        ("A on virke. B on virke.", "C on virke. A on virke. B on virke.", [(0, 0)]),
        ("A on virke. B on virke.", "A on virke. C on virke. B on virke.", [(12, 12)]),
        ("A on virke.\nB on virke.", "A on virke. C on virke.\nB on virke.", [(11, 11)]),
        ("A on virke. B on virke.", "A on virke.", [(11, 23)]),
        ("A on virke. B on virke. C on virke.", "A on virke. C on virke.", [(12, 24)]),
        ("A on virke. B on virke", "A on virke. B on virke. C on virke", [(12, 22)]),
        ("A on iso. B on virke.", "A oli iso. B on virke. C on virke.", [(0, 10), (21, 21)]),
    ],
)
def test_a_sentence_more_has_a_place_of_its_own(old: str, new: str, places: list[tuple[int, int]]) -> None:
    changes = propose(_paragraph(old), _paragraph(new)).changes
    assert [(change.place.start, change.place.end) for change in changes] == places


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Tämä on yksi virke.", "Tämä on toinen virke."),
        ("Sama virke.", "Sama virke."),
        ("Yksi on tässä. Kaksi on tässä.", "Kolme on tässä."),
        ("kunnat ja kylät", "alueet ja kylät"),
        ("Alue tukee kyliä, kuntia", "ja kuntia"),
    ],
)
def test_a_split_is_seen_though_its_last_word_repeats(first: str, second: str) -> None:
    whole = _paragraph(f"{first} {second}")
    parted = Document(
        (Block("b1", BlockKind.PARAGRAPH, first), Block("n1", BlockKind.PARAGRAPH, second)),
    )
    assert [change.kind.value for change in propose(whole, parted).changes] == ["split"]
    assert [change.kind.value for change in propose(parted, whole).changes] == ["join"]
