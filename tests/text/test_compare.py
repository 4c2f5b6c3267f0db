"""What a comparison says of each block, also where the blocks carry no ids that mean anything."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.text import (
    Block,
    BlockKind,
    Document,
    EntryKind,
    RunKind,
    compare,
    compare_words,
    display_runs,
    words,
)
from tests.text.examples import tried
from tests.text.strategies import edited_texts, texts

FIRST = "Järjestöjen tilat ovat maksuttomia ja auki myös iltaisin."
SECOND = "Avustukset myönnetään kolmeksi vuodeksi kerrallaan avoimella haulla."
THIRD = "Hakemisen tulee onnistua yhdellä lomakkeella kaikissa kunnissa."
FOURTH = "Kokemusasiantuntijat otetaan mukaan palvelujen suunnitteluun alusta alkaen."
ADDED = "Aivan toisesta asiasta kertova uusi kohta."
OLD = (FIRST, SECOND, THIRD, FOURTH)


def _document(*said: str, kind: BlockKind = BlockKind.PARAGRAPH, prefix: str = "b") -> Document:
    return Document(tuple(Block(f"{prefix}{number}", kind, text) for number, text in enumerate(said)))


@pytest.mark.parametrize(
    ("new", "kinds"),
    [
        (OLD, "same same same same"),
        ((FIRST, SECOND.replace("kolmeksi", "neljäksi"), THIRD, FOURTH), "same changed same same"),
        ((FIRST, ADDED, SECOND, THIRD, FOURTH), "same added same same same"),
        ((FIRST, THIRD, FOURTH), "same removed same same"),
        ((FIRST, ADDED, THIRD, FOURTH), "same added removed same same"),
        ((FOURTH, FIRST, SECOND, THIRD), "moved same same same"),
        (
            (FIRST, THIRD, FOURTH, SECOND.replace("kolmeksi", "neljäksi")),
            "same same same changed",
        ),
        ((FIRST, f"{SECOND} {THIRD}", FOURTH), "same joined same"),
        (("Järjestöjen tilat ovat maksuttomia", "ja auki myös iltaisin.", *OLD[1:]), "split same same same"),
        ((FIRST, FIRST, SECOND, THIRD, FOURTH), "same added same same same"),
        ((), "removed removed removed removed"),
    ],
)
def test_blocks_are_known_by_what_they_say(new: tuple[str, ...], kinds: str) -> None:
    entries = compare(_document(*OLD), _document(*new, prefix="z"), ids=False).entries
    assert sorted(entry.kind.value for entry in entries) == sorted(kinds.split())
    shown = [entry.kind.value for entry in entries if entry.kind is not EntryKind.REMOVED]
    assert shown == [kind for kind in kinds.split() if kind != "removed"]


def test_a_moved_and_changed_block_is_both() -> None:
    edited = SECOND.replace("kolmeksi", "neljäksi")
    entries = compare(_document(*OLD), _document(FIRST, THIRD, FOURTH, edited, prefix="z"), ids=False).changes
    assert [(entry.kind, entry.moved) for entry in entries] == [(EntryKind.CHANGED, True)]


def test_a_block_of_another_kind_is_the_same_block() -> None:
    new = _document(*OLD, prefix="z")
    heading = replace(new.blocks[1], kind=BlockKind.HEADING, level=2)
    entries = compare(_document(*OLD), Document((new.blocks[0], heading, *new.blocks[2:])), ids=False)
    assert [entry.kind for entry in entries.changes] == [EntryKind.KIND]


@pytest.mark.parametrize(("before", "after"), [(3, 5), (5, 3), (4, 4), (50, 47)])
def test_duplicates_are_paired_in_order(before: int, after: int) -> None:
    old, new = _document(*[FIRST] * before), _document(*[FIRST] * after, prefix="z")
    entries = compare(old, new, ids=False).entries
    pairs = [(entry.old[0].id, entry.new[0].id) for entry in entries if entry.old and entry.new]
    assert len(pairs) == min(before, after)
    assert [int(one[1:]) for one, _ in pairs] == sorted(int(one[1:]) for one, _ in pairs)
    assert [int(other[1:]) for _, other in pairs] == sorted(int(other[1:]) for _, other in pairs)


@tried
@given(texts(), st.data())
def test_a_reader_sees_no_islands_and_no_marks_inside_words(old: str, data: st.DataObject) -> None:
    new = data.draw(edited_texts(old))
    shown = display_runs(compare_words(old, new))
    borders = {token.start for token in words(old)} | {len(old)}
    new_borders = {token.start for token in words(new)} | {len(new)}
    for number, run in enumerate(shown):
        assert run.old_start in borders
        assert run.new_start in new_borders
        is_between = 0 < number < len(shown) - 1
        if run.kind is RunKind.EQUAL and is_between and "\n" not in run.text:
            assert sum(map(str.isalnum, run.text)) > 1
