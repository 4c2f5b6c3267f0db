"""Forms for rounds, the timetable and filing."""

from datetime import datetime

from flask_babel import lazy_gettext
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from consult.models import PLANNABLE
from consult.reports.counting_back import ROUNDS
from consult.services.stages import stage_field
from consult.services.submissions import MAX_CHANNEL
from consult.web.coordination.setup_forms import TOO_LONG
from consult.web.forms import BaseForm
from consult.web.moments import ClockField, CountField, DayField, typed_clock, typed_day
from consult.web.steps import LABELS

WRITE_DAY = lazy_gettext("Write the day like this: 1.2.2027.")
WRITE_TIME = lazy_gettext("Write the time like this: 16.00.")


class ClosingForm(BaseForm):
    """When a round closes."""

    closes_day = DayField(lazy_gettext("Closes on"), validators=[DataRequired(WRITE_DAY)])
    closes_at = ClockField(lazy_gettext("Closing time"), validators=[DataRequired(WRITE_TIME)])


class RoundForm(ClosingForm):
    """When a round opens and closes."""

    shown = ("opens_day", "opens_at", "closes_day", "closes_at", "is_narrow")

    is_narrow = BooleanField(lazy_gettext("Only blocks that have changed since the previous round are open"))

    opens_day = DayField(lazy_gettext("Opens on"), validators=[DataRequired(WRITE_DAY)])
    opens_at = ClockField(lazy_gettext("Opening time"), validators=[DataRequired(WRITE_TIME)])

    @classmethod
    def filled(cls, opens_at: datetime, closes_at: datetime) -> "RoundForm":
        """The times of a round as one would type them."""
        return cls(
            formdata=None,
            data={
                "opens_day": typed_day(opens_at),
                "opens_at": typed_clock(opens_at),
                "closes_day": typed_day(closes_at),
                "closes_at": typed_clock(closes_at),
            },
        )


class FilingForm(BaseForm):
    """Which version was filed, when, by which channel."""

    version = SelectField(lazy_gettext("Version"), validators=[DataRequired()])
    channel = StringField(
        lazy_gettext("Channel"),
        validators=[
            DataRequired(lazy_gettext("Write by which channel the statement was filed.")),
            Length(max=MAX_CHANNEL, message=TOO_LONG),
        ],
    )
    filed_day = DayField(lazy_gettext("Filed on"), validators=[DataRequired(WRITE_DAY)])
    filed_at = ClockField(lazy_gettext("Time of filing"), validators=[DataRequired(WRITE_TIME)])
    receipt = TextAreaField(lazy_gettext("Receipt"))


class TimetableForm(BaseForm):
    """The first and the last day of each stage."""


class CountingForm(BaseForm):
    """From which deadline a timetable is counted back, and how many working days each stage gets."""

    deadline_day = DayField(lazy_gettext("Deadline"), validators=[DataRequired(WRITE_DAY)])
    margin = CountField(lazy_gettext("Working days to spare before the deadline"))


LATER_ROUNDS = tuple((kind, number) for number in (2, 3) for kind in ROUNDS)

for _key in (*((kind, 1) for kind in PLANNABLE), *LATER_ROUNDS):
    _name = stage_field(_key)
    setattr(CountingForm, f"{_name}_days", CountField(LABELS[_key[0]]))
    setattr(TimetableForm, f"{_name}_first", DayField(lazy_gettext("First day")))
    setattr(TimetableForm, f"{_name}_last", DayField(lazy_gettext("Last day")))
