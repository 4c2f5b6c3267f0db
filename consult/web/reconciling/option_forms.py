"""The forms of one question with options."""

from flask_babel import lazy_gettext
from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Optional

from consult.models import Channel
from consult.web.answering.forms import whole_number
from consult.web.forms import BaseForm
from consult.web.options import options

#: What the page never showed: nothing is saved over it.
UNREADABLE = -1
CHANNEL_LABELS = {
    Channel.PHONE: lazy_gettext("By phone"),
    Channel.PAPER: lazy_gettext("On paper"),
    Channel.MAIL: lazy_gettext("By e-mail"),
    Channel.WORD: lazy_gettext("In a Word file"),
    Channel.EVENT: lazy_gettext("At an event"),
}


class ChoiceForm(BaseForm):
    """Which option is chosen and why; `standing` is the choice that the page showed."""

    standing = HiddenField()
    option = RadioField(
        lazy_gettext("Which option is chosen?"),
        validate_choice=False,
        validators=[DataRequired(lazy_gettext("Choose one of the options."))],
    )
    rationale = TextAreaField(
        lazy_gettext("Reason"),
        validators=[DataRequired(lazy_gettext("Write a reason. One sentence is enough."))],
    )

    @property
    def seen(self) -> int | None:
        """The choice that the page showed, None when there was none."""
        return (whole_number(self.standing.data) or UNREADABLE) if self.standing.data else None


class PositionForm(BaseForm):
    """What an organisation told the agent."""

    voice = SelectField(
        lazy_gettext("Organisation"),
        coerce=whole_number,
        validate_choice=False,
        validators=[DataRequired(lazy_gettext("Choose the organisation."))],
    )
    position = RadioField(
        lazy_gettext("Which option does it hold?"),
        validate_choice=False,
        validators=[DataRequired(lazy_gettext("Choose one of the options."))],
    )
    reason = TextAreaField(lazy_gettext("Its reason"), validators=[Optional()])
    channel = RadioField(
        lazy_gettext("How did it come?"),
        choices=options(CHANNEL_LABELS),
        default=Channel.PHONE.value,
        validators=[DataRequired(lazy_gettext("Choose how it came."))],
        validate_choice=False,
    )

    @property
    def how(self) -> Channel:
        """The channel; one that is not offered is the phone."""
        given = self.channel.data
        return Channel(given) if given in {channel.value for channel in CHANNEL_LABELS} else Channel.PHONE
