"""The request comes in from a file: chosen, looked at and corrected, confirmed."""

import hashlib

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import DomainError, Invalid, NotFound
from consult.models import PendingFile, PendingKind, Question, Request
from consult.reports.requests import load_request
from consult.security import Permission
from consult.services.pending_files import drop_file, find_file, keep_file
from consult.services.questions import asked_of
from consult.services.request_file import RequestFile, read_request_file, with_known
from consult.web import transaction
from consult.web.coordination.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.coordination.request_forms import CheckedRequestForm, RequestFileForm
from consult.web.coordination.tabs import setup_tabs
from consult.web.coordination.typed_request import save_typed, saved, typed_request
from consult.web.current import consultation, now, person, session
from consult.web.i18n import sentence
from consult.web.limits import Size, accepts
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext


@blueprint.route("/<slug>/request/file", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
@accepts(Size.DOCUMENT)
def bring_request() -> ResponseReturnValue:
    """A file is chosen; what is no request is refused at once."""
    form = RequestFileForm()
    if form.is_submitted() and form.validate():
        data = form.file.data.read()
        transaction.pause()
        try:
            read_request_file(data)
        except Invalid as error:
            form.refuse(error)
        else:
            _keep(form.file.data.filename or "", data)
            return redirect(url_for("coordination.check_request"), SEE_OTHER)
    return respond(
        "coordination/request_file.html",
        "form",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        waiting=_waiting(),
        tabs=setup_tabs(),
    )


@blueprint.route("/<slug>/request/file/check", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def check_request() -> ResponseReturnValue:
    """What the file says, with what is wrong and what is missing; saved when it has been looked at."""
    waiting = _waiting()
    if waiting is None:
        raise NotFound("No file waits to be checked. Choose it again.")
    known, questions = load_request(session(), consultation().id)
    found = with_known(read_request_file(waiting.data, language=consultation().language), known, questions)
    form = CheckedRequestForm()
    if found.problems or not form.is_submitted():
        form = _filled(found, waiting, known)
    elif form.validate() and _is_seen(form, waiting):
        try:
            is_moved = save_typed(form, known, found.questions)
        except DomainError as error:
            form.refuse(error)
        else:
            drop_file(session(), person(), PendingKind.REQUEST)
            return saved(is_moved=is_moved)
    return _show(form, found, waiting, known, questions)


@blueprint.post("/<slug>/request/file/discard")
@permission(Permission.COORDINATE)
def discard_request() -> ResponseReturnValue:
    """The file is forgotten; the request stays as it is."""
    drop_file(session(), person(), PendingKind.REQUEST)
    flash(gettext("The file was thrown away. The request is as it was."))
    return redirect(url_for("coordination.request_"), SEE_OTHER)


def _show(
    form: CheckedRequestForm,
    found: RequestFile,
    waiting: PendingFile,
    known: Request | None,
    questions: tuple[Question, ...],
) -> ResponseReturnValue:
    return respond(
        "coordination/check_request.html",
        "form",
        consultation=consultation(),
        status=UNPROCESSABLE if form.errors or (found.problems and form.is_submitted()) else 200,
        form=form,
        name=waiting.name,
        found=found,
        problems=[sentence(problem) for problem in found.problems],
        remarks=[sentence(remark) for remark in found.remarks if known is None or remark.field != "file"],
        before=0 if found.questions == tuple(asked_of(questions)) else len(questions),
        tabs=setup_tabs(),
    )


def _filled(found: RequestFile, waiting: PendingFile, known: Request | None) -> CheckedRequestForm:
    return CheckedRequestForm(formdata=None, data={**typed_request(found, known), "seen": _mark(waiting)})


def _is_seen(form: CheckedRequestForm, waiting: PendingFile) -> bool:
    """Whether the file is the one that was looked at."""
    if form.seen.data == _mark(waiting):
        return True
    form.refuse(Invalid("Another file has been chosen since you looked. Check this one."))
    form.seen.data = _mark(waiting)
    return False


def _mark(waiting: PendingFile) -> str:
    return hashlib.sha256(waiting.data).hexdigest()


def _keep(name: str, data: bytes) -> None:
    keep_file(
        session(),
        person(),
        PendingKind.REQUEST,
        name=name,
        data=data,
        now=now(),
        consultation=consultation(),
    )


def _waiting() -> PendingFile | None:
    return find_file(session(), person(), PendingKind.REQUEST, now=now(), consultation=consultation())
