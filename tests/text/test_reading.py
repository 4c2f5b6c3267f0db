"""Markdown, marks on edited words, and what is said about a change."""

import doctest
import importlib
import pkgutil

import pytest

import consult.text
from consult.text import (
    OBJECT,
    BlockKind,
    Document,
    EntryKind,
    MarkKind,
    PartKind,
    adopt_ids,
    apply_markdown_inline,
    compare,
    describe,
    map_marks,
    parse,
    propose,
)

SOURCE = """# Lausunto

## Tilat

Tilat ovat **auki** ja [maksuttomia](https://esimerkki.invalid/tilat).

- yksi
  - kaksi
- kolme

1. ensin
2. sitten

| Kunta | Tila |
| --- | --- |
| Laukaa | talo |
"""


def test_markdown_is_read_to_blocks() -> None:
    document = parse(SOURCE)
    assert [(block.kind.value, block.level) for block in document.blocks if block.parent is None] == [
        ("heading", 1),
        ("heading", 2),
        ("paragraph", 0),
        ("bullet", 0),
        ("bullet", 1),
        ("bullet", 0),
        ("numbered", 0),
        ("numbered", 0),
        ("table", 0),
    ]
    assert [block.text for block in document.blocks if block.kind is BlockKind.CELL] == [
        "Kunta",
        "Tila",
        "Laukaa",
        "talo",
    ]
    assert [mark.kind for mark in document.blocks[2].marks] == [MarkKind.BOLD, MarkKind.LINK]
    assert parse(document.to_markdown()) == document
    assert document.plain().endswith("1. ensin\n2. sitten\n\nKunta\tTila\nLaukaa\ttalo\n")


def test_notes_keep_their_words_and_their_place() -> None:
    source = "Tilat[^n1] ovat auki.\n\n\\[^n1]: Lähde: kysely.\n"
    document = parse(source)
    assert document.blocks[0].text == f"Tilat{OBJECT} ovat auki."
    assert document.blocks[1].kind is BlockKind.NOTE
    assert document.blocks[0].marks[0].target == document.blocks[1].id
    assert parse(document.to_markdown()) == document


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "http://a.fi", "//evil.fi", "data:text/html,x", "/login"]
)
def test_only_safe_links_are_links(target: str) -> None:
    fragment = apply_markdown_inline(f"[tästä]({target})")
    assert all(mark.kind is not MarkKind.LINK for mark in fragment.marks)
    assert "tästä" in fragment.text


def test_html_is_only_text() -> None:
    assert parse("<script>alert(1)</script>").blocks[0].text == "<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("source", "edited", "marked"),
    [
        ("a **bc de**", "a bc de x", ["bc de x"]),
        ("a [bc de](https://a.fi)", "a bc de x", ["bc de"]),
        ("a **bc de** f", "a bc xx de f", ["bc xx de"]),
        ("a **bc de** f", "a f", []),
        ("a [bc de](https://a.fi) f", "a bc de x f", ["bc de"]),
        ("**bc** f", "alku bc f", ["bc"]),
        ("a **bc de** f", "a yy de f", ["yy de"]),
    ],
)
def test_marks_follow_edited_words(source: str, edited: str, marked: list[str]) -> None:
    marks = map_marks(parse(source).blocks[0], edited)
    assert [edited[mark.start : mark.end].strip() for mark in marks] == [words.strip() for words in marked]


def _edited(base: Document, old: str, new: str) -> Document:
    return adopt_ids(base, parse(base.to_markdown().replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("ovat", "olivat", [PartKind.REPLACE]),
        ("ovat ", "ovat aina ", [PartKind.ADD]),
        ("ja \\[", "ja \\[", []),
        ("- kolme\n", "", [PartKind.REMOVE_BLOCK]),
        ("- kolme\n", "- kolme\n- neljä\n", [PartKind.ADD_BLOCK]),
        ("**auki**", "auki", [PartKind.MARK]),
        ("## Tilat", "# Tilat", [PartKind.KIND]),
        ("| Laukaa | talo |", "| Laukaa | talo |\n| Keuruu | sali |", [PartKind.ADD_BLOCK]),
    ],
)
def test_a_change_is_described(old: str, new: str, kinds: list[PartKind]) -> None:
    base = parse(SOURCE)
    edited = _edited(base, old, new)
    parts = [part for change in propose(base, edited).changes for part in describe(change, base)]
    assert [part.kind for part in parts] == kinds
    told = [part.kind for entry in compare(base, edited).changes for part in describe(entry)]
    assert told[: len(kinds)] == kinds


def test_words_beside_the_place_are_named() -> None:
    base = parse(SOURCE)
    (part,) = describe(propose(base, _edited(base, "ovat", "olivat")).changes[0], base)
    assert (part.before, part.removed, part.added, part.behind) == (
        "Tilat",
        "ovat",
        "olivat",
        "auki ja maksuttomia.",
    )


def test_a_split_and_a_join_are_one_change() -> None:
    whole, parted = (
        parse("Yksi virke on tässä. Toinen virke on siinä."),
        parse("Yksi virke on tässä.\n\nToinen virke on siinä."),
    )
    split = adopt_ids(whole, parted)
    assert [change.kind.value for change in propose(whole, split).changes] == ["split"]
    assert [change.kind.value for change in propose(split, whole).changes] == ["join"]
    assert [entry.kind for entry in compare(whole, split).entries] == [EntryKind.SPLIT]
    assert [entry.kind for entry in compare(split, whole).entries] == [EntryKind.JOINED]


def test_a_document_from_elsewhere_is_known_by_its_words() -> None:
    old = parse("Yksi.\n\nTilat ovat auki kaikille järjestöille.\n\nSama.\n\nSama.\n\nLopuksi muuta asiaa.")
    new = parse(
        "Uusi alku.\n\nLopuksi muuta asiaa.\n\nYksi.\n\nTilat ovat aina auki kaikille järjestöille."
        "\n\nSama.\n\nSama."
    )
    kinds = [entry.kind.value for entry in compare(old, new, ids=False).entries]
    assert kinds == ["added", "moved", "same", "changed", "same", "same"]
    adopted = adopt_ids(old, new)
    assert [block.id for block in adopted.blocks] == ["b6", "b5", "b1", "b2", "b3", "b4"]


@pytest.mark.parametrize(
    "name", sorted(module.name for module in pkgutil.iter_modules(consult.text.__path__))
)
def test_the_examples_in_the_documentation_hold(name: str) -> None:
    module = importlib.import_module(f"consult.text.{name}")
    names = {public: getattr(consult.text, public) for public in consult.text.__all__}
    result = doctest.testmod(module, extraglobs=names)
    assert result.failed == 0
