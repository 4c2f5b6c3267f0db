"""A change as runs that keep the document's own marks."""

from dataclasses import replace

from consult.text.block import Block, BlockKind, Mark, MarkKind
from consult.text.change import ChangeKind
from consult.text.compare import compare
from consult.text.document import Document
from consult.text.propose import propose
from consult.web.marked import marked_change, marked_entry

BASE = Document(
    (
        Block(
            "b1",
            BlockKind.PARAGRAPH,
            "Ensimmäinen asia. Tilat ovat maksuttomia. Kolmas virke.",
            0,
            (Mark(18, 23, MarkKind.BOLD),),
        ),
        Block("b2", BlockKind.PARAGRAPH, "Toinen kappale."),
    )
)


def reworded(words: str) -> Document:
    """The base with other words in its first block."""
    first = BASE.blocks[0]
    return Document((replace(first, text=words), BASE.blocks[1]))


def told(edited: Document) -> list[tuple[str, str]]:
    """The runs of the only change."""
    (change,) = propose(BASE, edited).changes
    return [(run.kind.value, str(run.text)) for run in marked_change(change, BASE)]


def test_only_the_sentence_is_shown_and_bold_is_kept() -> None:
    edited = reworded("Ensimmäinen asia. Tilat ovat avoimia. Kolmas virke.")
    assert told(edited) == [
        ("equal", "<strong>Tilat</strong> ovat "),
        ("removed", "maksuttomia"),
        ("added", "avoimia"),
        ("equal", ". "),
    ]


def test_a_new_sentence_is_shown_with_the_one_before_it() -> None:
    edited = reworded(BASE.blocks[0].text + " Neljäs lause.")
    runs = told(edited)
    assert runs[0] == ("equal", "Kolmas virke.")
    assert "".join(text for kind, text in runs if kind == "added").strip() == "Neljäs lause."


def test_whole_blocks_are_removed_added_or_kept() -> None:
    assert told(Document(BASE.blocks[:1])) == [("removed", "Toinen kappale.")]
    new = Block("n1", BlockKind.PARAGRAPH, "Uusi.")
    assert told(Document((*BASE.blocks, new))) == [("added", "Uusi.")]
    assert told(Document(BASE.blocks[::-1]))[0][0] == "equal"


def test_a_split_shows_where_the_new_block_begins() -> None:
    first, second = BASE.blocks
    text = first.text
    parts = (
        replace(first, text=text[:17], marks=()),
        Block("n1", BlockKind.PARAGRAPH, text[18:], 0, (Mark(0, 5, MarkKind.BOLD),)),
    )
    changes = propose(BASE, Document((*parts, second))).changes
    split = [change for change in changes if change.kind is ChangeKind.SPLIT]
    assert split
    added = [str(run.text) for run in marked_change(split[0], BASE) if run.kind.value == "added"]
    assert any("¶" in text for text in added)


def test_only_the_end_of_the_block_is_marked_in_a_split_or_a_join() -> None:
    one = Document(
        (Block("b1", BlockKind.PARAGRAPH, "Tilat ovat maksuttomia. Avustus on pysyvä ja riittävä."),)
    )
    first = replace(one.blocks[0], text="Tilat ovat maksuttomia.")
    for words in ("Avustus on pysyvä ja riittävä.", " Avustus on pysyvä ja riittävä."):
        two = Document((first, Block("n1", BlockKind.PARAGRAPH, words)))
        assert shown(one, two) == [
            ("equal", "Tilat ovat maksuttomia."),
            ("added", "¶"),
            ("equal", "<br>"),
            ("equal", "Avustus on pysyvä ja riittävä."),
        ]
        assert shown(two, one) == [
            ("equal", "Tilat ovat maksuttomia."),
            ("removed", "¶"),
            ("equal", "Avustus on pysyvä ja riittävä."),
        ]


def shown(old: Document, new: Document) -> list[tuple[str, str]]:
    """The words of the only entry; a mark never shows the space at its edges."""
    runs = [(run.kind.value, str(run.text).strip()) for run in marked_entry(compare(old, new).changes[0])]
    return [(kind, words) for kind, words in runs if words]


def test_a_new_block_between_two_halves_shows_where_it_begins_and_ends() -> None:
    one = Document(
        (Block("b1", BlockKind.PARAGRAPH, "Tilat ovat maksuttomia. Avustus on pysyvä ja riittävä."),)
    )
    parts = ("Tilat ovat maksuttomia.", "Uusi.", "Avustus on pysyvä ja riittävä.")
    split = Document(
        tuple(Block(f"b{n}", BlockKind.PARAGRAPH, part) for n, part in enumerate(parts, start=1))
    )
    assert ("added", "¶<br>Uusi.¶") in shown(one, split)


def test_an_entry_of_a_comparison_is_the_whole_block() -> None:
    edited = reworded("Ensimmäinen asia. Tilat ovat avoimia. Kolmas virke.")
    (entry,) = compare(BASE, edited).changes
    whole = "".join(str(run.text) for run in marked_entry(entry) if run.kind.value != "added")
    assert whole.replace("<strong>", "").replace("</strong>", "") == BASE.blocks[0].text
