"""Notes are gathered into points: chosen with boxes or dragged, put into a point, aside or back."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from consult.errors import Conflict, Invalid
from consult.models import Gathering, Point, Workshop
from consult.reports.notes import (
    NoteState,
    NotesWanted,
    count_notes,
    load_notes,
    load_themes,
    note_ids,
    tally_notes,
)
from consult.reports.points import load_points
from consult.security import Permission
from consult.services import gatherings
from consult.web.current import consultation, now, person, session
from consult.web.i18n import sentence
from consult.web.loading import belonging
from consult.web.permission import permission
from consult.web.query import asked_choice, asked_id, asked_page, asked_words
from consult.web.respond import respond
from consult.web.wording import gettext
from consult.web.workshops.blueprint import CONFLICT, SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.workshops.forms import number_of
from consult.web.workshops.labels import ORIGINS, STATES
from consult.web.workshops.point_forms import GatherForm

PAGE_SIZE = 50


class Do(StrEnum):
    """What the pressed button does with the chosen notes."""

    POINT = "point"
    NEW = "new"
    ASIDE = "aside"
    BACK = "back"


@dataclass(frozen=True)
class Asked:
    """The filter of the list and its page, as the address says them."""

    wanted: NotesWanted
    page: int

    @property
    def query(self) -> dict[str, str]:
        """The same as arguments of an address."""
        said = {
            "state": self.wanted.state.value,
            "workshop": self.wanted.workshop_id or "",
            "theme": self.wanted.theme or "",
        }
        return {name: str(value) for name, value in said.items() if value}

    def url(self, **more: object) -> str:
        """This list again."""
        return f"{url_for('workshops.gather')}?{urlencode({**self.query, **more})}"


@blueprint.route("/workshops/notes", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def gather() -> ResponseReturnValue:
    """The notes that are asked for, and the points they can be put into."""
    asked = _asked()
    form = GatherForm()
    if not form.is_submitted():
        return _show(asked, form)
    if not form.validate():
        return _show(asked, form, status=UNPROCESSABLE)
    try:
        done = _do(asked, form)
    except Invalid as error:
        form.refuse(error)
        return _show(asked, form, status=UNPROCESSABLE)
    except Conflict as error:
        return _show(asked, form, status=CONFLICT, problem=sentence(error))
    # What was moved has left the list, so the same page of it shows what came next.
    more = {"page": asked.page} if asked.page > 1 else {}
    told = {} if done is None else {"done": done.id}
    return redirect(asked.url(**more, **told), SEE_OTHER)


@blueprint.post("/workshops/gatherings/<int:gathering_id>/undo")
@permission(Permission.COORDINATE)
def undo(gathering_id: int) -> ResponseReturnValue:
    """The notes stand where they stood before."""
    gathering = belonging(Gathering, id=gathering_id)
    gatherings.undo_gathering(session(), gathering, actor=person(), now=now())
    flash(gettext("The notes stand where they stood before."))
    return redirect(url_for("workshops.gather"), SEE_OTHER)


def _do(asked: Asked, form: GatherForm) -> Gathering | None:
    here = consultation()
    by: Any = {"seen": form.last_gathering, "actor": person(), "now": now()}
    chosen = _chosen(asked, form)
    match form.pressed(Do):
        case Do.NEW:
            words = form.words.data or ""
            return gatherings.gather_into_new(session(), here, chosen, words, **by)
        case Do.ASIDE:
            return gatherings.set_aside(session(), here, chosen, form.reason.data or "", **by)
        case Do.BACK:
            return gatherings.put_back(session(), here, chosen, **by)
    if not form.point.data:
        raise Invalid("Choose a point.", field="point")
    point = belonging(Point, id=number_of(form.point.data))
    return gatherings.gather_into(session(), here, chosen, point, **by)


def _chosen(asked: Asked, form: GatherForm) -> tuple[int, ...]:
    """The notes whose boxes were chosen, or all that the list finds, also on its other pages."""
    if form.everything.data:
        wanted = NotesWanted(**{**vars(asked.wanted), "until": form.last_note})
        return note_ids(session(), consultation().id, wanted)
    return form.chosen


def _asked() -> Asked:
    """The filter of the list; a workshop of another consultation is none of this."""
    workshop_id = asked_id("workshop")
    if workshop_id is not None:
        belonging(Workshop, id=workshop_id)
    wanted = NotesWanted(
        state=asked_choice("state", NoteState.UNHANDLED),
        workshop_id=workshop_id,
        theme=asked_words("theme") or None,
    )
    return Asked(wanted, asked_page())


def _show(asked: Asked, form: GatherForm, *, status: int = 200, problem: str = "") -> ResponseReturnValue:
    here = consultation()
    tally = tally_notes(session(), here.id)
    count = count_notes(session(), here.id, asked.wanted)
    total = max(1, -(-count // PAGE_SIZE))
    page = min(asked.page, total)
    notes = load_notes(session(), here.id, asked.wanted, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE)
    chosen = set(form.chosen)
    moved = load_notes(session(), here.id, NotesWanted(note_ids=form.chosen)) if problem and chosen else ()
    form.seen.data, form.newest.data = str(tally.last_gathering), str(tally.last_note)
    return respond(
        "workshops/notes.html",
        "gathering",
        status=status,
        form=form,
        asked=asked,
        problem=problem,
        moved=moved,
        notes=notes,
        kept=[entry for entry in moved if entry.note.id not in {found.note.id for found in notes}],
        chosen=chosen,
        tally=tally,
        points=load_points(session(), here.id),
        count=count,
        page=page,
        total=total,
        page_url=lambda number: asked.url(page=number),
        sources=_sources(),
        themes=load_themes(session(), here.id),
        states=STATES,
        origins=ORIGINS,
        done=asked_id("done"),
    )


def _sources() -> Any:
    rows = session().execute(
        select(Workshop.id, Workshop.name)
        .where(Workshop.consultation_id == consultation().id)
        .order_by(Workshop.id)
    )
    return [(found, name) for found, name in rows]
