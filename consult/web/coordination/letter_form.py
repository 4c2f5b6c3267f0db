"""The form for what stands around the statement."""

from flask_babel import lazy_gettext
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from consult.services.letters import MAX_PLACE
from consult.services.limits import MAX_NAME
from consult.web.coordination.setup_forms import TOO_LONG
from consult.web.forms import BaseForm
from consult.web.moments import DayField

SHORT = [Length(max=MAX_NAME, message=TOO_LONG)]


class LetterForm(BaseForm):
    """Parts of one or of many lines."""

    place = StringField(lazy_gettext("Place"), validators=[Length(max=MAX_PLACE, message=TOO_LONG)])
    main_points = TextAreaField(lazy_gettext("Main points of the statement"))
    closing = TextAreaField(lazy_gettext("Closing words"))
    annexes = TextAreaField(lazy_gettext("Annexes"))
    distribution = TextAreaField(lazy_gettext("Distribution"))
    for_information = TextAreaField(lazy_gettext("For information"))
    contacts = TextAreaField(lazy_gettext("Contact details"))
    answerer = StringField(lazy_gettext("Official name of the answerer"), validators=SHORT)
    recorder = StringField(lazy_gettext("Who records the answer"), validators=SHORT)
    contact = StringField(lazy_gettext("Contact details of the one responsible"), validators=SHORT)
    body = StringField(lazy_gettext("Name of the body that handled this"), validators=SHORT)
    handled_on = DayField(lazy_gettext("Day of handling"))
