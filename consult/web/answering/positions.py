"""The options of the request in the answer: one choice and a reason for each question."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext
from wtforms import RadioField, TextAreaField
from wtforms.validators import Optional

from consult.models import Question, Voice
from consult.reports.options import choice_questions
from consult.reports.questions import question_words
from consult.reports.requests import load_request
from consult.services.option_positions import Stated, load_stated
from consult.web.answering.forms import AnswerForm
from consult.web.current import consultation, session
from consult.web.options import options

OPTION, REASON = "option-", "reason-"


def answer_form() -> AnswerForm:
    """The form of sending, with the fields of each question that has options."""
    _, questions = load_request(session(), consultation().id)
    words, asked = question_words(questions), choice_questions(questions)
    fields: dict[str, Any] = {"asked": tuple(question.position for question in asked)}
    for question in asked:
        fields[f"{OPTION}{question.position}"] = RadioField(
            words[question.position],
            choices=options({"": lazy_gettext("We do not answer this"), **_labels(question)}),
            default="",
            validate_choice=False,
            validators=[Optional()],
        )
        fields[f"{REASON}{question.position}"] = TextAreaField(
            lazy_gettext("Reason"), validators=[Optional()]
        )
    kind: type[AnswerForm] = type("OptionsForm", (AnswerForm,), fields)
    return kind()


def bring_positions(form: AnswerForm, voice: Voice) -> None:
    """On opening, the form holds what the voice holds."""
    if not form.asked:
        return
    for question, stated in load_stated(session(), voice).items():
        if question in form.asked:
            form[f"{OPTION}{question}"].data = stated.option
            form[f"{REASON}{question}"].data = stated.reason


def typed_positions(form: AnswerForm) -> Mapping[int, Stated]:
    """What was chosen; a question whose field was not sent is left as it is."""
    return {
        question: Stated(field.data or "", form[f"{REASON}{question}"].data or "")
        for question in form.asked
        if (field := form[f"{OPTION}{question}"]).raw_data
    }


def position_fields(form: AnswerForm) -> Sequence[tuple[int, Any, Any]]:
    """The fields of each question, for the page."""
    return [(question, form[f"{OPTION}{question}"], form[f"{REASON}{question}"]) for question in form.asked]


def _labels(question: Question) -> dict[str, str]:
    return {str(option): str(option) for option in question.options}
