"""Word files from the command line: clean, and with proposals."""

from pathlib import Path

import pytest
from click.testing import Result

from consult.config import load_config
from consult.db import make_engine, writing_session
from tests.cli.conftest import Type
from tests.docx.lint import faults
from tests.statement import Statement, fill, make_statement


@pytest.fixture
def filled(consult: Type) -> Statement:
    """An installation with a statement of which everything has been said once."""
    assert consult("init").exit_code == 0
    engine = make_engine(load_config().database_url)
    with writing_session(engine) as session:
        made = make_statement(session)
        fill(made)
        session.commit()
    engine.dispose()
    return made


def redline(consult: Type, statement: Statement, file: Path, *options: str) -> Result:
    return consult("word", "redline", statement.consultation.slug, str(file), *options)


def test_a_clean_file_is_the_export(consult: Type, filled: Statement, tmp_path: Path) -> None:
    slug = filled.consultation.slug
    assert consult("word", "clean", slug, str(tmp_path / "a.docx")).exit_code == 0
    assert consult("export", slug, str(tmp_path / "b.docx")).exit_code == 0
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_a_redline_tells_what_is_in_it(consult: Type, filled: Statement, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    result = redline(consult, filled, file)
    assert result.exit_code == 0, result.output
    assert "version 1, 7 proposals, 2 comments, 0 cannot be shown" in result.output
    assert faults(file.read_bytes()) == []
    assert redline(consult, filled, file).exit_code == 1
    assert redline(consult, filled, file, "--force").exit_code == 0


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--organisation", "Kuusiniemen omaishoitajat ry"), "2 proposals, 1 comments"),
        (("--chapter", "2.1"), "2 proposals, 1 comments"),
        (("--state", "decided"), "0 proposals, 0 comments"),
    ],
)
def test_it_can_be_chosen(
    consult: Type, filled: Statement, tmp_path: Path, options: tuple[str, ...], told: str
) -> None:
    assert told in redline(consult, filled, tmp_path / "a.docx", *options).output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("a.pdf",), "must end in .docx"),
        (("a.docx", "--organisation", "Muu ry"), "Muu ry has not said anything"),
        (("a.docx", "--chapter", "9"), "no chapter 9"),
        (("a.docx", "--version", "9"), "no such version"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    consult: Type, filled: Statement, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    name, *options = words
    result = redline(consult, filled, tmp_path / name, *options)
    assert result.exit_code == 1
    assert sentence in result.output
