"""Pictures and footnotes as signs in plain words: there and back, and what is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.text import (
    OBJECT,
    OBJECT_MARKS,
    Block,
    BlockKind,
    Document,
    Fragment,
    Mark,
    MarkKind,
    Placeholders,
    RepeatedPlaceholder,
    UnknownPlaceholder,
    normalise,
)
from consult.text.placeholders import LANGUAGES
from tests.text.examples import LONG_TIER, tried
from tests.text.strategies import documents

MAP = Mark(0, 1, MarkKind.PICTURE, "a" * 64, "Kartta\nalueesta [2]")
LOGO = Mark(0, 1, MarkKind.PICTURE, "b" * 64)
NOTE = Mark(0, 1, MarkKind.NOTE, "n2")
SAYS = "Kartta {} ja merkki {} sekä viite {}."
BLOCK = Block(
    "b1",
    BlockKind.PARAGRAPH,
    SAYS.format(OBJECT, OBJECT, OBJECT),
    marks=(MAP.at(7, 8), LOGO.at(19, 20), NOTE.at(32, 33)),
)
NOTES = (Block("n1", BlockKind.NOTE, "Ensimmäinen."), Block("n2", BlockKind.NOTE, "Toinen."))
BASE = Document((BLOCK, *NOTES))
SIGNS = Placeholders(BASE)


def own(block: Block) -> Fragment:
    """The words of a block with its objects alone."""
    return Fragment(block.text, tuple(mark for mark in block.marks if mark.kind in OBJECT_MARKS))


@pytest.mark.parametrize(
    ("language", "signs"),
    [
        ("fi", ("[kuva 1: Kartta alueesta (2)]", "[kuva 2]", "[alaviite 2]")),
        ("sv", ("[bild 1: Kartta alueesta (2)]", "[bild 2]", "[fotnot 2]")),
        ("en", ("[picture 1: Kartta alueesta (2)]", "[picture 2]", "[footnote 2]")),
    ],
)
def test_objects_are_readable_in_the_language_of_the_reader(language: str, signs: tuple[str, ...]) -> None:
    assert SIGNS.write(BLOCK, language) == SAYS.format(*signs)


@settings(parent=tried, max_examples=500 if LONG_TIER else 20)
@given(document=documents(), language=st.sampled_from(LANGUAGES))
def test_what_nobody_edited_comes_back_as_it_was(document: Document, language: str) -> None:
    signs = Placeholders(document)
    written = [normalise(signs.write(block, language)) for block in document.blocks]
    assert OBJECT not in "".join(written)
    assert signs.read(written, document.blocks) == [own(block) for block in document.blocks]


@settings(parent=tried, max_examples=500 if LONG_TIER else 20)
@given(document=documents(), data=st.data())
def test_words_of_the_text_that_look_like_a_sign_are_told_apart(
    document: Document, data: st.DataObject
) -> None:
    signs = Placeholders(document)
    likeness = [signs.write(block, data.draw(st.sampled_from(LANGUAGES))) for block in document.blocks]
    twins = tuple(Block(f"t{i}", BlockKind.PARAGRAPH, text) for i, text in enumerate(likeness))
    with_twins = Document((*document.blocks, *twins))
    signs = Placeholders(with_twins)
    written = [signs.write(block, "fi") for block in with_twins.blocks]
    assert signs.read(written, with_twins.blocks) == [own(block) for block in with_twins.blocks]


def test_a_sign_that_stays_is_the_same_object_wherever_it_is_and_one_that_goes_is_gone() -> None:
    (found,) = SIGNS.read(["Viite [alaviite 2] ja [kuva 1: Kartta alueesta (2)]."], [BLOCK])
    assert found == Fragment(f"Viite {OBJECT} ja {OBJECT}.", (NOTE.at(6, 7), MAP.at(11, 12)))


def test_a_draft_that_was_kept_in_another_language_is_understood() -> None:
    assert SIGNS.read(["[bild 2] [footnote 2]"], [BLOCK])[0].marks == (LOGO.at(0, 1), NOTE.at(2, 3))


def test_the_same_object_twice_in_the_text_may_be_there_twice() -> None:
    twice = Block("b1", BlockKind.PARAGRAPH, f"{OBJECT} {OBJECT}", marks=(LOGO.at(0, 1), LOGO.at(2, 3)))
    signs = Placeholders(Document((twice,)))
    assert signs.write(twice, "fi") == "[kuva 1] [kuva 1]"
    assert signs.read(["[kuva 1] [kuva 1]"], [twice]) == [own(twice)]


@pytest.mark.parametrize("words", ["[kuva 2] [kuva 2]", "[kuva 2] ja [bild 2]"])
def test_a_sign_typed_twice_is_refused(words: str) -> None:
    with pytest.raises(RepeatedPlaceholder) as caught:
        SIGNS.read([words], [BLOCK])
    assert caught.value.placeholder == "[kuva 2]"


@pytest.mark.parametrize(
    "sign",
    ["[kuva 3]", "[alaviite 1]", "[kuva 1: Toinen kartta]", "[Kuva 2]", "[kuva 1: Kartta", "[fotnot 12]"],
)
def test_a_sign_that_stands_for_nothing_here_is_refused(sign: str) -> None:
    with pytest.raises(UnknownPlaceholder) as caught:
        SIGNS.read([f"Katso {sign}"], [BLOCK])
    assert caught.value.placeholder == sign


def test_an_object_of_another_block_is_refused_by_name() -> None:
    other = Block("b0", BlockKind.PARAGRAPH, "Alku.")
    with pytest.raises(UnknownPlaceholder, match="alaviite 2"):
        Placeholders(Document((other, *BASE.blocks))).read(["Alku [alaviite 2]."], [other])


def test_a_later_text_brings_its_objects() -> None:
    new = Mark(0, 1, MarkKind.PICTURE, "c" * 64, "Uusi")
    later = Document((BLOCK.with_text(f"{BLOCK.text} {OBJECT}", (*BLOCK.marks, new.at(35, 36))), *NOTES))
    signs = Placeholders(BASE, later)
    written = signs.write(later.blocks[0], "fi")
    assert written.endswith("[kuva 3: Uusi]")
    assert signs.read([written], [BLOCK]) == [own(later.blocks[0])]
    with pytest.raises(RepeatedPlaceholder):
        signs.read([written + " [kuva 2]"], [BLOCK])
