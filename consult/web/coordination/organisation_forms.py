"""Forms for organisations: one of the register joins, or a new one is added."""

from flask_babel import lazy_gettext
from wtforms import EmailField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, Length

from consult.services.limits import MAX_NAME
from consult.services.organisations import MAX_SHORT
from consult.web.coordination.labels import LANGUAGES
from consult.web.coordination.setup_forms import TOO_LONG
from consult.web.forms import AtMost, BaseForm
from consult.web.members import ADDRESS_BYTES, NAME
from consult.web.options import options


class JoinForm(BaseForm):
    """An organisation that is in the register and does not take part yet."""

    organisation = SelectField(
        lazy_gettext("Organisation"),
        validators=[DataRequired(lazy_gettext("Choose an organisation."))],
    )


class OrganisationForm(BaseForm):
    """An organisation for the register."""

    name = StringField(
        lazy_gettext("Official name"),
        validators=[
            DataRequired(lazy_gettext("Write the organisation's official name.")),
            Length(max=MAX_NAME, message=TOO_LONG),
        ],
    )
    sector = StringField(lazy_gettext("Sector"), validators=[Length(max=MAX_SHORT, message=TOO_LONG)])
    municipality = StringField(
        lazy_gettext("Municipality"), validators=[Length(max=MAX_SHORT, message=TOO_LONG)]
    )
    language = RadioField(
        lazy_gettext("Language of the organisation"), choices=options(LANGUAGES), default="fi"
    )


class NewOrganisationForm(OrganisationForm):
    """The organisation with its first lead."""

    lead = StringField(lazy_gettext("Name of the lead"), validators=[Length(max=NAME, message=TOO_LONG)])
    email = EmailField(
        lazy_gettext("E-mail address of the lead"),
        validators=[AtMost(ADDRESS_BYTES)],
        render_kw={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"},
    )


class GroupForm(BaseForm):
    """A group by its name."""

    group = StringField(
        lazy_gettext("Name of the group"),
        validators=[
            DataRequired(lazy_gettext("Write a name for the group.")),
            Length(max=MAX_SHORT, message=TOO_LONG),
        ],
        render_kw={"autocomplete": "off"},
    )


class ListForm(GroupForm):
    """The changes that were seen, and the group under which the organisations of the list are kept."""

    seen = HiddenField()
