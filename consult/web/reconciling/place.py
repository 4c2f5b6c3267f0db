"""What the templates of the workbench are given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from consult import text
from consult.models import Clarification, Comment
from consult.reports.reconciliation import COMMENT, LOST, Reconciliation, Spot
from consult.reports.texts import load_text
from consult.web.marked import MarkedRun, marked_words
from consult.web.reconciling.workbench import (
    Rival,
    context_of,
    rivals_of,
    sentence_number,
    suggestion_of,
)

#: Characters of a sentence that a line of the queue shows.
EXCERPT = 90

#: Lines of the queue that stand beside a place, on each side of its own.
NEAR = 30


@dataclass(frozen=True)
class QueueRow:
    """One line of the queue."""

    key: str
    number: int | None
    page: int | None
    sentence: int | None
    level: str
    count: int
    different: int
    is_open: bool
    is_waiting: bool
    was_decided: bool
    excerpt: str


def queue_frame(reconciliation: Reconciliation, spots: Iterable[Spot]) -> dict[str, Any]:
    """Whose queue it is and how many of the places are in which state."""
    spots = tuple(spots)
    is_open = [spot for spot in spots if spot.is_open]
    return {
        "version": reconciliation.version,
        "document": reconciliation.version.document,
        "is_background": reconciliation.is_background,
        "queue_document": reconciliation.version.document_id if reconciliation.is_background else None,
        "counts": {
            "open": len(is_open),
            "decided": len(spots) - len(is_open),
            "waiting": sum(spot.is_waiting for spot in is_open),
        },
        "total": len(spots),
    }


def queue_beside(reconciliation: Reconciliation, around: Spot) -> dict[str, Any]:
    """The undecided places near one, to stand beside it."""
    undecided = [spot for spot in reconciliation.spots if spot.is_open]
    listed = _near(reconciliation, undecided, around)
    return {
        **queue_frame(reconciliation, reconciliation.spots),
        "rows": [queue_row(reconciliation, spot) for spot in listed],
        "left_out": len(undecided) - len(listed),
    }


def unanswered(spots: Sequence[Spot]) -> int:
    """How many proposals and comments the places hold; a proposal in several of them counts once."""
    contributions = {member.proposal for spot in spots for member in spot.members}
    return len(contributions) + sum(spot.comment is not None for spot in spots)


def place_context(
    session: Session, reconciliation: Reconciliation, spot: Spot, *, wording: str | None = None
) -> dict[str, Any]:
    """Everything the page of one place shows; `wording` is what has just been typed."""
    rivals = rivals_of(reconciliation, spot, _bases(session, reconciliation, spot))
    if wording is None:
        wording = str(spot.decision.wording["markdown"]) if spot.decision and spot.decision.wording else ""
    return {
        **queue_beside(reconciliation, spot),
        "spot": spot,
        "row": queue_row(reconciliation, spot),
        "rivals": rivals,
        "has_twins": any(len(rival.proposers) > 1 for rival in rivals),
        "context": context_of(reconciliation, spot),
        "suggestion": suggestion_of(spot),
        "suggestion_runs": _runs(reconciliation, spot, suggestion_of(spot)),
        "wording_runs": _runs(reconciliation, spot, wording),
        "wording_sources": _sources(rivals, reconciliation, spot, wording),
        "can_word": spot.level not in (LOST, COMMENT),
        "asked": _asked(session, rivals, spot),
        "thread": _thread(session, spot),
        "conflict": None,
    }


def _near(reconciliation: Reconciliation, listed: Sequence[Spot], around: Spot) -> Sequence[Spot]:
    """A long queue beside a place is cut to the nearest lines before and after it."""
    order = {spot.key: position for position, spot in enumerate(reconciliation.spots)}
    before = sum(order[spot.key] < order[around.key] for spot in listed)
    return listed[max(0, before - NEAR) : before + NEAR + 1]


def queue_row(reconciliation: Reconciliation, spot: Spot) -> QueueRow:
    """A place as a line of the queue, named by the numbered block it is in."""
    base = reconciliation.base
    block = base.by_id.get(spot.block_id)
    while block is not None and block.id not in base.numbers and block.parent is not None:
        block = base.by_id[block.parent]
    return QueueRow(
        key=spot.key,
        number=base.numbers.get(block.id) if block else None,
        page=block.page if block else None,
        sentence=sentence_number(reconciliation, spot),
        level=spot.level,
        count=len(spot.members) or 1,
        different=len(spot.rivals),
        is_open=spot.is_open,
        is_waiting=spot.is_open and spot.is_waiting,
        was_decided=spot.was_decided,
        excerpt=_excerpt(reconciliation, spot),
    )


def _bases(session: Session, reconciliation: Reconciliation, spot: Spot) -> dict[int, text.Document]:
    """The versions on which the lost changes of a spot were made."""
    if spot.level != LOST:
        return {}
    made_on = {reconciliation.proposals[member.proposal].made_on for member in spot.members}
    return {version_id: load_text(session, version_id) for version_id in made_on}


def _excerpt(reconciliation: Reconciliation, spot: Spot) -> str:
    """The first words of what a spot is about: the comment, the sentence, or the block around an addition."""
    if spot.comment is not None:
        return _shorten(spot.comment.words)
    context = context_of(reconciliation, spot)
    if context is None:
        return ""
    return _shorten(context.place or context.before)


def _shorten(words: str) -> str:
    """The first words of a text on one line, with no more signs than an excerpt has."""
    line = " ".join(words.split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1].rsplit(" ", 1)[0] + " …"


def _runs(reconciliation: Reconciliation, spot: Spot, wording: str) -> tuple[MarkedRun, ...]:
    """The place of the base against a wording."""
    block = reconciliation.base.by_id.get(spot.block_id)
    if not wording or block is None or spot.place is None:
        return ()
    old = text.cut(block.text, block.marks, spot.place.start, spot.place.end)
    return marked_words(old, text.read_paragraphs(wording))


def _sources(
    rivals: tuple[Rival, ...], reconciliation: Reconciliation, spot: Spot, wording: str
) -> list[tuple[str, tuple[str, ...]]]:
    """Which added words of the own wording are also in which proposals, by letter."""
    block = reconciliation.base.by_id.get(spot.block_id)
    if not wording or block is None or spot.place is None:
        return []
    old = block.text[spot.place.start : spot.place.end]
    runs = text.display_runs(text.compare_words(old, text.read_paragraphs(wording).text))
    added = [run.text.strip() for run in runs if run.kind is text.RunKind.ADDED]
    return [
        (words, letters)
        for words in added
        if (letters := tuple(rival.letter for rival in rivals if words and words in rival.new))
    ]


def _asked(session: Session, rivals: tuple[Rival, ...], spot: Spot) -> dict[str, list[Clarification]]:
    """Questions and replies by the key of the member they are about."""
    about = {each.proposal.proposal_id: each.key for rival in rivals for each in rival.proposers}
    query = select(Clarification).order_by(Clarification.id)
    if spot.comment is not None:
        rows = session.scalars(query.where(Clarification.comment_id == spot.comment.comment_id))
        return {spot.key: list(rows)}
    found: dict[str, list[Clarification]] = {key: [] for key in about.values()}
    for row in session.scalars(query.where(Clarification.proposal_id.in_(about))):
        found[about[row.proposal_id or 0]].append(row)
    return found


def _thread(session: Session, spot: Spot) -> list[Comment]:
    """The sent replies to the comment of a spot."""
    if spot.comment is None:
        return []
    replies = (
        select(Comment)
        .options(selectinload(Comment.revisions))
        .where(
            Comment.reply_to_id == spot.comment.comment_id,
            Comment.sent_at.is_not(None),
            Comment.withdrawn_at.is_(None),
        )
        .order_by(Comment.id)
    )
    return list(session.scalars(replies))
