"""The option of a question is chosen with a reason, with every position on the page where it is done."""

from http import HTTPStatus

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select

from consult.errors import DomainError, Invalid, NotFound
from consult.models import OptionChoice, Question, QuestionKind, Request, Voice, VoiceKind
from consult.reports.choices import standing_choices, version_choices
from consult.reports.options import Options, load_options
from consult.reports.requests import load_request
from consult.security import Permission
from consult.services.choices import choose_option, undo_choice
from consult.services.option_positions import Stated
from consult.services.recorded_positions import record_position
from consult.web.current import consultation, now, person, session
from consult.web.loading import NO_SUCH_PAGE
from consult.web.options import options
from consult.web.permission import permission
from consult.web.reading.place import looker, standing
from consult.web.reconciling.blueprint import blueprint
from consult.web.reconciling.option_forms import ChoiceForm, PositionForm
from consult.web.respond import respond


@blueprint.route("/options/<int:question>/choice", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def choose(question: int) -> ResponseReturnValue:
    """Choose one option, or another one than before."""
    request_, asked = _find(question)
    form = ChoiceForm()
    if not form.is_submitted():
        _fill(form, _standing(asked))
    form.option.choices = options({option: option for option in asked.options})
    if form.validate_on_submit():
        try:
            choose_option(
                session(),
                request_,
                asked,
                option=form.option.data or "",
                rationale=form.rationale.data or "",
                standing=form.seen,
                actor=person(),
                now=now(),
            )
        except DomainError as error:
            form.refuse(error)
            form.standing.data = _mark(_standing(asked))
            return _show(request_, asked, form, PositionForm(formdata=None), status=error.status)
        flash(gettext("The option was chosen. It is told to everybody with the next version."))
        return _back(question)
    return _show(request_, asked, form, PositionForm(formdata=None), status=_status(form))


@blueprint.post("/options/<int:question>/choice/undo")
@permission(Permission.COORDINATE)
def undo_option(question: int) -> ResponseReturnValue:
    """The choice before it stands again."""
    _, asked = _find(question)
    choice = _standing(asked)
    if choice is None:
        raise NotFound("No option has been chosen.")
    undo_choice(session(), choice, actor=person(), now=now())
    flash(gettext("The choice was undone."))
    return _back(question)


@blueprint.post("/options/<int:question>/positions")
@permission(Permission.COORDINATE)
def record(question: int) -> ResponseReturnValue:
    """Write down what an organisation said by phone, on paper, by mail or in a Word file."""
    request_, asked = _find(question)
    form = PositionForm()
    _offer(form, asked)
    if form.validate():
        try:
            record_position(
                session(),
                _voice(form.voice.data),
                asked,
                Stated(form.position.data or "", form.reason.data or ""),
                channel=form.how,
                actor=person(),
                now=now(),
            )
        except DomainError as error:
            form.refuse(error)
            return _show(request_, asked, _filled(asked), form, status=error.status)
        flash(gettext("The position was saved."))
        return _back(question)
    return _show(request_, asked, _filled(asked), form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _show(
    request_: Request, asked: Question, form: ChoiceForm, recording: PositionForm, *, status: int
) -> ResponseReturnValue:
    form.option.choices = options({option: option for option in asked.options})
    _offer(recording, asked)
    choice = _standing(asked)
    return respond(
        "reconciling/option.html",
        status=status,
        form=form,
        recording=recording,
        one=_options(request_, asked, choice),
        choice=choice,
        is_published=choice is not None and choice.id in _published(),
        is_open=standing().is_open,
        consultation=consultation(),
    )


def _options(request_: Request, asked: Question, choice: OptionChoice | None) -> Options:
    _, questions = load_request(session(), request_.consultation_id)
    choices = {} if choice is None else {asked.position: choice}
    found = load_options(session(), questions, choices, looker(), now())
    return next(one for one in found if one.question.position == asked.position)


def _find(position: int) -> tuple[Request, Question]:
    request_, questions = load_request(session(), consultation().id)
    for question in questions:
        if request_ is not None and question.position == position and question.kind is QuestionKind.CHOICE:
            return request_, question
    raise NotFound(NO_SUCH_PAGE)


def _standing(asked: Question) -> OptionChoice | None:
    return standing_choices(session(), consultation().id).get(asked.position)


def _published() -> set[int]:
    version = standing().version
    if version is None:
        return set()
    return {choice.id for choice in version_choices(session(), version.id).values()}


def _filled(asked: Question) -> ChoiceForm:
    form = ChoiceForm(formdata=None)
    _fill(form, _standing(asked))
    return form


def _fill(form: ChoiceForm, choice: OptionChoice | None) -> None:
    form.standing.data = _mark(choice)
    if choice is not None:
        form.option.data, form.rationale.data = choice.option, choice.rationale


def _mark(choice: OptionChoice | None) -> str:
    return "" if choice is None else str(choice.id)


def _offer(form: PositionForm, asked: Question) -> None:
    form.position.choices = options({option: option for option in asked.options})
    form.voice.choices = options({0: gettext("Choose"), **{voice.id: voice.name for voice in _voices()}})


def _voices() -> list[Voice]:
    """The organisations that take part, by name."""
    return list(
        session().scalars(
            select(Voice)
            .where(Voice.consultation_id == consultation().id, Voice.kind == VoiceKind.ORGANISATION)
            .order_by(Voice.name)
        )
    )


def _voice(voice_id: int) -> Voice:
    for voice in _voices():
        if voice.id == voice_id:
            return voice
    raise Invalid("Choose the organisation.", field="voice")


def _status(form: ChoiceForm) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def _back(question: int) -> ResponseReturnValue:
    return redirect(url_for("reading.options") + f"#kysymys-{question}", HTTPStatus.SEE_OTHER)
