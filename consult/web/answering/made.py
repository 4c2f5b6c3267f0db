"""A proposal that was made, as the wish its form is filled with again."""

from dataclasses import dataclass

from sqlalchemy import select

from consult import text
from consult.models import Placement, Proposal
from consult.reports.texts import load_text
from consult.services.wish_of import wish_of
from consult.services.wishes import Wish, words_of
from consult.web.answering.spot import Spot
from consult.web.current import session
from consult.web.i18n import language


@dataclass(frozen=True)
class Made:
    """The wish against the newest text; without one, the words it was made with on an earlier text."""

    wish: Wish | None
    words: str = ""


def made_wish(made: Proposal, spot: Spot) -> Made:
    """What the proposal asks for now, carried to the newest version when it could be."""
    current = made.current
    changes = text.Proposal.from_json(current.changes)
    if current.version_id == spot.version.id:
        return Made(_wish(spot.content, made, made.block_id, changes))
    earlier = words_of(_wish(load_text(session(), current.version_id), made, made.block_id, changes))
    placement = session().scalar(
        select(Placement).where(Placement.revision_id == current.id, Placement.version_id == spot.version.id)
    )
    if placement is None or not placement.changes or placement.changes["lost"]:
        return Made(None, earlier)
    carried = text.Proposal.from_json(placement.changes["proposal"])
    return Made(_wish(spot.content, made, placement.block_id or made.block_id, carried), earlier)


def _wish(base: text.Document, made: Proposal, block_id: str, changes: text.Proposal) -> Wish:
    return wish_of(base, made.kind, block_id, changes, language=language())
