"""`consult word inspect` tells what the application sees in a Word file."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from consult.cli import main
from consult.text import Proposal
from tests.docx.returned import BASE, cut, edited, gone, ins, money, sent, text
from tests.docx.test_google_docs import answer

#: A tracked change, so that the other one is a silent edit.
OPEN = cut(
    "Jäsenet tarvitsevat tukea arkeensa.", text("Jäsenet tarvitsevat "), ins("aina "), text("tukea arkeensa.")
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["word", "inspect", *arguments])


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A file as it was sent, as it came back, and its text."""
    words = (
        text("Rahoitus tulee turvata "),
        gone("vuosittain"),
        ins("aina"),
        text(". Se maksetaan ennakkoon."),
    )
    (tmp_path / "sent.docx").write_bytes(sent())
    (tmp_path / "back.docx").write_bytes(edited(money(*words)))
    (tmp_path / "base.md").write_text(BASE.to_markdown(), encoding="utf-8")
    (tmp_path / "old.docx").write_bytes(bytes.fromhex("D0CF11E0A1B11AE1"))
    return tmp_path


def test_a_draft_is_told_block_by_block(files: Path) -> None:
    told = run(str(files / "sent.docx"))
    assert told.exit_code == 0
    assert "b1\theading 1\tTilat" in told.output
    values = json.loads(run(str(files / "sent.docx"), "--json").output)
    assert values["blocks"][0]["text"] == "Tilat"


@pytest.mark.parametrize("base", ["sent.docx", "base.md"])
def test_an_answer_is_told_by_author(files: Path, base: str) -> None:
    told = run(str(files / "back.docx"), "--base", str(files / base))
    assert told.exit_code == 0
    assert "Anna\n  words b3\n    - Rahoitus tulee turvata vuosittain.\n" in told.output
    assert "    + Rahoitus tulee turvata aina.\n" in told.output
    values = json.loads(run(str(files / "back.docx"), "--base", str(files / base), "--json").output)
    assert [author for author, *_ in values["proposals"]] == ["Anna"]


def test_what_cannot_be_read_is_one_sentence_and_code_one(files: Path) -> None:
    told = run(str(files / "old.docx"))
    assert told.exit_code == 1
    assert "old .doc file" in told.output


def test_an_answer_for_programs_says_everything_that_a_proposal_is_made_of(files: Path) -> None:
    base = str(files / "base.md")
    values = json.loads(run(str(files / "back.docx"), "--base", base, "--json").output)
    ((author, proposal, at, key),) = values["proposals"]
    assert (author, at, key) == ("Anna", "2027-01-20T10:00:00Z", "")
    (change,) = proposal["changes"]
    assert (change["kind"], change["place"]["block"]) == ("words", "b3")
    assert [(op["removed"], op["inserted"]["text"]) for op in change["ops"]] == [("vuosittain", "aina")]
    applied = Proposal.from_json(proposal).apply(BASE)
    assert applied.by_id["b3"].text == "Rahoitus tulee turvata aina. Se maksetaan ennakkoon."
    assert (values["recognised"], values["share"], values["is_tracked"]) == ("chosen", 1.0, True)
    assert values["silent"]["changes"] == values["comments"] == values["left_out"] == []
    assert (values["format_changes"], values["entangled"]) == (0, 0)


def test_comments_and_silent_edits_are_told_for_programs_too(files: Path) -> None:
    (files / "google.docx").write_bytes(answer())
    base = str(files / "base.md")
    values = json.loads(run(str(files / "google.docx"), "--base", base, "--json").output)
    assert [author for author, *_ in values["proposals"]] == ["Bertta Berg", "Anna Aalto"]
    assert [(each["author"], each["quote"], each["text"]) for each in values["comments"]] == [
        ("Bertta Berg", "Jäsenet", "Myös läheiset?"),
        ("Anna Aalto", "Jäsenet", "Kyllä, myös he."),
    ]
    (files / "silent.docx").write_bytes(edited(money(text("Rahoitus on turvattu.")), OPEN))
    values = json.loads(run(str(files / "silent.docx"), "--base", base, "--json").output)
    assert values["is_tracked"]
    (silent,) = values["silent"]["changes"]
    assert (silent["kind"], silent["place"]["block"]) == ("words", "b3")
