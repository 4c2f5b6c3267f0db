"""A list of organisations to invite: it updates the register, and is kept as a group."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Conflict, Invalid, NotFound
from consult.models import PendingFile, PendingKind
from consult.security import Permission
from consult.services.groups import gather_group
from consult.services.member_rights import shared_organisations
from consult.services.pending_files import drop_file, find_file, keep_file
from consult.services.register_import import Plan, bring_in_register, organisations_in, plan_import
from consult.services.register_table import read_register
from consult.sheets import Table, read_uploaded_table
from consult.sheets.wire import from_json, to_json
from consult.web import transaction
from consult.web.administration.forms import TableForm
from consult.web.administration.labels import HEADINGS
from consult.web.coordination.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.coordination.organisation_forms import ListForm
from consult.web.current import consultation, now, person, session
from consult.web.downloads import cut_at_word
from consult.web.i18n import sentence
from consult.web.limits import Size, accepts
from consult.web.permission import permission
from consult.web.register_tables import told_of
from consult.web.respond import respond
from consult.web.wording import gettext

CONFLICT = 409
MAX_GROUP = 100


@blueprint.route("/<slug>/invitations/list", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
@accepts(Size.UPLOAD)
def bring_list() -> ResponseReturnValue:
    """A file is chosen; it is read without holding the database."""
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
            _keep(name, table)
            return redirect(url_for("coordination.check_list"), SEE_OTHER)
    return respond(
        "administration/table.html",
        "form",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        waiting=_waiting(),
        headings=HEADINGS,
        back=(gettext("Back to the invitations"), url_for("coordination.invite")),
        action=url_for("coordination.bring_list"),
        check_url=url_for("coordination.check_list"),
    )


@blueprint.route("/<slug>/invitations/list/check", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def check_list() -> ResponseReturnValue:
    """What the list would add and change, and what is left out and why; then it is done, or not."""
    waiting = _waiting()
    if waiting is None:
        raise NotFound("No file waits to be checked. Choose it again.")
    table = from_json(waiting.data)
    plan = plan_import(session(), read_register(table), settled=shared_organisations(session(), person()))
    form = ListForm()
    if not form.is_submitted():
        form = ListForm(formdata=None, data={"seen": plan.digest, "group": _stem(waiting.name)})
        return _show(form, plan, table, waiting)
    if not form.validate():
        return _show(form, plan, table, waiting, status=UNPROCESSABLE)
    try:
        bring_in_register(session(), plan, seen=form.seen.data or "", actor=person(), now=now())
        found = organisations_in(session(), plan.register)
        group = gather_group(session(), form.group.data or "", found, actor=person(), now=now())
    except Conflict as error:
        form = ListForm(formdata=None, data={"seen": plan.digest, "group": form.group.data})
        return _show(form, plan, table, waiting, problem=sentence(error), status=CONFLICT)
    except Invalid as error:
        form.refuse(error)
        return _show(form, plan, table, waiting, status=UNPROCESSABLE)
    drop_file(session(), person(), PendingKind.REGISTER)
    flash(
        gettext(
            "The list was brought in: %(added)s new and %(changed)s changed organisations, "
            "%(count)s in the group %(group)s.",
            added=len(plan.added),
            changed=len(plan.changed),
            count=len(found),
            group=group.name,
        )
    )
    return redirect(url_for("coordination.check_invitations", group=group.id), SEE_OTHER)


@blueprint.post("/<slug>/invitations/list/discard")
@permission(Permission.COORDINATE)
def discard_list() -> ResponseReturnValue:
    """The file is forgotten; the register stays as it is."""
    drop_file(session(), person(), PendingKind.REGISTER)
    flash(gettext("The file was thrown away. The register is as it was."))
    return redirect(url_for("coordination.invite"), SEE_OTHER)


def _keep(name: str, table: Table) -> None:
    keep_file(
        session(),
        person(),
        PendingKind.REGISTER,
        name=name,
        data=to_json(table),
        consultation=consultation(),
        now=now(),
    )


def _show(
    form: ListForm, plan: Plan, table: Table, waiting: PendingFile, *, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    return respond(
        "coordination/check_list.html",
        status=status,
        form=form,
        problem=problem,
        name=waiting.name,
        kept=[organisation.name for organisation in plan.kept],
        back_url=url_for("coordination.bring_list"),
        action=url_for("coordination.check_list"),
        discard_url=url_for("coordination.discard_list"),
        **told_of(plan, table),
    )


def _stem(name: str) -> str:
    return cut_at_word(name.rpartition(".")[0] or name, MAX_GROUP)


def _waiting() -> PendingFile | None:
    return find_file(session(), person(), PendingKind.REGISTER, consultation=consultation(), now=now())
