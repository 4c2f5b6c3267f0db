"""The request comes in as pasted text: shown as it was understood, corrected, and only then saved."""

from collections.abc import Sequence
from dataclasses import replace

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from wtforms import TextAreaField
from wtforms.validators import DataRequired

from consult.errors import DomainError
from consult.models import Question
from consult.reports.requests import load_request
from consult.security import Permission
from consult.services.pasted_request import read_pasted_request
from consult.services.question_lines import read_question_lines, write_question_lines
from consult.services.questions import Asked, asked_of, with_ids
from consult.services.request_file import with_known
from consult.web.coordination.blueprint import UNPROCESSABLE, blueprint
from consult.web.coordination.request_forms import RequestForm
from consult.web.coordination.tabs import setup_tabs
from consult.web.coordination.typed_request import save_typed, saved, typed_request
from consult.web.current import consultation, session
from consult.web.forms import AtMost, BaseForm
from consult.web.i18n import sentence
from consult.web.permission import permission
from consult.web.respond import respond

MAX_BYTES = 100_000


class PasteRequestForm(BaseForm):
    """The text of a request, from a mail or a page of the consultation service."""

    words = TextAreaField(
        lazy_gettext("Text of the request"),
        validators=[DataRequired(lazy_gettext("Paste the text of the request.")), AtMost(MAX_BYTES)],
    )


class PastedRequestForm(RequestForm):
    """What was understood of it; what was left out is shown, so that it can be copied, and not saved."""

    questions = TextAreaField(lazy_gettext("Questions as lines"), validators=[AtMost(MAX_BYTES)])
    left_out = TextAreaField(lazy_gettext("Left out"), validators=[AtMost(MAX_BYTES)])


@blueprint.route("/<slug>/request/paste", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def paste_request() -> ResponseReturnValue:
    """The text goes in, and what was understood of it is shown; nothing is saved."""
    form = PasteRequestForm()
    if form.is_submitted() and form.validate():
        return _understood(form.words.data or "")
    return respond(
        "coordination/paste_request.html",
        "form",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        tabs=setup_tabs(),
    )


@blueprint.post("/<slug>/request/paste/check")
@permission(Permission.COORDINATE)
def check_paste() -> ResponseReturnValue:
    """Saved as it was corrected, or shown again with the questions as they are read now."""
    known, questions = load_request(session(), consultation().id)
    form = PastedRequestForm()
    asked = with_ids(read_question_lines(form.questions.data or ""), asked_of(questions))
    if "again" in request.args:
        return _show(form, asked, questions)
    if form.validate():
        try:
            return saved(is_moved=save_typed(form, known, asked))
        except DomainError as error:
            form.refuse(error)
            return _show(form, asked, questions, status=error.status)
    return _show(form, asked, questions, status=UNPROCESSABLE)


def _understood(words: str) -> ResponseReturnValue:
    known, questions = load_request(session(), consultation().id)
    pasted = read_pasted_request(words)
    found = with_known(pasted.request, known, questions)
    if known is not None and pasted.request.deadline is None:
        found = replace(found, remarks=())
    form = PastedRequestForm(
        formdata=None,
        data={
            **typed_request(found, known),
            "questions": write_question_lines(found.questions),
            "left_out": "\n".join(pasted.left_out),
        },
    )
    return _show(form, found.questions, questions, remarks=[sentence(remark) for remark in found.remarks])


def _show(
    form: PastedRequestForm,
    asked: Sequence[Asked],
    questions: Sequence[Question],
    *,
    remarks: Sequence[str] = (),
    status: int = 200,
) -> ResponseReturnValue:
    return respond(
        "coordination/check_paste.html",
        "form",
        consultation=consultation(),
        status=status,
        form=form,
        found={"questions": asked},
        remarks=remarks,
        before=0 if list(asked) == asked_of(questions) else len(questions),
        tabs=setup_tabs(),
    )
