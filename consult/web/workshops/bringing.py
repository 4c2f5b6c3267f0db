"""A table of notes is brought in: chosen, looked at, confirmed."""

import hashlib

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Conflict, Invalid, NotFound
from consult.models import PendingFile, PendingKind
from consult.security import Permission
from consult.services.note_import import NotesPlan, bring_in_notes, plan_notes
from consult.services.note_table import read_notes
from consult.services.pending_files import drop_file, find_file, keep_file
from consult.sheets import Table, read_uploaded_table
from consult.sheets.wire import from_json, to_json
from consult.web import transaction
from consult.web.administration.forms import SeenForm, TableForm
from consult.web.current import consultation, now, person, session
from consult.web.i18n import sentence
from consult.web.limits import Size, accepts
from consult.web.permission import permission
from consult.web.register_tables import NOTES
from consult.web.respond import respond
from consult.web.wording import gettext, ngettext
from consult.web.workshops.blueprint import CONFLICT, SEE_OTHER, UNPROCESSABLE, blueprint

SHOWN = 200


@blueprint.route("/workshops/table", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
@accepts(Size.UPLOAD)
def bring_table() -> ResponseReturnValue:
    """A file is chosen and read without holding the database; what are no notes is refused at once."""
    form = TableForm()
    if form.is_submitted() and form.validate():
        name, data = form.file.data.filename or "", form.file.data.read()
        transaction.pause()
        try:
            table = read_uploaded_table(name, data)
            read_notes(table)
        except Invalid as error:
            form.refuse(error)
        else:
            _keep(name, to_json(table))
            return redirect(url_for("workshops.check_table"), SEE_OTHER)
    return respond(
        "workshops/table.html",
        "form",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        waiting=_waiting(),
    )


@blueprint.route("/workshops/table/check", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def check_table() -> ResponseReturnValue:
    """The notes that would be added and what is left out, by row; then it is done, or not."""
    waiting = _waiting()
    if waiting is None:
        raise NotFound("No file waits to be checked. Choose it again.")
    table = from_json(waiting.data)
    plan = plan_notes(session(), consultation(), read_notes(table))
    form = SeenForm()
    if not form.is_submitted() or not form.validate():
        return _show(plan, table, waiting)
    page = hashlib.sha256(f"{waiting.id} {waiting.kept_at.isoformat()}".encode()).hexdigest()[:32]
    try:
        bring_in_notes(
            session(),
            consultation(),
            plan,
            seen=form.seen.data or "",
            page=page,
            actor=person(),
            now=now(),
        )
    except Conflict as error:
        return _show(plan, table, waiting, problem=sentence(error))
    drop_file(session(), person(), PendingKind.NOTES)
    flash(ngettext("%(num)s note was saved.", "%(num)s notes were saved.", len(plan.lines)))
    return redirect(url_for("workshops.index"), SEE_OTHER)


@blueprint.post("/workshops/table/discard")
@permission(Permission.COORDINATE)
def discard_table() -> ResponseReturnValue:
    """The file is forgotten."""
    drop_file(session(), person(), PendingKind.NOTES)
    flash(gettext("The file was thrown away. No notes were added."))
    return redirect(url_for("workshops.index"), SEE_OTHER)


def _show(plan: NotesPlan, table: Table, waiting: PendingFile, *, problem: str = "") -> ResponseReturnValue:
    left_out = [(found.number, sentence(found.error)) for found in plan.table.problems]
    again = gettext("A note of this id has been brought in before.")
    left_out += [(line.number, again) for line in plan.known]
    return respond(
        "workshops/check_table.html",
        status=CONFLICT if problem else 200,
        form=SeenForm(formdata=None, data={"seen": plan.digest}),
        problem=problem,
        name=waiting.name,
        plan=plan,
        notes=[NOTES[note] for note in table.notes],
        rows=len(table.rows),
        shown=SHOWN,
        left_out=sorted(left_out)[:SHOWN],
        left_out_count=len(left_out),
    )


def _keep(name: str, data: bytes) -> None:
    keep_file(
        session(),
        person(),
        PendingKind.NOTES,
        name=name,
        data=data,
        now=now(),
        consultation=consultation(),
    )


def _waiting() -> PendingFile | None:
    return find_file(session(), person(), PendingKind.NOTES, now=now(), consultation=consultation())
