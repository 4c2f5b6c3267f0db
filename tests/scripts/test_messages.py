"""Catalogues take every message of the tree, keep the words they have and drop what nobody says any more."""

from pathlib import Path

import polib
import pytest

from scripts.messages import catalogue_path, extract_messages, untranslated, update, write
from tests.tree import ROOT

SOURCE = """
def answer(n):
    raise Invalid("Write a reason.", field="reason")
    return _("Send"), ngettext("%(num)s comment", "%(num)s comments", n), errors.NotFound("No such page.")

LABELS = {"new": N_("New")}
"""
TEMPLATE = "<h1>{{ _('Title') }}</h1>{% trans name=x %}Hello\n {{ name }}{% endtrans %}"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small project."""
    (tmp_path / "babel.cfg").write_text((ROOT / "babel.cfg").read_text())
    for name, text in (("consult/a.py", SOURCE), ("templates/p.html", TEMPLATE)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    return tmp_path


def test_every_way_of_saying_something_is_found(tree: Path) -> None:
    found = extract_messages(tree)
    assert {message.id: message.plural for message in found.messages.values()} == {
        "Write a reason.": "",
        "Send": "",
        "%(num)s comment": "%(num)s comments",
        "No such page.": "",
        "New": "",
        "Title": "",
        "Hello %(name)s": "",
    }
    assert found.messages["Title"].files == {"templates/p.html"}


def test_a_broken_file_is_named_and_the_rest_is_read(tree: Path) -> None:
    (tree / "templates" / "half.html").write_text("{% if %}")
    (tree / "consult" / "half.py").write_text('def half(: "')
    found = extract_messages(tree)
    assert set(found.broken) == {"templates/half.html", "consult/half.py"}
    assert "Title" in found.messages


def test_words_are_kept_and_unused_ids_dropped(tree: Path) -> None:
    write(filled(tree, "Send", "Lähetä"), "fi", tree)
    (tree / "templates" / "p.html").write_text("")
    again = update("fi", extract_messages(tree).messages.values(), tree)
    assert {entry.msgid: entry.msgstr for entry in again}["Send"] == "Lähetä"
    assert "Title" not in {entry.msgid for entry in again}


def filled(tree: Path, id_: str, words: str) -> polib.POFile:
    """The Finnish catalogue with one entry written."""
    catalogue = update("fi", extract_messages(tree).messages.values(), tree)
    entry = catalogue.find(id_)
    assert entry is not None
    entry.msgstr = words
    return catalogue


def test_what_lacks_words_is_named(tree: Path) -> None:
    missing = untranslated(filled(tree, "Send", "Lähetä"))
    assert "Send" not in missing
    assert "%(num)s comment" in missing


def test_english_needs_no_writing(tree: Path) -> None:
    english = update("en", extract_messages(tree).messages.values(), tree)
    assert untranslated(english) == []
    plural = next(entry for entry in english if entry.msgid == "%(num)s comment")
    assert plural.msgstr_plural == {0: "%(num)s comment", 1: "%(num)s comments"}


def test_writing_twice_changes_nothing(tree: Path) -> None:
    write(filled(tree, "Send", "Lähetä"), "fi", tree)
    first = (
        catalogue_path("fi", tree).read_bytes(),
        catalogue_path("fi", tree).with_suffix(".mo").read_bytes(),
    )
    write(update("fi", extract_messages(tree).messages.values(), tree), "fi", tree)
    assert first == (
        catalogue_path("fi", tree).read_bytes(),
        catalogue_path("fi", tree).with_suffix(".mo").read_bytes(),
    )
    assert b":1\n" not in first[0], "line numbers make every diff large"
