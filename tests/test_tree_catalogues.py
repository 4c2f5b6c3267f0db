"""The catalogues are complete and in step with the source, in all three languages."""

import re

import polib
import pytest

from scripts.messages import LANGUAGES, Extraction, catalogue_path, extract_messages, words_of

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%|%")


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    """What the source says today."""
    return extract_messages()


@pytest.fixture(params=LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> polib.POFile:
    """Each language in turn."""
    return polib.pofile(str(catalogue_path(request.param)))


def placeholders(text: str) -> set[str]:
    """What a message expects to be filled in; a lone percent sign counts, it would break the page."""
    return {match[1] or match[0] for match in PLACEHOLDER.finditer(text)} - {"%%"}


def test_every_source_can_be_read(extraction: Extraction) -> None:
    assert extraction.broken == {}
    assert extraction.messages


def test_no_entry_is_empty_or_doubtful(catalogue: polib.POFile) -> None:
    assert [entry.msgid for entry in catalogue if not all(words_of(entry))] == []
    assert [entry.msgid for entry in catalogue if entry.fuzzy or entry.obsolete] == []


def test_the_catalogue_holds_exactly_what_the_source_says(
    catalogue: polib.POFile, extraction: Extraction
) -> None:
    written = {entry.msgid: entry.msgid_plural for entry in catalogue}
    assert written == {message.id: message.plural for message in extraction.messages.values()}


def test_the_compiled_catalogue_is_the_written_one(catalogue: polib.POFile) -> None:
    path = catalogue_path(catalogue.metadata["Language"]).with_suffix(".mo")
    assert path.read_bytes() == catalogue.to_binary()


def test_words_expect_what_their_id_gives(catalogue: polib.POFile) -> None:
    wrong = [
        (entry.msgid, words)
        for entry in catalogue
        for words in words_of(entry)
        if not placeholders(words) <= placeholders(entry.msgid + entry.msgid_plural)
        or placeholders(entry.msgid) - placeholders(words) - {"num"}
    ]
    assert wrong == []


def test_no_id_holds_a_lone_percent_sign(extraction: Extraction) -> None:
    assert [id_ for id_ in extraction.messages if "%" in placeholders(id_)] == []


def test_english_is_the_id_itself() -> None:
    for entry in polib.pofile(str(catalogue_path("en"))):
        assert words_of(entry) == [word for word in (entry.msgid, entry.msgid_plural) if word]
