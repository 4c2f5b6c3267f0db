"""What changed from one version to another: as a list, in the text, or side by side."""

from enum import StrEnum

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from consult.models import Document
from consult.reports.differences import load_comparison
from consult.reports.sources import load_sources
from consult.reports.texts import load_origins, load_texts
from consult.security import Permission
from consult.web.current import consultation, session
from consult.web.loading import belonging, version_of
from consult.web.permission import permission
from consult.web.query import asked_choice
from consult.web.reading.place import looker
from consult.web.respond import respond
from consult.web.versions.blueprint import SEE_OTHER, blueprint
from consult.web.versions.lines import Teller
from consult.web.versions.rows import changes_in, rows_of, summary_of


class View(StrEnum):
    """How the changes are shown."""

    LIST = "list"
    TEXT = "text"
    SIDE = "side"


@blueprint.get("/documents/<int:document_id>/compare/<int:old>/<int:new>")
@permission(Permission.READ)
def compare(document_id: int, old: int, new: int) -> ResponseReturnValue:
    """Any two versions of a document, the earlier one first."""
    view = asked_choice("view", View.LIST)
    document = belonging(Document, id=document_id)
    if old >= new:
        return _turned(document, old, new, view)
    first, second = version_of(document, old), version_of(document, new)
    texts = load_texts(session(), {first.id, second.id})
    comparison = load_comparison(session(), first, second, texts)
    teller = Teller(
        texts[first.id],
        texts[second.id],
        load_origins(session(), second.id),
        load_sources(session(), looker(), document.id),
        is_next=new == old + 1,
    )
    rows = rows_of(comparison, teller)
    return respond(
        "versions/compare.html",
        consultation=consultation(),
        document=document,
        old=first,
        new=second,
        view=view.value,
        rows=rows,
        changes=changes_in(rows),
        summary=summary_of(comparison),
        total=len(texts[second.id].numbers),
    )


def _turned(document: Document, old: int, new: int, view: View) -> ResponseReturnValue:
    """A version is not compared with itself; the later one given first is turned around."""
    if old == new:
        return redirect(url_for("reading.version", document_id=document.id, number=new), SEE_OTHER)
    target = url_for("versions.compare", document_id=document.id, old=new, new=old, view=view.value)
    return redirect(target, SEE_OTHER)
