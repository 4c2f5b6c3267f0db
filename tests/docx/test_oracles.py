"""The oracles themselves: each sees what is in a file and notices what is wrong with one."""

import pytest

from consult.docx import read_document, write_clean
from consult.docx.archive import pack, unpack
from consult.text.document import Block, BlockKind, Document
from tests.docx.documents import LAYOUT
from tests.docx.wordfile import p, t, word_file
from tests.oracles import pandoc as pandoc_oracle
from tests.oracles.office import Office
from tests.oracles.validator import Validator

WORDS = ("Järjestöt pitävät tukea tärkeänä.", "Tilat ovat auki iltaisin.", "Kuljetus on maksuton.")
OURS = write_clean(
    Document(tuple(Block(f"b{n}", BlockKind.PARAGRAPH, text) for n, text in enumerate(WORDS))), LAYOUT
)


def body(seen: tuple[tuple[str, str], ...]) -> list[str]:
    """The words of the text itself."""
    return [words for style, words in seen if style == "Text body"]


def test_the_validator_is_content_with_ours_and_names_what_is_wrong(validator: Validator) -> None:
    assert validator.findings(OURS) == []
    parts = unpack(OURS)
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:r>", b'<w:r w:wrong="1">', 1)
    wrong = validator.findings(pack(parts))
    assert any("/word/document.xml /w:document" in finding and "wrong" in finding for finding in wrong), wrong
    assert validator.findings(b"not a file") != []


def test_the_office_edits_as_somebody_and_tracks_it(office: Office) -> None:
    steps = (
        ("author", "Aino", "Virta"),
        ("track", True),
        ("replace", "tärkeänä", "välttämättömänä"),
        ("author", "Onni", "Lahti"),
        ("insert", "iltaisin.", "\nUusi kappale."),
        ("track", False),
        ("replace", "maksuton", "ilmainen"),
        ("comment", "auki", "Mihin asti?", "Aino Virta"),
    )
    edited = office.run(OURS, *steps, save=True)
    again = office.run(edited.saved)
    assert {(kind, author) for kind, author, _ in again.redlines} == {
        ("Delete", "Aino Virta"),
        ("Insert", "Aino Virta"),
        ("Insert", "Onni Lahti"),
    }
    assert again.comments == (("Aino Virta", "Mihin asti?"),)
    assert body(office.run(edited.saved, ("accept",)).paragraphs) == [
        "Järjestöt pitävät tukea välttämättömänä.",
        "Tilat ovat auki iltaisin.",
        "Uusi kappale.",
        "Kuljetus on ilmainen.",
    ]
    rejected = body(office.run(edited.saved, ("reject",)).paragraphs)
    assert rejected == [WORDS[0], WORDS[1], "Kuljetus on ilmainen."]


@pytest.mark.parametrize(
    ("step", "left"),
    [
        (("delete_paragraph", "auki"), [WORDS[0], WORDS[2]]),
        (("move", "Tilat", -1), [WORDS[1], WORDS[0], WORDS[2]]),
        (("join", "auki"), [WORDS[0], WORDS[1] + WORDS[2]]),
    ],
)
def test_the_office_does_things_to_paragraphs(
    office: Office, step: tuple[object, ...], left: list[str]
) -> None:
    edited = office.run(OURS, ("author", "Aino", "Virta"), ("track", True), step, save=True)
    assert body(office.run(edited.saved, ("accept",)).paragraphs) == left
    assert body(office.run(edited.saved, ("reject",)).paragraphs) == list(WORDS)


def test_what_the_office_saves_is_read_by_us(office: Office) -> None:
    read = read_document(office.run(OURS, save=True).saved)
    assert [block.text for block in read.document.blocks] == list(WORDS)


@pytest.mark.usefixtures("pandoc")
def test_pandoc_reads_every_view() -> None:
    changed = "<w:ins w:id='1' w:author='A'>" + t("uusi") + "</w:ins>"
    changed += "<w:del w:id='2' w:author='A'><w:r><w:delText>vanha</w:delText></w:r></w:del>"
    data = word_file(p("Sana ", changed))
    assert pandoc_oracle.read_plain(data, "accept") == "Sana uusi"
    assert pandoc_oracle.read_plain(data, "reject") == "Sana vanha"
    assert "insertion" in str(pandoc_oracle.read_json(data, "all"))
