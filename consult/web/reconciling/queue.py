"""The queue as a page of its own: filtered and paged by the server, in reading order."""

from collections.abc import Iterable
from typing import Any

from flask.typing import ResponseReturnValue

from consult.errors import NotFound
from consult.reports.chapters import Chapter, Outline
from consult.reports.choices import count_unchosen
from consult.reports.reconciliation import Reconciliation, Spot, load_reconciliation
from consult.reports.versions import current_version
from consult.security import Permission
from consult.web.current import consultation, session
from consult.web.loading import NO_SUCH_PAGE
from consult.web.permission import permission
from consult.web.query import asked_id, asked_page
from consult.web.reconciling.blueprint import blueprint
from consult.web.reconciling.documents import document_tabs
from consult.web.reconciling.place import queue_frame, queue_row, unanswered
from consult.web.reconciling.sought import asked_sought
from consult.web.respond import respond

PAGE_SIZE = 50


@blueprint.get("/reconcile")
@permission(Permission.COORDINATE)
def queue() -> ResponseReturnValue:
    """What needs a decision in the draft or a background document; fifty places at a time."""
    document_id = asked_id("document")
    version = current_version(session(), consultation().id, document_id)
    if version is None and document_id is not None:
        raise NotFound(NO_SUCH_PAGE)
    draft = version if document_id is None else current_version(session(), consultation().id)
    if version is None or draft is None:
        return respond("reconciling/empty.html")
    context = _context(load_reconciliation(session(), version, draft))
    documents = document_tabs(session(), draft, version)
    unchosen = count_unchosen(session(), consultation().id) if document_id is None else None
    return respond("reconciling/queue.html", documents=documents, unchosen=unchosen, **context)


def _context(reconciliation: Reconciliation) -> dict[str, Any]:
    """The lines of the asked page; the counts of the states are of what the filters let through."""
    outline = Outline(reconciliation.base)
    sectors = {spot.key: _sectors(reconciliation, spot) for spot in reconciliation.spots}
    chapters = _chapters(outline, reconciliation.spots)
    known = sorted(set().union(*sectors.values()) - {""})
    document = reconciliation.version.document_id if reconciliation.is_background else None
    sought = asked_sought(document, (chapter.id for chapter in chapters), known)
    within = [
        spot
        for spot in reconciliation.spots
        if sought.takes(
            spot,
            lambda block_id: outline.chapter_of.get(block_id, ""),
            sectors[spot.key],
        )
    ]
    listed = [spot for spot in within if sought.takes_state(spot)]
    total = max(1, -(-len(listed) // PAGE_SIZE))
    page = min(asked_page(), total)
    rows = [queue_row(reconciliation, spot) for spot in listed[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]]
    return {
        **queue_frame(reconciliation, within),
        "rows": rows,
        "sought": sought,
        "shown": sought.shown.value,
        "chapters": chapters,
        "sectors": known,
        "page": page,
        "pages": total,
        "whole": len(reconciliation.spots),
        "unanswered": unanswered([spot for spot in within if spot.is_open]),
    }


def _chapters(outline: Outline, spots: Iterable[Spot]) -> list[Chapter]:
    """The chapters in which something waits or was decided."""
    used = {outline.chapter_of.get(spot.block_id, "") for spot in spots}
    return [chapter for chapter in outline.chapters if chapter.heading and chapter.id in used]


def _sectors(reconciliation: Reconciliation, spot: Spot) -> set[str]:
    """The sectors of those whose words a place holds."""
    if spot.comment is not None:
        return {spot.comment.sector}
    return {reconciliation.proposals[member.proposal].sector for member in spot.members}
