"""Wishes as changes of the text: to the letter, inside tables too, and back again into their forms."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult import text
from consult.errors import Conflict, Invalid
from consult.services.proposals import KINDS
from consult.services.wish_of import wish_of
from consult.services.wishes import (
    Add,
    Move,
    Remove,
    Reword,
    Wish,
    blocks_of,
    changes_for,
    paragraphs,
    place_of,
    words_of,
)
from tests.factories import make_text

BASE = make_text(
    "# Otsikko", "Ensimmäinen virke on tässä. Toinen virke jatkaa.", "Lyhyt kappale.", "Viimeinen."
)
TABLE = text.parse("Johdanto.\n\n| Avustus | Kesto |\n| --- | --- |\n| Yleis | vuosi |\n\nLoppu.\n")


def after(base: text.Document, wish: Wish) -> list[tuple[str, str]]:
    """Ids and words of the text as the wish would have it; a new block has no name."""
    edited = changes_for(base, wish).apply(base)
    return [(block.id if block.id in base.by_id else "new", block.text) for block in edited.blocks]


def test_a_reword_keeps_the_block() -> None:
    assert after(BASE, Reword(("b3",), "Pitkä kappale."))[2] == ("b3", "Pitkä kappale.")


def test_an_empty_line_splits_and_the_first_part_keeps_the_id() -> None:
    result = after(BASE, Reword(("b2",), "Ensimmäinen virke on tässä.\n\nToinen virke jatkaa."))
    assert result[1:3] == [("b2", "Ensimmäinen virke on tässä."), ("new", "Toinen virke jatkaa.")]
    assert (
        len(changes_for(BASE, Reword(("b2",), "Ensimmäinen virke on tässä.\n\nToinen virke jatkaa.")).changes)
        == 1
    )


def test_a_paragraph_written_before_an_old_one_is_new() -> None:
    result = after(BASE, Reword(("b3",), "Aivan uusi alku.\n\nLyhyt kappale."))
    assert result[2:4] == [("new", "Aivan uusi alku."), ("b3", "Lyhyt kappale.")]


def test_a_run_is_joined_into_one() -> None:
    joined = "Ensimmäinen virke on tässä. Toinen virke jatkaa. Lyhyt kappale."
    assert after(BASE, Reword(("b2", "b3"), joined))[1:] == [("b2", joined), ("b4", "Viimeinen.")]


def test_a_run_is_changed_block_by_block() -> None:
    result = after(BASE, Reword(("b3", "b4"), "Lyhyt kappale tässä.\n\nAivan viimeinen."))
    assert result[2:] == [("b3", "Lyhyt kappale tässä."), ("b4", "Aivan viimeinen.")]


def test_marks_stay_on_their_words() -> None:
    bold = replace(BASE.by_id["b3"], marks=(text.Mark(0, 5, text.MarkKind.BOLD),))
    base = text.Document(tuple(bold if block.id == "b3" else block for block in BASE.blocks))
    edited = changes_for(base, Reword(("b3",), "Lyhyt kappale lisää.")).apply(base)
    assert edited.by_id["b3"].marks == bold.marks


def test_line_ends_inside_a_block_stay_when_it_had_them_and_are_spaces_otherwise() -> None:
    lines = text.Document((text.Block("b1", text.BlockKind.PARAGRAPH, "Katu 1\n00100 Kaupunki"),))
    assert after(lines, Reword(("b1",), "Katu 2\n00100 Kaupunki")) == [("b1", "Katu 2\n00100 Kaupunki")]
    assert after(BASE, Reword(("b3",), "Lyhyt\nkappale tässä."))[2] == ("b3", "Lyhyt kappale tässä.")


def test_space_at_the_edges_of_a_block_is_no_change() -> None:
    spaced = text.Document((text.Block("b1", text.BlockKind.PARAGRAPH, "Lopussa väli. "),))
    with pytest.raises(Invalid, match="same as in the draft"):
        changes_for(spaced, Reword(("b1",), "Lopussa väli."))


def test_an_item_is_added_on_the_level_of_its_neighbour() -> None:
    base = text.parse("- yksi\n  - kaksi\n")
    nested = base.blocks[1]
    edited = changes_for(base, Add(nested.id, "kolme", text.BlockKind.BULLET)).apply(base)
    assert (edited.blocks[2].level, edited.blocks[2].text) == (nested.level, "kolme")


def test_a_new_block_comes_after_the_whole_table() -> None:
    table = next(block for block in TABLE.blocks if block.kind is text.BlockKind.TABLE)
    edited = changes_for(TABLE, Add(table.id, "Uusi.")).apply(TABLE)
    assert [block.text for block in edited.blocks[-2:]] == ["Uusi.", "Loppu."]


def test_a_table_goes_and_moves_with_its_cells() -> None:
    table = next(block for block in TABLE.blocks if block.kind is text.BlockKind.TABLE)
    assert [words for _, words in after(TABLE, Remove((table.id,)))] == ["Johdanto.", "Loppu."]
    moved = after(TABLE, Move(table.id, TABLE.blocks[-1].id))
    assert [words for _, words in moved if words] == [
        "Johdanto.",
        "Loppu.",
        "Avustus",
        "Kesto",
        "Yleis",
        "vuosi",
    ]


def test_a_cell_is_reworded_and_neither_removed_nor_is_its_table_reworded() -> None:
    cell = next(block for block in TABLE.blocks if block.text == "vuosi")
    table = next(block for block in TABLE.blocks if block.kind is text.BlockKind.TABLE)
    assert (cell.id, "kolme vuotta") in after(TABLE, Reword((cell.id,), "kolme vuotta"))
    with pytest.raises(Invalid, match="cell cannot be removed"):
        changes_for(TABLE, Remove((cell.id,)))
    with pytest.raises(Invalid, match="one at a time"):
        changes_for(TABLE, Reword((table.id,), "Sanoja"))
    with pytest.raises(Invalid, match="cannot follow itself"):
        changes_for(TABLE, Move(table.id, cell.id))


def test_a_cell_stays_one_cell_however_it_is_typed() -> None:
    cell = next(block for block in TABLE.blocks if block.text == "vuosi")
    reworded = after(TABLE, Reword((cell.id,), "kolme\n\nvuotta"))
    assert (cell.id, "kolme vuotta") in reworded
    assert len(reworded) == len(TABLE.blocks)


@pytest.mark.parametrize("wish", [Reword((), "Hei"), Reword(("b2", "b99"), "Hei"), Add("b99", "Hei")])
def test_a_gone_block_keeps_what_was_typed(wish: Wish) -> None:
    with pytest.raises(Conflict) as caught:
        changes_for(BASE, wish)
    assert caught.value.ours == "Hei"


@pytest.mark.parametrize(
    ("wish", "place", "blocks", "words"),
    [
        (Reword(("b2", "b3"), "Sanat"), "b2", ("b2", "b3"), "Sanat"),
        (Add("b2", "Sanat"), "b2", ("b2",), "Sanat"),
        (Add(None, "Sanat"), "", (), "Sanat"),
        (Remove(("b2",)), "b2", ("b2",), ""),
        (Move("b2", "b3"), "b2", ("b2",), ""),
    ],
)
def test_a_wish_knows_its_place_its_blocks_and_its_words(
    wish: Wish, place: str, blocks: tuple[str, ...], words: str
) -> None:
    assert (place_of(wish), blocks_of(wish), words_of(wish)) == (place, blocks, words)


def test_paragraphs_are_parted_by_empty_lines_also_with_spaces_in_them() -> None:
    assert paragraphs("yksi\nkaksi\n \t\n\nkolme\n") == ["yksi kaksi", "kolme"]
    assert paragraphs("yksi\nkaksi", keeps_lines=True) == ["yksi\nkaksi"]


@pytest.mark.parametrize(
    "wish",
    [
        Reword(("b2",), "Ensimmäinen virke on tässä. Toinen virke jatkuu."),
        Reword(("b2",), "Ensimmäinen virke on tässä.\n\nToinen virke jatkaa."),
        Reword(("b2", "b3"), "Ensimmäinen virke on tässä. Toinen virke jatkaa. Lyhyt kappale."),
        Reword(("b2", "b3"), "Aivan muuta.\n\nLyhyt kappale, jota jatketaan.\n\nJa vielä yksi."),
        Add("b2", "Uusi.\n\nToinen uusi."),
        Add(None, "Alku."),
        Add("b4", "Luettelo", text.BlockKind.BULLET),
        Remove(("b3",)),
        Move("b4", "b1"),
        Move("b4", None),
    ],
)
def test_a_stored_wish_fills_its_form_again(wish: Wish) -> None:
    changes = text.Proposal.from_json(changes_for(BASE, wish).to_json())
    assert wish_of(BASE, KINDS[type(wish)], place_of(wish), changes, language="fi") == wish


WORDS = st.text(st.sampled_from("ab .,\n"), max_size=60)


@given(WORDS, st.sampled_from([("b2",), ("b2", "b3"), ("b2", "b3", "b4"), ("b4",)]))
def test_a_reword_says_exactly_what_was_typed_and_touches_nothing_else(
    words: str, blocks: tuple[str, ...]
) -> None:
    parts = paragraphs(words)
    try:
        edited = changes_for(BASE, Reword(blocks, words)).apply(BASE)
    except Invalid:
        assert not parts
        return
    run = BASE.blocks[1 : 1 + len(blocks)] if blocks[0] == "b2" else BASE.blocks[3:]
    outside = [block for block in BASE.blocks if block not in run]
    assert [block.text for block in edited.blocks if block not in outside] == parts
    assert [block for block in edited.blocks if block in outside] == outside
