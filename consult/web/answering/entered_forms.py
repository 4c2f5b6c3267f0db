"""The forms of an answer that came by phone, on paper or by mail."""

from flask_babel import lazy_gettext
from wtforms import DateField, HiddenField, RadioField, TextAreaField
from wtforms.validators import DataRequired, Optional

from consult.models import Channel
from consult.web.answering.forms import STANCE_LABELS
from consult.web.forms import BaseForm
from consult.web.options import options

CHANNEL_LABELS = {
    Channel.PHONE: lazy_gettext("By phone"),
    Channel.PAPER: lazy_gettext("On paper"),
    Channel.MAIL: lazy_gettext("By e-mail"),
}


class ArrivalForm(BaseForm):
    """Who, how, when and by whose word."""

    organisation = HiddenField()
    channel = RadioField(
        lazy_gettext("How did the answer come?"),
        choices=options(CHANNEL_LABELS),
        validators=[DataRequired(lazy_gettext("Choose how the answer came."))],
    )
    arrived_on = DateField(
        lazy_gettext("When did it come?"), validators=[DataRequired(lazy_gettext("Write the date."))]
    )
    told_by = TextAreaField(lazy_gettext("Who told it?"), validators=[Optional()])


class EnteredForm(BaseForm):
    """Sending what was entered."""

    stance = RadioField(
        lazy_gettext("How does the organisation see the draft as a whole?"),
        choices=options({"": lazy_gettext("No stance"), **STANCE_LABELS}),
        default="",
        validators=[Optional()],
    )
