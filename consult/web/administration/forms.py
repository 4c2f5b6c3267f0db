"""Forms of the administrator."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, EmailField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, Length

from consult.services.organisations import MAX_SHORT
from consult.web.administration.labels import CHANNELS, KINDS
from consult.web.coordination.labels import LANGUAGES
from consult.web.coordination.organisation_forms import OrganisationForm
from consult.web.coordination.setup_forms import TOO_LONG
from consult.web.forms import AtMost, BaseForm
from consult.web.members import ADDRESS_BYTES, PersonFields
from consult.web.options import options


class PersonForm(PersonFields):
    """Somebody new."""

    language = RadioField(
        lazy_gettext("Language of pages and mails"), choices=options(LANGUAGES), default="fi"
    )
    is_administrator = BooleanField(lazy_gettext("Administrator of the site"))


class AgentForm(BaseForm):
    """A consultation that a person coordinates from now on."""

    consultation = SelectField(
        lazy_gettext("Consultation"),
        validators=[DataRequired(lazy_gettext("Choose a consultation."))],
    )


class DetailsForm(OrganisationForm):
    """Everything that the register says about an organisation."""

    shown = ("name", "business_id", "kind", "sector", "municipality", "sub_region", "language", "channel")

    business_id = StringField(lazy_gettext("Business id"), render_kw={"autocomplete": "off"})
    kind = SelectField(
        lazy_gettext("Level"), choices=options({"": lazy_gettext("Not known"), **KINDS}), default=""
    )
    sub_region = StringField(lazy_gettext("Sub-region"), validators=[Length(max=MAX_SHORT, message=TOO_LONG)])
    channel = SelectField(
        lazy_gettext("Contact channel"),
        choices=options({"": lazy_gettext("Not known"), **CHANNELS}),
        default="",
    )
    email = EmailField(
        lazy_gettext("E-mail address of the organisation"),
        validators=[AtMost(ADDRESS_BYTES)],
        render_kw={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"},
    )


class TableForm(BaseForm):
    """A table of organisations."""

    file = FileField(
        lazy_gettext("File"),
        validators=[FileRequired(lazy_gettext("Choose a file."))],
        render_kw={"accept": ".csv,.xlsx"},
    )


class SeenForm(BaseForm):
    """The changes that were seen are the ones that are made."""

    seen = HiddenField()
