"""How much was said on each block of a version, counted by the database under the one rule of visibility."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select, union_all
from sqlalchemy.orm import Session

from consult.models import Answer, Comment, Placement, Proposal, Version
from consult.reports.contributions import Noun, comment_rows, proposal_rows
from consult.reports.visibility import Viewer, seen_by


@dataclass(frozen=True, slots=True)
class Tally:
    """One block's proposals or its comments: how many, the first to arrive, and the reader's own among them.

    `saved_at` is when the newest of the reader's own was begun.
    """

    noun: Noun
    block_id: str
    count: int
    first: int
    first_at: datetime
    own: int = 0
    own_unsent: int = 0
    saved_at: datetime | None = None


@dataclass(frozen=True)
class OwnPart:
    """What the reader's own voices have said at a version."""

    comments: int
    proposals: int
    unsent: int
    saved_at: datetime | None


def load_tallies(session: Session, viewer: Viewer, now: datetime, version: Version) -> tuple[Tally, ...]:
    """A row for each block and noun, however much was said there, in one query."""
    said = union_all(
        _said(Noun.PROPOSAL, Proposal, proposal_rows(version), viewer, now),
        _said(Noun.COMMENT, Comment, comment_rows(version), viewer, now),
    ).subquery()
    here, order = (said.c.noun, said.c.block_id), (said.c.arrived_at, said.c.number)
    rank = func.row_number().over(partition_by=here, order_by=order).label("rank")
    ranked = select(said, rank).subquery()
    one = ranked.c
    rows = session.execute(
        select(
            one.noun,
            one.block_id,
            func.count(),
            func.max(case((one.rank == 1, one.number))),
            func.min(one.arrived_at),
            func.sum(one.own),
            func.sum(case((one.sent_at.is_(None), one.own), else_=0)),
            func.max(case((one.own == 1, one.created_at))),
        ).group_by(one.noun, one.block_id)
    )
    return tuple(Tally(Noun(noun), *counted) for noun, *counted in rows)


def count_own(tallies: Iterable[Tally]) -> OwnPart:
    """The reader's own part of everything that was said."""
    own = [tally for tally in tallies if tally.own]
    return OwnPart(
        comments=sum(tally.own for tally in own if tally.noun is Noun.COMMENT),
        proposals=sum(tally.own for tally in own if tally.noun is Noun.PROPOSAL),
        unsent=sum(tally.own_unsent for tally in own),
        saved_at=max((tally.saved_at for tally in own if tally.saved_at), default=None),
    )


def placed_block(kind: type[Comment] | type[Proposal]) -> ColumnElement[str]:
    """The block that something stands on at the version whose rows are asked for."""
    return func.coalesce(func.nullif(Placement.block_id, ""), kind.block_id)


def _said(
    noun: Noun, kind: type[Comment] | type[Proposal], rows: Select[Any], viewer: Viewer, now: datetime
) -> Select[Any]:
    """What stands at the version, with no more of each than is counted."""
    own = case((Answer.voice_id.in_(viewer.voice_ids), 1), else_=0)
    visible = rows.select_from(kind).where(seen_by(kind, viewer, now), kind.withdrawn_at.is_(None))
    return visible.with_only_columns(
        literal(noun.value).label("noun"),
        placed_block(kind).label("block_id"),
        kind.number,
        kind.created_at,
        kind.sent_at,
        func.coalesce(kind.sent_at, kind.created_at).label("arrived_at"),
        own.label("own"),
    )
