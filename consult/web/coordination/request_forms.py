"""Forms for the authority's request and its questions."""

from enum import StrEnum

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from consult.models import QuestionKind
from consult.services.limits import MAX_NAME
from consult.services.requests import MAX_REGISTER_NUMBER
from consult.web.coordination.labels import QUESTION_KINDS
from consult.web.coordination.setup_forms import TOO_LONG
from consult.web.forms import BaseForm
from consult.web.moments import ClockField, DayField
from consult.web.options import options


class DeadlineReason(StrEnum):
    """Why a deadline that is known already is written otherwise."""

    CORRECTED = "corrected"
    MOVED = "moved"


DEADLINE_REASONS = {
    DeadlineReason.CORRECTED: lazy_gettext("We had written it down wrong"),
    DeadlineReason.MOVED: lazy_gettext("The authority has moved it"),
}


class RequestForm(BaseForm):
    """Who asks what, under which number and until when.

    `shown_deadline` is the one that the page showed; another one needs its reason.
    """

    title = StringField(
        lazy_gettext("Title of the request"),
        validators=[
            DataRequired(lazy_gettext("Write the title of the request.")),
            Length(max=MAX_NAME, message=TOO_LONG),
        ],
    )
    authority = StringField(
        lazy_gettext("Who asks"),
        validators=[
            DataRequired(lazy_gettext("Write who asks for the statement.")),
            Length(max=MAX_NAME, message=TOO_LONG),
        ],
    )
    register_number = StringField(
        lazy_gettext("Register number"), validators=[Length(max=MAX_REGISTER_NUMBER, message=TOO_LONG)]
    )
    deadline_day = DayField(
        lazy_gettext("Last day"), validators=[DataRequired(lazy_gettext("Write the last day."))]
    )
    deadline = ClockField(
        lazy_gettext("Time"), validators=[DataRequired(lazy_gettext("Write the time of day."))]
    )
    shown_deadline = HiddenField()
    reason = RadioField(
        lazy_gettext("Why does the deadline change?"),
        choices=options(DEADLINE_REASONS),
        validate_choice=False,
        validators=[Optional()],
    )
    note = TextAreaField(lazy_gettext("What the authority said about it"), validators=[Optional()])
    text = TextAreaField(lazy_gettext("What the authority says about the request"))
    required_data = TextAreaField(lazy_gettext("What must be told about the answerer"))
    channels = TextAreaField(lazy_gettext("Where the statement can be filed"))


class CheckedRequestForm(RequestForm):
    """What a file says, corrected where it needs to be; `seen` is the file that was looked at."""

    seen = HiddenField()


class RequestFileForm(BaseForm):
    """A request that was saved from the consultation service."""

    file = FileField(
        lazy_gettext("File"),
        validators=[FileRequired(lazy_gettext("Choose a file."))],
        render_kw={"accept": ".json,.xml,.atom"},
    )


class FirstRequestForm(RequestForm):
    """The first time the questions are typed in with the rest."""

    questions = TextAreaField(lazy_gettext("Questions"))


class NewQuestionsForm(BaseForm):
    """More questions, one on a line."""

    questions = TextAreaField(
        lazy_gettext("New questions"),
        validators=[DataRequired(lazy_gettext("Write at least one question."))],
    )


class QuestionForm(BaseForm):
    """One question."""

    header = TextAreaField(
        lazy_gettext("Question"), validators=[DataRequired(lazy_gettext("Write the question."))]
    )
    kind = RadioField(
        lazy_gettext("How is it answered?"),
        choices=options(QUESTION_KINDS),
        default=QuestionKind.TEXT.value,
    )
    options = TextAreaField(lazy_gettext("Options"))
    is_mandatory = BooleanField(lazy_gettext("The question must be answered"))


def lines_of(words: str | None) -> tuple[str, ...]:
    """The lines that have something on them."""
    return tuple(line.strip() for line in (words or "").split("\n") if line.strip())
