"""Forms of points: gathering notes into them, wording them, saying where they went; hiding a note."""

from enum import StrEnum
from typing import TypeVar

from flask import request
from flask_babel import lazy_gettext
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from consult.models import Destination, ProposalKind
from consult.services.points import MAX_POINT
from consult.web.coordination.setup_forms import TOO_LONG
from consult.web.forms import BaseForm
from consult.web.options import options
from consult.web.workshops.forms import number_of
from consult.web.workshops.labels import DESTINATIONS

Choice = TypeVar("Choice", bound=StrEnum)


class GatherForm(BaseForm):
    """The notes that were chosen and what is done with them; the page carries what it showed."""

    shown = ("notes", "point", "words", "reason")

    seen = HiddenField()
    newest = HiddenField()
    notes = SelectMultipleField(lazy_gettext("Notes of workshops"), choices=[], validate_choice=False)
    everything = BooleanField(lazy_gettext("All notes that this list finds"))
    point = RadioField(lazy_gettext("Point"), choices=[], validate_choice=False, default="")
    words = StringField(
        lazy_gettext("A new point in one sentence"), validators=[Length(max=MAX_POINT, message=TOO_LONG)]
    )
    reason = StringField(lazy_gettext("Why are they set aside?"))

    def pressed(self, choices: type[Choice]) -> Choice:
        """Which button was pressed; a form without one is the first."""
        given = request.form.getlist("do")
        return next((one for one in choices if one.value in given), next(iter(choices)))

    @property
    def chosen(self) -> tuple[int, ...]:
        """The ids of the notes whose boxes are chosen."""
        return tuple(dict.fromkeys(map(number_of, self.notes.data or ())))

    @property
    def last_gathering(self) -> int:
        """The newest gathering that the page knew."""
        return number_of(self.seen.data)

    @property
    def last_note(self) -> int:
        """The newest note that the page knew."""
        return number_of(self.newest.data)


class HideForm(BaseForm):
    """Why an unlawful note is hidden."""

    reason = TextAreaField(
        lazy_gettext("Why is it hidden?"),
        validators=[DataRequired(lazy_gettext("Write why the note is hidden."))],
    )


class WordingForm(BaseForm):
    """Other words for a point."""

    seen = HiddenField()
    words = StringField(
        lazy_gettext("The point in one sentence"),
        validators=[
            DataRequired(lazy_gettext("Write the point in one sentence.")),
            Length(max=MAX_POINT, message=TOO_LONG),
        ],
    )

    @property
    def saving(self) -> int:
        """The wording that the page showed."""
        return number_of(self.seen.data)


class WentForm(BaseForm):
    """Where a point went."""

    shown = ("destination", "blocks", "proposal", "reason")

    seen = HiddenField()
    destination = RadioField(
        lazy_gettext("Where did the point go?"),
        choices=options(
            {kind: label for kind, label in DESTINATIONS.items() if kind is not Destination.OPEN}
        ),
        validators=[DataRequired(lazy_gettext("Choose where the point went."))],
        validate_choice=False,
    )
    blocks = SelectMultipleField(
        lazy_gettext("Blocks of the draft"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,
    )
    proposal = StringField(
        lazy_gettext("Number of the proposal"), render_kw={"inputmode": "numeric", "autocomplete": "off"}
    )
    reason = TextAreaField(lazy_gettext("Reason"))

    @property
    def saving(self) -> int:
        """The answer that the page showed."""
        return number_of(self.seen.data)


class PlaceForm(BaseForm):
    """Where in the draft a proposal is made, and whether it rewords or adds."""

    kind = RadioField(
        lazy_gettext("What is proposed?"),
        choices=options(
            {
                ProposalKind.ADD.value: lazy_gettext("A new block after this one"),
                ProposalKind.REWORD.value: lazy_gettext("Other words for the block"),
            }
        ),
        default=ProposalKind.ADD.value,
    )
    block = SelectField(lazy_gettext("Block"), choices=[])


class PointProposalForm(BaseForm):
    """A proposal that comes of a point, in the voice of one of its workshops."""

    shown = ("voice", "text", "rationale")

    version = HiddenField()
    seen = HiddenField()
    voice = SelectField(lazy_gettext("In the name of"), choices=[])
    text = TextAreaField(
        lazy_gettext("Proposed text"), validators=[DataRequired(lazy_gettext("Write the proposed text."))]
    )
    rationale = TextAreaField(
        lazy_gettext("Reason"),
        validators=[DataRequired(lazy_gettext("Write a reason. One sentence is enough."))],
    )

    @property
    def saving(self) -> int:
        """The answer that the page showed."""
        return number_of(self.seen.data)
