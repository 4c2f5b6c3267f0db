"""Forms of the administrator."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import DataRequired

from consult.web.coordination.labels import LANGUAGES
from consult.web.forms import BaseForm
from consult.web.members import PersonFields
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
