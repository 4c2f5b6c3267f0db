"""The form in which a lead signs, and the one that takes an answer back."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from consult.models import SIGNING, EndorsementChoice
from consult.services.endorsements import Seen, Stand
from consult.services.limits import MAX_NAME
from consult.web.answering.forms import VoiceForm
from consult.web.coordination.setup_forms import TOO_LONG
from consult.web.moments import DayField
from consult.web.options import options
from consult.web.wording import gettext

CHOICES = {
    EndorsementChoice.SIGNED: lazy_gettext("We sign"),
    EndorsementChoice.DISSENT: lazy_gettext("We sign, with a dissenting view"),
    EndorsementChoice.DECLINED: lazy_gettext("We do not sign"),
}
#: What is kept while the lead signs in again.
TYPED = ("choice", "dissent", "signatory", "title", "body", "handled_on", "voice")
MAX_DIGITS = 9


class StandingForm(VoiceForm):
    """In whose name, and which answer stood when the page was opened."""

    standing = HiddenField()

    @property
    def stood(self) -> int:
        """The id of that answer; 0 for none, -1 for what cannot be one."""
        given = self.standing.data or "0"
        is_number = given.isascii() and given.isdigit() and len(given) <= MAX_DIGITS
        return int(given) if is_number else -1


class SignForm(StandingForm):
    """What the organisation answers, who answers it, and the text they had before them."""

    shown = ("choice", "dissent", "signatory", "title", "body", "handled_on", "consent")

    choice = RadioField(
        lazy_gettext("Does your organisation sign the statement?"),
        choices=options(CHOICES),
        validators=[DataRequired(lazy_gettext("Choose one of the three."))],
    )
    dissent = TextAreaField(lazy_gettext("Dissenting view"))
    signatory = StringField(
        lazy_gettext("Name"),
        validators=[
            DataRequired(lazy_gettext("Write the name of the one who signs.")),
            Length(max=MAX_NAME, message=TOO_LONG),
        ],
        render_kw={"autocomplete": "name"},
    )
    title = StringField(
        lazy_gettext("Position in the organisation"),
        validators=[
            DataRequired(lazy_gettext("Write the position of the one who signs.")),
            Length(max=MAX_NAME, message=TOO_LONG),
        ],
        render_kw={"autocomplete": "organization-title"},
    )
    body = StringField(
        lazy_gettext("Which body handled this?"),
        validators=[
            DataRequired(lazy_gettext("Write which body of the organisation handled this.")),
            Length(max=MAX_NAME, message=TOO_LONG),
        ],
    )
    handled_on = DayField(
        lazy_gettext("On which day?"),
        validators=[DataRequired(lazy_gettext("Write the day on which this was handled."))],
    )
    consent = BooleanField(lazy_gettext("These may be published in the statement"))
    seen = HiddenField()

    def validate_dissent(self, field: TextAreaField) -> None:
        """A dissenting view goes with its choice, and only with it."""
        if self.choice.data == EndorsementChoice.DISSENT and not field.data:
            raise ValidationError(gettext("Write what your organisation sees differently."))
        if self.choice.data != EndorsementChoice.DISSENT and field.data:
            raise ValidationError(
                gettext("You wrote a dissenting view. Choose to sign with it, or remove the text.")
            )

    def validate_consent(self, field: BooleanField) -> None:
        """Who signs is published, so it is agreed to."""
        if self.choice.data in SIGNING and not field.data:
            raise ValidationError(gettext("Confirm that the names may be published, or choose not to sign."))

    @property
    def stand(self) -> Stand:
        """What was answered."""
        return Stand(
            EndorsementChoice(self.choice.data),
            self.signatory.data or "",
            self.title.data or "",
            self.body.data or "",
            self.handled_on.day,
            self.dissent.data or "",
        )

    @property
    def before_eyes(self) -> Seen:
        """What the page had shown."""
        return Seen(self.seen.data or "", self.stood)
