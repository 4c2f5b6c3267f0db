"""Every row of the log carries a hash over itself and the row before, so that no change stays unseen."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import LogEntry

COVERED = ("consultation_id", "actor_id", "voice_id", "action", "subject", "subject_id", "details")
BATCH = 1000


def chained_hash(previous: str, at: datetime, row: Mapping[str, Any]) -> str:
    """The hash of a row that follows the row with the hash `previous`; the first one follows nothing."""
    said = [at.astimezone(UTC).isoformat(timespec="microseconds"), *(row[name] for name in COVERED)]
    words = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{words}".encode()).hexdigest()


@dataclass(frozen=True)
class Verdict:
    """What a walk along the chain found: rows that do not follow the one before them."""

    count: int
    head: str
    broken: tuple[tuple[int, datetime], ...]
    holds_wanted: bool

    @property
    def is_whole(self) -> bool:
        """Nothing was changed, taken away or put between, and what was noted earlier is still there."""
        return not self.broken and self.holds_wanted


def verify_log(session: Session, *, wanted: str = "") -> Verdict:
    """Walk along the whole log; `wanted` is a hash noted earlier that must still be in it."""
    previous, count = "", 0
    broken: list[tuple[int, datetime]] = []
    found = not wanted
    rows = session.execute(
        select(LogEntry.id, LogEntry.at, LogEntry.hash, *(getattr(LogEntry, name) for name in COVERED))
        .order_by(LogEntry.id)
        .execution_options(yield_per=BATCH)
    )
    for row in rows.mappings():
        count += 1
        if row["hash"] != chained_hash(previous, row["at"], {name: row[name] for name in COVERED}):
            broken.append((row["id"], row["at"]))
        previous = row["hash"]
        found = found or previous == wanted
    return Verdict(count=count, head=previous, broken=tuple(broken), holds_wanted=found)
