"""`consult word inspect` tells what the application sees in a Word file."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from consult.cli import main
from tests.docx.returned import BASE, edited, gone, ins, money, sent, text


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
