"""What changed between two versions, as it was stored; without a stored row it is computed again."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from consult import text
from consult.models import Difference, Version

#: Raised when the engine compares otherwise than before: stored differences of older engines are not used.
ENGINE = 3

Texts = Mapping[int, text.Document]


def load_comparison(session: Session, old: Version, new: Version, texts: Texts) -> text.Comparison:
    """The difference of two versions whose texts are given by version id; nothing is written."""
    stored = find_comparison(session, old, new, texts)
    return stored if stored is not None else text.compare(texts[old.id], texts[new.id])


def find_comparison(session: Session, old: Version, new: Version, texts: Texts) -> text.Comparison | None:
    """The stored difference, if there is one."""
    row = session.get(Difference, (old.id, new.id, ENGINE))
    return None if row is None else _comparison(row.entries, texts[old.id], texts[new.id])


def entries_to_json(comparison: text.Comparison) -> list[dict[str, Any]]:
    """The entries without their texts: ids of blocks, and where each run begins and ends."""
    return [
        {
            "kind": entry.kind.value,
            "old": [block.id for block in entry.old],
            "new": [block.id for block in entry.new],
            "moved": entry.moved,
            "runs": [[run.kind.value, run.text, run.old_start, run.new_start] for run in entry.runs],
        }
        for entry in comparison.entries
    ]


def _comparison(entries: list[dict[str, Any]], old: text.Document, new: text.Document) -> text.Comparison:
    return text.Comparison(
        tuple(
            text.Entry(
                kind=text.EntryKind(entry["kind"]),
                old=tuple(old.by_id[block_id] for block_id in entry["old"]),
                new=tuple(new.by_id[block_id] for block_id in entry["new"]),
                runs=tuple(text.Run(text.RunKind(run[0]), *run[1:]) for run in entry["runs"]),
                moved=entry["moved"],
            )
            for entry in entries
        )
    )
