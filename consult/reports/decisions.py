"""Which decisions stand, and which of them a published version has told to everybody.

These parts of queries are the same for everyone who asks. Each is built once, as building takes
longer than asking.
"""

from functools import cache

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased

from consult.models import Decision, Version


@cache
def told_after() -> ColumnElement[int]:
    """The version of the draft that stood when it was decided: the next one tells it to everybody."""
    return func.coalesce(Decision.draft_version_id, Decision.version_id)


@cache
def stands() -> ColumnElement[bool]:
    """The decision has not been undone, and none that stands on the same members is newer.

    What was told with a version stays told: a later answer to something postponed does not replace it.
    """
    newer = aliased(Decision)
    replaced = exists(
        select(newer.id).where(
            newer.version_id == Decision.version_id,
            newer.group_hash == Decision.group_hash,
            newer.draft_version_id.is_not_distinct_from(Decision.draft_version_id),
            newer.id > Decision.id,
            _is_kept(newer),
        )
    )
    return and_(_is_kept(Decision), ~replaced)


@cache
def is_published() -> ColumnElement[bool]:
    """A later version of the draft came out after the decision."""
    decided, later = aliased(Version), aliased(Version)
    return exists(
        select(later.id)
        .join(decided, decided.document_id == later.document_id)
        .where(decided.id == told_after(), later.number > decided.number)
    )


def _is_kept(decision: type[Decision]) -> ColumnElement[bool]:
    """It undoes nothing and nothing undoes it."""
    undoing = aliased(Decision)
    undone = exists(select(undoing.id).where(undoing.undoes_id == decision.id))
    # SQLite would find "IS NULL" by the unique index, where nearly every row is, and read them all each time.
    return and_(func.coalesce(decision.undoes_id, 0) == 0, ~undone)
