"""What a block is known by, and how it is told as JSON and as plain words."""

import pytest

from consult.text import (
    OBJECT,
    Block,
    BlockKind,
    Document,
    Mark,
    MarkKind,
    map_marks,
    parse,
    read_block,
    read_marks,
    write_block,
    write_marks,
)

SHA = "f0" * 32
OLD_HASHES = (
    (
        Block("b1", BlockKind.PARAGRAPH, "Tilat ovat auki."),
        "d637dfb621795a39a3642c4c48ccefb80c40313dfeb6b6e3a256704cfb08c681",
    ),
    (
        Block("b2", BlockKind.CELL, "Tilat", 0, (Mark(0, 5, MarkKind.LINK, "https://a.fi"),), "b1", 3, 2),
        "72752e8d03fd5959b28a4b7afc7a4d939089f753c4c27af959c2deb1881401f7",
    ),
)
NEW = Block(
    "b1",
    BlockKind.CELL,
    f"Tilat{OBJECT}",
    0,
    (Mark(0, 5, MarkKind.UNDERLINE), Mark(5, 6, MarkKind.PICTURE, SHA, "Kartta")),
    "r1",
    column_span=2,
)


@pytest.mark.parametrize(("block", "known"), OLD_HASHES)
def test_a_block_without_the_new_things_keeps_the_hash_it_always_had(block: Block, known: str) -> None:
    assert block.content_hash == known


def test_what_a_block_says_is_in_its_hash() -> None:
    others = (
        NEW,
        NEW.with_text(NEW.text, NEW.marks[:1]),
        NEW.with_text(NEW.text, (NEW.marks[0], Mark(5, 6, MarkKind.PICTURE, SHA, "Toinen"))),
        NEW.with_style(Block("x", BlockKind.CELL, row_span=2)),
        NEW.with_style(Block("x", BlockKind.CELL)),
    )
    assert len({block.content_hash for block in others}) == len(others)


def test_json_keeps_everything_and_adds_nothing_to_what_was_stored_before() -> None:
    assert read_block(write_block(NEW)) == NEW
    plain = Block("b1", BlockKind.PARAGRAPH, "Tilat", 0, (Mark(0, 5, MarkKind.BOLD),))
    assert set(write_block(plain)) == {"id", "kind", "text", "level", "marks", "parent", "page", "question"}
    assert write_marks(plain.marks) == [[0, 5, "bold", ""]]
    assert read_marks([[0, 5, "bold", ""]]) == plain.marks


def test_pictures_and_notes_have_words_in_plain_text() -> None:
    marks = (Mark(5, 6, MarkKind.NOTE, "n2"), Mark(6, 7, MarkKind.PICTURE, SHA, "Kartta"))
    document = Document(
        (
            Block("b1", BlockKind.PARAGRAPH, f"Tilat{OBJECT}{OBJECT}.", 0, marks),
            Block("n1", BlockKind.NOTE, "Ensin."),
            Block("n2", BlockKind.NOTE, "Sitten."),
        )
    )
    assert document.plain() == "Tilat[2][Kartta].\n\n[1] Ensin.\n\n[2] Sitten.\n"


def test_a_picture_stays_with_its_place_until_its_sign_is_removed() -> None:
    block = parse(f"Kartta ![Alue]({SHA}) tässä").blocks[0]
    assert block.text == f"Kartta {OBJECT} tässä"
    (mark,) = map_marks(block, f"Uusi kartta {OBJECT} tässä")
    assert (mark.start, mark.end, mark.target, mark.alt) == (12, 13, SHA, "Alue")
    assert map_marks(block, "Kartta tässä") == ()


@pytest.mark.parametrize(
    "source", ["![Alue](kartta.png)", "![Alue](https://a.fi/x.png)", f"![Alue]({'F' * 64})"]
)
def test_a_picture_from_elsewhere_becomes_its_words(source: str) -> None:
    block = parse(source).blocks[0]
    assert (block.text, block.marks) == ("Alue", ())
