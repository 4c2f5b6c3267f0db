"""An unlawful note is hidden with a reason, and shown again."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Invalid
from consult.models import Note
from consult.security import Permission
from consult.services.note_hiding import hide_note, last_hiding, show_note
from consult.web.current import now, person, session
from consult.web.loading import belonging
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext
from consult.web.workshops.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.workshops.point_forms import HideForm


@blueprint.route("/workshops/notes/<int:note_id>/hide", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def hide(note_id: int) -> ResponseReturnValue:
    """Nobody else reads it any more; that one is hidden stays public."""
    note = belonging(Note, id=note_id)
    form = HideForm()
    if form.is_submitted() and form.validate():
        try:
            hide_note(session(), note, form.reason.data or "", actor=person(), now=now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("Note %(number)s was hidden.", number=note.number))
            return redirect(url_for("workshops.gather", state="hidden"), SEE_OTHER)
    return respond(
        "workshops/hide.html",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        note=note,
        last=last_hiding(session(), note),
    )


@blueprint.post("/workshops/notes/<int:note_id>/show")
@permission(Permission.COORDINATE)
def show(note_id: int) -> ResponseReturnValue:
    """The note stands again where it stood."""
    note = belonging(Note, id=note_id)
    show_note(session(), note, actor=person(), now=now())
    flash(gettext("Note %(number)s is shown again.", number=note.number))
    return redirect(url_for("workshops.gather"), SEE_OTHER)
