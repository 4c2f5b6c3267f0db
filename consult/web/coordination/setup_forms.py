"""Forms for creating a consultation and for its settings."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from consult.models import Access, ConsultationKind, Visibility
from consult.services.limits import MAX_NAME
from consult.web.coordination.labels import ACCESS, KINDS, LANGUAGES, VISIBILITY
from consult.web.forms import BaseForm
from consult.web.options import options

TOO_LONG = lazy_gettext("This can be at most %(max)d characters.")


class SettingsForm(BaseForm):
    """What can change at any time."""

    title = StringField(
        lazy_gettext("Title"),
        validators=[DataRequired(lazy_gettext("Write a title.")), Length(max=MAX_NAME, message=TOO_LONG)],
    )
    summary = TextAreaField(lazy_gettext("Summary"))
    host = StringField(
        lazy_gettext("Host"),
        validators=[
            DataRequired(lazy_gettext("Write who hosts the work.")),
            Length(max=MAX_NAME, message=TOO_LONG),
        ],
    )
    access = RadioField(lazy_gettext("Who may read?"), choices=options(ACCESS), default=Access.PUBLIC.value)
    visibility = RadioField(
        lazy_gettext("When do the organisations see each other's comments and proposals?"),
        choices=options(VISIBILITY),
        default=Visibility.SENT.value,
    )


class ReminderForm(SettingsForm):
    """The settings, and whether those who have not answered are reminded by themselves."""

    sends_reminders = BooleanField(lazy_gettext("Remind those who have not answered automatically"))


class CreateForm(SettingsForm):
    """What is chosen once and what can change later."""

    kind = RadioField(
        lazy_gettext("What are you writing together?"),
        choices=options(KINDS),
        default=ConsultationKind.STATEMENT.value,
    )
    language = RadioField(lazy_gettext("Language of the text"), choices=options(LANGUAGES), default="fi")
