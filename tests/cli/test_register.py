"""The register goes in and out by the command, and nothing is saved unless it is asked for."""

from pathlib import Path

import pytest

from tests.cli.conftest import Type

WORDS = "Nimi;Kunta;Väri\nKylä ry;Multia;sininen\nKYLÄ RY;;\nVäärä ry;x;\n;Joutsa;\n"


@pytest.fixture
def file(consult: Type, tmp_path: Path) -> Path:
    """An installation and a table beside it."""
    assert consult("init").exit_code == 0
    (tmp_path / "lista.csv").write_text(WORDS, encoding="utf-8")
    return tmp_path / "lista.csv"


def test_a_table_is_told_then_saved_then_as_it_is(consult: Type, file: Path) -> None:
    told = consult("register", "import", str(file))
    assert told.exit_code == 0, told.output
    assert told.output.splitlines() == [
        "2 new, 0 changing, 0 as they are.",
        "Column not kept: Väri",
        "Row 2: the same organisation on rows 3.",
        "Row 5 is left out: The name is missing.",
        "Nothing was saved. Add --save to save.",
    ]
    assert consult("register", "import", str(file), "--save").output.endswith("Saved.\n")
    assert consult("register", "import", str(file)).output.startswith("0 new, 0 changing, 2 as they are.")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_went_out_changes_nothing_when_it_comes_in(consult: Type, file: Path, ending: str) -> None:
    consult("register", "import", str(file), "--save")
    out = str(file.with_name(f"ulos.{ending}"))
    assert consult("register", "export", out).output == "2 organisations.\n"
    assert consult("register", "export", out).exit_code == 1
    assert consult("register", "export", out, "--force").exit_code == 0
    assert consult("register", "import", out).output.startswith("0 new, 0 changing, 2 as they are.")
    assert consult("register", "export", str(file.with_name("ulos.pdf"))).exit_code == 1


def test_what_changes_is_told_by_field(consult: Type, file: Path) -> None:
    consult("register", "import", str(file), "--save")
    file.write_text("name,municipality\nKylä ry,Joutsa\n", encoding="utf-8")
    told = consult("register", "import", str(file)).output
    assert "Row 2: Kylä ry: municipality: Multia → Joutsa" in told
