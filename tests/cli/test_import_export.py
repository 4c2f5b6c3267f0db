"""A request and a draft come in from files, and a version goes out as one."""

import json
from pathlib import Path

import pytest

from consult.docx.upload import read_upload
from consult.text import parse
from tests.cli.conftest import Type
from tests.services.test_request_file import GOOD
from tests.services.test_request_source import BREAK, CHOICE, ODD, entry, feed

DRAFT = "# Onko rooli selkeä?\n\nRooli on **selkeä**.\n\n- tilat\n- avustukset\n"


@pytest.fixture
def ready(consult: Type, tmp_path: Path) -> Path:
    """An installation with an agent and a request; the folder holds a request file and a draft."""
    (tmp_path / "request.json").write_text(json.dumps(GOOD), encoding="utf-8")
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    assert consult("init").exit_code == 0
    assert consult("user", "add", "agentti@example.test", "--administrator").exit_code == 0
    return tmp_path


def import_request(consult: Type, ready: Path) -> str:
    """Import the request as a new consultation; its name in addresses."""
    result = consult(
        "import", str(ready / "request.json"), "--agent", "agentti@example.test", "--host", "Pöytä"
    )
    assert result.exit_code == 0, result.output
    assert "3 questions and sections, until 2027-02-15 16:15" in result.output
    assert "Background document to bring in: Suunnitelma" in result.output
    return result.output.split(":", maxsplit=1)[0]


def test_a_draft_goes_in_and_comes_out_as_it_was(consult: Type, ready: Path) -> None:
    slug = import_request(consult, ready)
    options = ("--agent", "agentti@example.test", "--into", slug)
    result = consult("import", str(ready / "draft.md"), *options, "--publish")
    assert result.exit_code == 0, result.output
    assert result.output == f"{slug}: blocks: 4.\nVersion 1 was published.\n"
    for ending in ("md", "txt", "docx"):
        result = consult("export", slug, str(ready / f"out.{ending}"))
        assert result.exit_code == 0, result.output
    assert parse((ready / "out.md").read_text(encoding="utf-8")) == parse(DRAFT)
    assert "- avustukset" in (ready / "out.txt").read_text(encoding="utf-8")
    texts = [block.text for block in read_upload((ready / "out.docx").read_bytes()).document.blocks]
    assert texts[-4:] == ["Onko rooli selkeä?", "Rooli on selkeä.", "tilat", "avustukset"]


def test_a_word_file_comes_in_and_what_was_not_kept_is_named(consult: Type, ready: Path) -> None:
    from tests.docx.wordfile import p, pack, parts

    slug = import_request(consult, ready)
    deleted = '<w:del w:id="1"><w:r><w:delText>pois</w:delText></w:r></w:del>'
    (ready / "draft.docx").write_bytes(pack(parts(p("Tilat ovat auki.", deleted))))
    result = consult("import", str(ready / "draft.docx"), "--agent", "agentti@example.test", "--into", slug)
    assert result.exit_code == 0, result.output
    assert result.output == f"{slug}: blocks: 1.\nNot kept: tracked_changes (1)\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("request.json", "--agent", "muu@example.test"), "There is nobody with the address"),
        (("request.json", "--agent", "agentti@example.test"), "Write who hosts the work."),
        (("draft.md", "--agent", "agentti@example.test"), "Name the consultation"),
        (("draft.md", "--agent", "agentti@example.test", "--into", "muu"), "There is no consultation muu"),
    ],
)
def test_what_cannot_be_is_told_in_one_sentence(
    consult: Type, ready: Path, words: tuple[str, ...], sentence: str
) -> None:
    result = consult("import", str(ready / words[0]), *words[1:])
    assert result.exit_code == 1
    assert sentence in result.output


def test_a_file_that_is_there_is_not_written_over(consult: Type, ready: Path) -> None:
    slug = import_request(consult, ready)
    options = ("--agent", "agentti@example.test", "--into", slug)
    assert consult("import", str(ready / "draft.md"), *options, "--publish").exit_code == 0
    target = ready / "out.md"
    target.write_text("vanha", encoding="utf-8")
    assert consult("export", slug, str(target)).exit_code == 1
    assert target.read_text(encoding="utf-8") == "vanha"
    assert consult("export", slug, str(target), "--force").exit_code == 0
    assert consult("export", slug, str(ready / "out.pdf")).exit_code == 1
    assert consult("export", slug, str(ready / "x.md"), "--version", "7").exit_code == 1
    assert consult("export", "muu", str(ready / "x.md")).exit_code == 1


def test_a_saved_feed_of_questions_replaces_them_and_says_what_to_look_at(consult: Type, ready: Path) -> None:
    slug = import_request(consult, ready)
    feed_file = ready / "kysymykset.xml"
    feed_file.write_bytes(feed(entry(**CHOICE), entry(**BREAK), entry(**ODD)))
    options = ("--agent", "agentti@example.test", "--into", slug)
    result = consult("import", str(feed_file), *options)
    assert result.exit_code == 0, result.output
    assert result.output.splitlines() == [
        f"{slug}: 3 questions and sections, until 2027-02-15 16:15.",
        "Question 1 is a choice, but its options are not in the file. Add them to the question after saving.",
        "Question 2 is of a kind that is not known (questiontype_slider). It is answered in words.",
    ]


def test_everything_wrong_with_a_request_is_told_at_once(consult: Type, ready: Path) -> None:
    bad = {**GOOD, "questions": [{"type": "text"}, {"header": "Vain yksi?", "options": ["Kyllä"]}]}
    (ready / "bad.json").write_text(json.dumps(bad), encoding="utf-8")
    result = consult("import", str(ready / "bad.json"), "--agent", "agentti@example.test", "--host", "Pöytä")
    assert result.exit_code == 1
    assert "Question 1 has no words." in result.output
    assert "Question 2 needs at least two different options." in result.output
