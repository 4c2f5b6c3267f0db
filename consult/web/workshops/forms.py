"""Forms for workshops and for notes that are pasted."""

from datetime import datetime

from flask_babel import lazy_gettext
from wtforms import (
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from consult.errors import Invalid
from consult.models import AttendanceKind
from consult.services.limits import MAX_NAME
from consult.services.notes import read_lines
from consult.services.workshops import MAX_HEADS, MAX_THEME, WorkshopPlan
from consult.web.coordination.setup_forms import TOO_LONG
from consult.web.forms import DOCUMENT_BYTES, AtMost, BaseForm
from consult.web.moments import ClockField, DayField, moment_of, typed_clock, typed_day
from consult.web.query import MAX_DIGITS
from consult.web.workshops.labels import KINDS


class WorkshopForm(BaseForm):
    """Where and when, and what it speaks about."""

    name = StringField(
        lazy_gettext("Name of the workshop"),
        validators=[
            DataRequired(lazy_gettext("Write a name for the workshop.")),
            Length(max=MAX_NAME, message=TOO_LONG),
        ],
    )
    place = StringField(lazy_gettext("Place"), validators=[Length(max=MAX_NAME, message=TOO_LONG)])
    held_day = DayField(lazy_gettext("Day"))
    opens_at = ClockField(lazy_gettext("Begins at"))
    closes_at = ClockField(lazy_gettext("Ends at"))
    themes = TextAreaField(lazy_gettext("Themes"))

    def plan(self) -> WorkshopPlan:
        """What was typed."""
        opens_at, closes_at = self._hours()
        return WorkshopPlan(
            name=self.name.data or "",
            place=self.place.data or "",
            opens_at=opens_at,
            closes_at=closes_at,
            themes=tuple(dict.fromkeys(read_lines(self.themes.data or ""))),
        )

    def _hours(self) -> tuple[datetime, datetime] | tuple[None, None]:
        fields = (self.held_day, self.opens_at, self.closes_at)
        if not any(field.data for field in fields):
            return None, None
        empty = next((field for field in fields if not field.data), None)
        if empty is not None:
            raise Invalid("Write the day and both times, or leave all of them empty.", field=empty.name)
        return moment_of(self.held_day, self.opens_at), moment_of(self.held_day, self.closes_at)


class WorkshopDetailsForm(WorkshopForm):
    """A workshop as it is, and who came; `seen` is the saving that the page showed."""

    seen = HiddenField()

    @classmethod
    def filled(cls, plan: WorkshopPlan, revision: int) -> "WorkshopDetailsForm":
        """What is known, as one would type it."""
        heads = {
            f"{what}_{kind}": count
            for kind, pair in plan.attendance.items()
            for what, count in zip(("came", "target"), pair, strict=True)
        }
        return cls(
            formdata=None,
            data={
                "name": plan.name,
                "place": plan.place,
                "held_day": typed_day(plan.opens_at),
                "opens_at": typed_clock(plan.opens_at),
                "closes_at": typed_clock(plan.closes_at),
                "themes": "\n".join(plan.themes),
                "seen": str(revision),
                **heads,
            },
        )

    def plan(self) -> WorkshopPlan:
        """What was typed, with who came."""
        attendance = {
            kind: (self[f"came_{kind}"].data, self[f"target_{kind}"].data) for kind in AttendanceKind
        }
        return WorkshopPlan(**{**vars(super().plan()), "attendance": attendance})

    @property
    def saving(self) -> int:
        """The saving that the page showed; 0 where it says none."""
        return number_of(self.seen.data)


COUNT = lazy_gettext("Write a number between 0 and %(max)s.")


class HeadsField(IntegerField):
    """How many people; empty where nobody has said."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Understand the number or say what to write."""
        given = valuelist[0].strip() if valuelist else ""
        self.data = (
            int(given) if given.isascii() and given.isdigit() and len(given) <= len(str(MAX_HEADS)) else None
        )
        if given and self.data is None:
            raise ValueError(str(COUNT) % {"max": MAX_HEADS})


for _kind, _label in KINDS.items():
    for _what, _said in (("came", lazy_gettext("came")), ("target", lazy_gettext("target"))):
        setattr(
            WorkshopDetailsForm,
            f"{_what}_{_kind}",
            HeadsField(
                lazy_gettext("%(kind)s: %(what)s", kind=_label, what=_said),
                validators=[Optional(), NumberRange(max=MAX_HEADS, message=COUNT)],
                render_kw={"min": "0", "inputmode": "numeric"},
            ),
        )


class PasteForm(BaseForm):
    """Notes, one per line, and where they come from."""

    shown = ("workshop", "source", "theme", "text")

    page = HiddenField()
    workshop = SelectField(lazy_gettext("Source"), default="")
    source = StringField(
        lazy_gettext("Name of the new source"), validators=[Length(max=MAX_NAME, message=TOO_LONG)]
    )
    theme = StringField(lazy_gettext("Theme"), validators=[Length(max=MAX_THEME, message=TOO_LONG)])
    text = TextAreaField(
        lazy_gettext("Notes, one per line"),
        validators=[DataRequired(lazy_gettext("Paste at least one note.")), AtMost(DOCUMENT_BYTES)],
    )


def number_of(given: str | None) -> int:
    """A number that the page carries, one that nothing has where it carries none."""
    given = given or ""
    return int(given) if given.isascii() and given.isdigit() and len(given) <= MAX_DIGITS else -1
