"""A table of organisations is brought into the register: chosen, looked at, confirmed."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Conflict, Invalid, NotFound
from consult.models import PendingFile, PendingKind
from consult.security import Permission
from consult.services.pending_files import drop_file, find_file, keep_file
from consult.services.register_import import Plan, bring_in_register, plan_import
from consult.services.register_table import read_register
from consult.sheets import Table, read_uploaded_table
from consult.sheets.wire import from_json, to_json
from consult.web import transaction
from consult.web.administration.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.administration.forms import SeenForm, TableForm
from consult.web.administration.labels import HEADINGS
from consult.web.current import now, person, session
from consult.web.i18n import sentence
from consult.web.limits import Size, accepts
from consult.web.permission import permission
from consult.web.register_tables import told_of
from consult.web.respond import respond
from consult.web.wording import gettext

CONFLICT = 409


@blueprint.route("/organisations/table", methods=["GET", "POST"])
@permission(Permission.ADMINISTER)
@accepts(Size.UPLOAD)
def bring_table() -> ResponseReturnValue:
    """A file is chosen and read without holding the database; what is no register is refused at once."""
    form = TableForm()
    if form.is_submitted() and form.validate():
        name, data = form.file.data.filename or "", form.file.data.read()
        transaction.pause()
        try:
            table = read_uploaded_table(name, data)
            read_register(table)
        except Invalid as error:
            form.refuse(error)
        else:
            keep_file(session(), person(), PendingKind.REGISTER, name=name, data=to_json(table), now=now())
            return redirect(url_for("administration.check_table"), SEE_OTHER)
    return respond(
        "administration/table.html",
        "form",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        waiting=_waiting(),
        headings=HEADINGS,
        back=(gettext("Back to the organisations"), url_for("administration.organisations")),
        action=url_for("administration.bring_table"),
        check_url=url_for("administration.check_table"),
    )


@blueprint.route("/organisations/table/check", methods=["GET", "POST"])
@permission(Permission.ADMINISTER)
def check_table() -> ResponseReturnValue:
    """What the file would add and change, and what is left out and why; then it is done, or not."""
    waiting = _waiting()
    if waiting is None:
        raise NotFound("No file waits to be checked. Choose it again.")
    table = from_json(waiting.data)
    plan = plan_import(session(), read_register(table))
    form = SeenForm()
    if not form.is_submitted() or not form.validate():
        return _show(plan, table, waiting)
    try:
        bring_in_register(session(), plan, seen=form.seen.data or "", actor=person(), now=now())
    except Conflict as error:
        return _show(plan, table, waiting, problem=sentence(error))
    drop_file(session(), person(), PendingKind.REGISTER)
    flash(
        gettext(
            "The table was brought in: %(added)s new and %(changed)s changed organisations.",
            added=len(plan.added),
            changed=len(plan.changed),
        )
    )
    return redirect(url_for("administration.organisations"), SEE_OTHER)


@blueprint.post("/organisations/table/discard")
@permission(Permission.ADMINISTER)
def discard_table() -> ResponseReturnValue:
    """The file is forgotten; the register stays as it is."""
    drop_file(session(), person(), PendingKind.REGISTER)
    flash(gettext("The file was thrown away. The register is as it was."))
    return redirect(url_for("administration.organisations"), SEE_OTHER)


def _show(plan: Plan, table: Table, waiting: PendingFile, *, problem: str = "") -> ResponseReturnValue:
    return respond(
        "administration/check_table.html",
        status=CONFLICT if problem else 200,
        form=SeenForm(formdata=None, data={"seen": plan.digest}),
        problem=problem,
        name=waiting.name,
        back_url=url_for("administration.bring_table"),
        action=url_for("administration.check_table"),
        discard_url=url_for("administration.discard_table"),
        **told_of(plan, table),
    )


def _waiting() -> PendingFile | None:
    return find_file(session(), person(), PendingKind.REGISTER, now=now())
