"""Questions: added, changed, moved and left out one by one."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Invalid, NotFound
from consult.models import Question, QuestionKind
from consult.reports.requests import load_request, question_numbers
from consult.security import Permission
from consult.services.questions import Asked, asked_of, save_questions
from consult.web.coordination.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.coordination.request import filled_form, show_request
from consult.web.coordination.request_forms import NewQuestionsForm, QuestionForm, lines_of
from consult.web.coordination.tabs import setup_tabs
from consult.web.current import consultation, now, person, session
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext

Change = Callable[[list[Asked]], None]


@blueprint.post("/<slug>/request/questions")
@permission(Permission.COORDINATE)
def add_questions() -> ResponseReturnValue:
    """One on a line, after those that are there."""
    known, questions = load_request(session(), consultation().id)
    if known is None:
        raise Invalid("Save the request first.")
    form = NewQuestionsForm()
    if form.validate():
        new = [Asked(line) for line in lines_of(form.questions.data)]
        try:
            _save(lambda asked: asked.extend(new))
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("The questions were added."))
            return _back()
    return show_request(filled_form(known), known, questions, adding=form, status=UNPROCESSABLE)


@blueprint.route("/<slug>/request/questions/<int:position>", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def question(position: int) -> ResponseReturnValue:
    """Its words, how it is answered, whether it must be."""
    known, questions = _find(position)
    form = QuestionForm(data=_typed(known))
    if form.is_submitted() and form.validate():
        try:
            _save(lambda asked: asked.__setitem__(position - 1, asked[position - 1].corrected(_asked(form))))
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("The question was saved."))
            return _back()
    number = question_numbers(questions).get(position, (None, known))[0]
    return respond(
        "coordination/question.html",
        "form",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        number=number,
        tabs=setup_tabs(),
    )


@blueprint.post("/<slug>/request/questions/<int:position>/move")
@permission(Permission.COORDINATE)
def move_question(position: int) -> ResponseReturnValue:
    """One place up or down."""
    _, questions = _find(position)
    other = position - 1 if request.form.get("to") == "up" else position + 1
    if 1 <= other <= len(questions):
        _save(lambda asked: _swap(asked, position - 1, other - 1))
    return _back()


@blueprint.post("/<slug>/request/questions/<int:position>/remove")
@permission(Permission.COORDINATE)
def remove_question(position: int) -> ResponseReturnValue:
    """Left out, unless a published heading answers it."""
    _find(position)
    _save(lambda asked: asked.__delitem__(position - 1))
    flash(gettext("The question was removed."))
    return _back()


def _typed(known: Question) -> dict[str, object]:
    """The question as one would type it."""
    return {
        "header": known.header,
        "kind": known.kind.value,
        "options": "\n".join(known.options),
        "is_mandatory": known.is_mandatory,
    }


def _find(position: int) -> tuple[Question, tuple[Question, ...]]:
    _, questions = load_request(session(), consultation().id)
    if not 1 <= position <= len(questions):
        raise NotFound("There is no such question.")
    return questions[position - 1], questions


def _save(change: Change) -> None:
    known, questions = load_request(session(), consultation().id)
    if known is None:
        raise NotFound("There is no such question.")
    asked = asked_of(questions)
    change(asked)
    save_questions(session(), known, asked, actor=person(), now=now())


def _asked(form: QuestionForm) -> Asked:
    kind = QuestionKind(form.kind.data)
    is_choice, is_section = kind is QuestionKind.CHOICE, kind is QuestionKind.SECTION
    return Asked(
        header=form.header.data or "",
        kind=kind,
        is_mandatory=bool(form.is_mandatory.data) and not is_section,
        options=lines_of(form.options.data) if is_choice else (),
    )


def _swap(asked: list[Asked], one: int, other: int) -> None:
    asked[one], asked[other] = asked[other], asked[one]


def _back() -> ResponseReturnValue:
    return redirect(url_for("coordination.request_") + "#all-questions", SEE_OTHER)
