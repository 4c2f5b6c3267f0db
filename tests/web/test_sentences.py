"""Every kind of change as a plain sentence in three languages."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from consult.text.block import Block, BlockKind, Mark, MarkKind
from consult.text.compare import compare
from consult.text.document import Document
from consult.text.propose import propose
from consult.web.i18n import CATALOGUES
from consult.web.sentences import change_sentence, entry_sentence

BASE = Document(
    (
        Block("h1", BlockKind.HEADING, "Toimintaedellytykset", 1),
        Block("b1", BlockKind.PARAGRAPH, "Alue myöntää järjestöille avustuksia vuosittain."),
        Block("b2", BlockKind.PARAGRAPH, "Tilat ovat maksuttomia. Tilat ovat auki iltaisin."),
        Block("b3", BlockKind.BULLET, "vertaistuki"),
    )
)


@pytest.fixture(scope="module")
def words_app() -> Flask:
    """Nothing but the catalogues."""
    app = Flask(__name__)
    Babel(app, default_locale="fi", default_translation_directories=str(CATALOGUES))
    return app


@pytest.fixture(autouse=True)
def speaking(words_app: Flask) -> Iterator[None]:
    """Catalogues need an application."""
    with words_app.test_request_context():
        yield


def reworded(block_id: str, words: str) -> Document:
    """The base with other words in one block."""
    return Document(tuple(replace(b, text=words) if b.id == block_id else b for b in BASE.blocks))


def without(block_id: str) -> Document:
    """The base without one block."""
    return Document(tuple(block for block in BASE.blocks if block.id != block_id))


def with_new(after: int, kind: BlockKind = BlockKind.PARAGRAPH) -> Document:
    """The base with a new block behind so many others."""
    new = Block("n1", kind, "Uusi teksti.", 1 if kind is BlockKind.HEADING else 0)
    return Document((*BASE.blocks[:after], new, *BASE.blocks[after:]))


def moved(block_id: str, place: int) -> Document:
    """The base with one block elsewhere."""
    rest = [block for block in BASE.blocks if block.id != block_id]
    return Document((*rest[:place], BASE.by_id[block_id], *rest[place:]))


def bold() -> Document:
    """The base with a word in bold."""
    marks = (Mark(0, 5, MarkKind.BOLD),)
    return Document(tuple(replace(b, marks=marks) if b.id == "b2" else b for b in BASE.blocks))


PROPOSED = {
    "one word by many": (
        reworded("b1", "Alue myöntää järjestöille avustuksia kolmeksi vuodeksi kerrallaan."),
        "Korvaa sanan <q>vuosittain</q> sanoilla <q>kolmeksi vuodeksi kerrallaan</q>.",
        "Ersätter ordet <q>vuosittain</q> med orden <q>kolmeksi vuodeksi kerrallaan</q>.",
        "Replaces the word <q>vuosittain</q> with the words <q>kolmeksi vuodeksi kerrallaan</q>.",
    ),
    "one word by one": (
        reworded("b1", "Alue myöntää järjestöille avustuksia säännöllisesti."),
        "Korvaa sanan <q>vuosittain</q> sanalla <q>säännöllisesti</q>.",
        "Ersätter ordet <q>vuosittain</q> med ordet <q>säännöllisesti</q>.",
        "Replaces the word <q>vuosittain</q> with the word <q>säännöllisesti</q>.",
    ),
    "many words by one": (
        reworded("b1", "Alue tukee vuosittain."),
        "Korvaa sanat <q>myöntää järjestöille avustuksia</q> sanalla <q>tukee</q>.",
        "Ersätter orden <q>myöntää järjestöille avustuksia</q> med ordet <q>tukee</q>.",
        "Replaces the words <q>myöntää järjestöille avustuksia</q> with the word <q>tukee</q>.",
    ),
    "a word less": (
        reworded("b1", "Alue myöntää avustuksia vuosittain."),
        "Poistaa sanan <q>järjestöille</q>.",
        "Tar bort ordet <q>järjestöille</q>.",
        "Removes the word <q>järjestöille</q>.",
    ),
    "words more": (
        reworded("b1", "Alue myöntää järjestöille avustuksia vuosittain avoimella haulla."),
        "Lisää sanat <q>avoimella haulla</q> sanan <q>vuosittain</q> jälkeen.",
        "Lägger till orden <q>avoimella haulla</q> efter ordet <q>vuosittain</q>.",
        "Adds the words <q>avoimella haulla</q> after the word <q>vuosittain</q>.",
    ),
    "a sentence more": (
        reworded("b2", "Tilat ovat maksuttomia. Tilat ovat auki iltaisin. Niihin pääsee pyörätuolilla."),
        "Lisää virkkeen <q>Niihin pääsee pyörätuolilla.</q>",
        "Lägger till meningen <q>Niihin pääsee pyörätuolilla.</q>",
        "Adds the sentence <q>Niihin pääsee pyörätuolilla.</q>",
    ),
    "a sentence less": (
        reworded("b2", "Tilat ovat maksuttomia."),
        "Poistaa virkkeen <q>Tilat ovat auki iltaisin.</q>",
        "Tar bort meningen <q>Tilat ovat auki iltaisin.</q>",
        "Removes the sentence <q>Tilat ovat auki iltaisin.</q>",
    ),
    "a block less": (without("b2"), "Poistaa kohdan 2.", "Tar bort punkt 2.", "Removes block 2."),
    "a heading less": (
        without("h1"),
        "Poistaa otsikon <q>Toimintaedellytykset</q>.",
        "Tar bort rubriken <q>Toimintaedellytykset</q>.",
        "Removes the heading <q>Toimintaedellytykset</q>.",
    ),
    "a block more": (
        with_new(3),
        "Lisää uuden kohdan kohdan 2 jälkeen.",
        "Lägger till en ny punkt efter punkt 2.",
        "Adds a new block after block 2.",
    ),
    "a block first": (
        with_new(0),
        "Lisää uuden kohdan tekstin alkuun.",
        "Lägger till en ny punkt i början av texten.",
        "Adds a new block at the beginning of the text.",
    ),
    "a heading more": (
        with_new(2, BlockKind.HEADING),
        "Lisää uuden otsikon kohdan 1 jälkeen.",
        "Lägger till en ny rubrik efter punkt 1.",
        "Adds a new heading after block 1.",
    ),
    "a block elsewhere": (
        moved("b1", 3),
        "Siirtää kohdan 1 kohdan 3 jälkeen.",
        "Flyttar punkt 1 efter punkt 3.",
        "Moves block 1 after block 3.",
    ),
    "marks alone": (
        bold(),
        "Muuttaa vain kohdan 2 korostusta tai linkkiä.",
        "Ändrar bara betoning eller en länk i punkt 2.",
        "Changes only the emphasis or a link of block 2.",
    ),
    "punctuation alone": (
        reworded("b3", "vertaistuki,"),
        "Muuttaa vain välimerkkejä.",
        "Ändrar bara skiljetecken.",
        "Changes punctuation only.",
    ),
}

BECAME = {
    "one word by many": (
        "Sanan <q>vuosittain</q> tilalle tulivat sanat <q>kolmeksi vuodeksi kerrallaan</q>.",
        "Ordet <q>vuosittain</q> ersattes med orden <q>kolmeksi vuodeksi kerrallaan</q>.",
        "The word <q>vuosittain</q> was replaced with the words <q>kolmeksi vuodeksi kerrallaan</q>.",
    ),
    "a block less": ("Kohta 2 poistettiin.", "Punkt 2 togs bort.", "Block 2 was removed."),
    "a block more": (
        "Uusi kohta lisättiin kohdan 2 jälkeen.",
        "En ny punkt lades till efter punkt 2.",
        "A new block was added after block 2.",
    ),
    "a heading less": (
        "Otsikko <q>Toimintaedellytykset</q> poistettiin.",
        "Rubriken <q>Toimintaedellytykset</q> togs bort.",
        "The heading <q>Toimintaedellytykset</q> was removed.",
    ),
    "marks alone": (
        "Vain kohdan 2 korostus tai linkki muuttui.",
        "Bara betoningen eller en länk i punkt 2 ändrades.",
        "Only the emphasis or a link of block 2 was changed.",
    ),
}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", PROPOSED)
def test_a_proposed_change_is_told_in_one_sentence(name: str, language: str) -> None:
    edited, *told = PROPOSED[name]
    assert isinstance(edited, Document)
    (change,) = propose(BASE, edited).changes
    with force_locale(language):
        assert change_sentence(change, BASE) == dict(zip(("fi", "sv", "en"), told, strict=True))[language]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", BECAME)
def test_what_became_of_a_block_is_told_in_the_past(name: str, language: str) -> None:
    edited = PROPOSED[name][0]
    assert isinstance(edited, Document)
    (entry,) = compare(BASE, edited).changes
    with force_locale(language):
        expected = dict(zip(("fi", "sv", "en"), BECAME[name], strict=True))[language]
        assert entry_sentence(entry, BASE, edited) == expected


def test_a_moved_block_is_named_by_its_old_number_and_its_place_by_the_new_ones() -> None:
    (entry,) = compare(BASE, moved("b1", 3)).changes
    assert entry_sentence(entry, BASE, moved("b1", 3)) == "Kohta 1 siirrettiin: se on nyt kohdan 2 jälkeen."


def test_many_separate_words_are_one_new_wording() -> None:
    old = "Yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen yksitoista kaksitoista."
    new = (
        old.replace("kaksi ", "2 ").replace("neljä", "4").replace("seitsemän", "7").replace("kymmenen", "10")
    )
    base = Document((Block("b1", BlockKind.PARAGRAPH, old),))
    edited = Document((Block("b1", BlockKind.PARAGRAPH, new),))
    (change,) = propose(base, edited).changes
    assert change_sentence(change, base) == "Muotoilee kohdan uudelleen."


def test_words_from_a_document_are_escaped() -> None:
    (change,) = propose(BASE, reworded("b3", "<script>alert(1)</script>")).changes
    assert "<script>" not in change_sentence(change, BASE)
