"""Every decision with its reason and everything it answered: the public fate of each view."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from consult import text
from consult.reports.sources import Source, load_sources
from consult.reports.texts import load_texts
from consult.security import Permission
from consult.web.block_names import find_named, subject_name
from consult.web.current import consultation, session
from consult.web.permission import permission
from consult.web.prose import prose
from consult.web.query import asked_page
from consult.web.reading.place import looker, standing
from consult.web.respond import respond
from consult.web.versions.blueprint import blueprint

PAGE_SIZE = 30


@dataclass(frozen=True)
class Ruled:
    """One decision as the page shows it."""

    source: Source
    name: Markup
    number: int | None
    before: str
    wording: Markup | None
    is_published: bool


@blueprint.get("/decisions")
@permission(Permission.READ)
def decisions() -> ResponseReturnValue:
    """The decisions on the draft, those of the newest version first, in the order of the text."""
    here = standing()
    found = load_sources(session(), looker(), here.draft.id) if here.draft else None
    sources = list(found.by_id.values()) if found else []
    texts = load_texts(session(), {source.decision.version_id for source in sources})
    positions = {
        version_id: {block.id: place for place, block in enumerate(content.blocks)}
        for version_id, content in texts.items()
    }
    sources.sort(
        key=lambda source: (-source.version, positions[source.decision.version_id].get(source.block_id, -1))
    )
    total = max(1, -(-len(sources) // PAGE_SIZE))
    page = min(asked_page(), total)
    shown = sources[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    newest = here.version.number if here.version else 0
    return respond(
        "versions/decisions.html",
        consultation=consultation(),
        document=here.draft,
        rulings=[_ruled(source, texts, newest) for source in shown],
        count=len(sources),
        page=page,
        total=total,
        page_url=_page_url,
    )


def _page_url(page: int) -> str:
    return url_for("versions.decisions", page=page if page > 1 else None)


def _ruled(source: Source, texts: Mapping[int, text.Document], newest: int) -> Ruled:
    decision = source.decision
    content = texts[decision.version_id]
    block = content.by_id.get(source.block_id)
    start, end = int(decision.place.get("start", 0)), int(decision.place.get("end", 0))
    wording = None
    if decision.wording is not None:
        fragment = text.apply_markdown_inline(str(decision.wording["markdown"]).strip())
        wording = prose(fragment.text, fragment.marks)
    return Ruled(
        source=source,
        name=subject_name(content, source.block_id),
        number=find_named(content, source.block_id)[1],
        before=block.text[start:end].strip() if block else "",
        wording=wording,
        is_published=source.version < newest,
    )
