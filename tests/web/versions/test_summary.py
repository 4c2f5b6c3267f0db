"""How many blocks changed: every numbered block of the new version is counted once."""

import pytest

from consult import text
from consult.web.versions.rows import Summary, summary_of

TABLE = "| Tehtävä | Vastaa |\n| --- | --- |\n| Avaimet | Kunta |\n"
BASE = text.parse(f"# Tilat\n\nTilat ovat auki.\n\nAvaimet saa kunnasta. Hakemus on netissä.\n\n{TABLE}")


def edited(old: str, new: str) -> text.Document:
    """The base with other words, its blocks under their ids."""
    markdown = BASE.to_markdown()
    assert old in markdown
    return text.adopt_ids(BASE, text.parse(markdown.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Tilat ovat auki.", "Tilat ovat auki aina.", Summary(1, 0, 0, 2)),
        ("| Avaimet | Kunta |", "| Avaimet | Kirjasto |", Summary(1, 0, 0, 2)),
        ("kunnasta. Hakemus", "kunnasta.\n\nHakemus", Summary(1, 1, 0, 2)),
        ("Tilat ovat auki.\n\n", "", Summary(0, 0, 1, 2)),
        ("Tilat ovat auki.", "Tilat ovat auki.\n\nKuka tahansa saa tulla.", Summary(0, 1, 0, 3)),
        ("# Tilat", "# Tilat ja avaimet", Summary(0, 0, 0, 3)),
    ],
)
def test_numbered_blocks_are_counted_once(old: str, new: str, expected: Summary) -> None:
    changed = edited(old, new)
    summary = summary_of(text.compare(BASE, changed))
    assert summary == expected
    assert summary.changed + summary.added + summary.same == len(changed.numbers)
