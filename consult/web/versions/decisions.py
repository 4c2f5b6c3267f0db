"""Every decision with its reason and everything it answered: the public fate of each view."""

from collections.abc import Sequence

from flask import url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from consult import text
from consult.models import Document
from consult.reports.fates import Rulings, load_rulings
from consult.reports.options import Options
from consult.reports.requests import load_request
from consult.reports.said import load_said
from consult.reports.sources import Source, load_sources
from consult.reports.texts import load_texts
from consult.security import Permission
from consult.web.current import consultation, now, session
from consult.web.permission import permission
from consult.web.query import asked_page
from consult.web.reading.options import choices_of, options_of
from consult.web.reading.place import looker, standing
from consult.web.respond import respond
from consult.web.versions.blueprint import blueprint
from consult.web.versions.rulings import Ruled, Shelf, parts_of

PAGE_SIZE = 30


@blueprint.get("/decisions")
@permission(Permission.READ)
def decisions() -> ResponseReturnValue:
    """The decisions, those of the newest version first: the draft, then background documents, in order."""
    here = standing()
    sources = list(load_sources(session(), looker()).by_id.values())
    texts = load_texts(session(), {source.decision.version_id for source in sources})
    positions = {
        version_id: {block.id: place for place, block in enumerate(content.blocks)}
        for version_id, content in texts.items()
    }
    sources.sort(
        key=lambda source: (
            -source.told_after,
            not source.is_on_draft,
            source.decision.document_id,
            positions[source.decision.version_id].get(source.block_id, -1),
        )
    )
    total = max(1, -(-len(sources) // PAGE_SIZE))
    page = min(asked_page(), total)
    shown = sources[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    newest = here.version.number if here.version else 0
    return respond(
        "versions/decisions.html",
        consultation=consultation(),
        chosen=_chosen() if page == 1 else (),
        rulings=_ruled(shown, texts, newest),
        count=len(sources),
        page=page,
        total=total,
        page_url=_page_url,
    )


def _chosen() -> list[Options]:
    """The options that the newest version was published with."""
    _, questions = load_request(session(), consultation().id)
    choices = choices_of(standing().version, questions)
    if not choices:
        return []
    return [one for one in options_of(questions, choices) if one.choice is not None]


def _page_url(page: int) -> str:
    return url_for("versions.decisions", page=page if page > 1 else None)


def _ruled(sources: Sequence[Source], texts: dict[int, text.Document], newest: int) -> list[Ruled]:
    """The decisions of one page in words, in eight queries whatever their number."""
    parts = parts_of(sources)
    said = load_said(session(), looker(), now(), parts)
    rulings = _rulings(sources)
    needed = rulings.version_ids | {words.base.id for words in said.proposals.values()}
    texts |= load_texts(session(), needed - texts.keys())
    fates = [fate for each in rulings.fates(texts).values() for fate in each if fate.after]
    shelf = Shelf(texts, said, {fate.decision_id: fate.after for fate in fates}, newest, _documents(sources))
    return [shelf.ruled(source) for source in sources]


def _documents(sources: Sequence[Source]) -> dict[int, Document]:
    """The documents that were decided about, by id."""
    ids = {source.decision.document_id for source in sources}
    return {each.id: each for each in session().scalars(select(Document).where(Document.id.in_(ids)))}


def _rulings(sources: Sequence[Source]) -> Rulings:
    """What became of the places in which several proposals were taken: their sum is in no proposal."""
    several = [part for source in sources if len(source.taken) > 1 for part in source.taken]
    return load_rulings(session(), {part.subject_id for part in several}, ())
