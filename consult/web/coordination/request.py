"""The request: who asks what, under which number and until when."""

from collections.abc import Sequence

from flask.typing import ResponseReturnValue

from consult.errors import DomainError
from consult.models import Question, Request
from consult.reports.questions import question_words
from consult.reports.requests import load_request, question_numbers
from consult.security import Permission
from consult.services.question_links import linked_positions
from consult.services.questions import Asked, asked_of
from consult.web.coordination.blueprint import UNPROCESSABLE, blueprint
from consult.web.coordination.request_forms import (
    FirstRequestForm,
    NewQuestionsForm,
    RequestForm,
    lines_of,
)
from consult.web.coordination.tabs import setup_tabs
from consult.web.coordination.typed_request import save_typed, saved
from consult.web.current import consultation, session
from consult.web.moments import typed_clock, typed_day
from consult.web.permission import permission
from consult.web.respond import respond


@blueprint.route("/<slug>/request", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def request_() -> ResponseReturnValue:
    """Typed in as the authority published it; the questions come below."""
    known, questions = load_request(session(), consultation().id)
    form = _form(known)
    if form.is_submitted() and form.validate():
        try:
            return saved(is_moved=_save(form, known, questions))
        except DomainError as error:
            form.refuse(error)
            return show_request(form, known, questions, status=error.status)
    return show_request(form, known, questions, status=UNPROCESSABLE if form.errors else 200)


def show_request(
    form: RequestForm,
    known: Request | None,
    questions: Sequence[Question],
    *,
    adding: NewQuestionsForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """The page with the request and its questions."""
    return respond(
        "coordination/request.html",
        "form",
        consultation=consultation(),
        status=status,
        form=form,
        adding=adding or NewQuestionsForm(formdata=None),
        request_=known,
        questions=questions,
        numbers=question_numbers(tuple(questions)),
        labels=question_words(questions),
        linked=linked_positions(session(), consultation().id),
        tabs=setup_tabs(),
    )


def filled_form(known: Request) -> RequestForm:
    """The request as one would type it."""
    return RequestForm(
        formdata=None,
        data={
            "title": known.title,
            "authority": known.authority,
            "register_number": known.register_number,
            "text": known.text,
            "deadline_day": typed_day(known.deadline_at),
            "deadline": typed_clock(known.deadline_at),
            "shown_deadline": known.deadline_at.isoformat(),
            "required_data": "\n".join(known.required_data),
            "channels": "\n".join(known.channels),
        },
    )


def _form(known: Request | None) -> RequestForm:
    if known is None:
        return FirstRequestForm()
    empty = RequestForm()
    return empty if empty.is_submitted() else filled_form(known)


def _save(form: RequestForm, known: Request | None, questions: Sequence[Question]) -> bool:
    asked = asked_of(questions)
    if isinstance(form, FirstRequestForm):
        asked = [Asked(line) for line in lines_of(form.questions.data)]
    return save_typed(form, known, asked)
