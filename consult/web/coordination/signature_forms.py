"""Forms for approving a version."""

from flask_babel import lazy_gettext
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from consult.services.limits import MAX_NAME
from consult.web.coordination.round_forms import WRITE_DAY
from consult.web.coordination.setup_forms import TOO_LONG
from consult.web.forms import BaseForm
from consult.web.moments import DayField


class ApprovalForm(BaseForm):
    """Which body approved the version for signing, and when."""

    body = StringField(
        lazy_gettext("Who approved the text?"),
        validators=[
            DataRequired(lazy_gettext("Write who approved the text.")),
            Length(max=MAX_NAME, message=TOO_LONG),
        ],
    )
    approved_on = DayField(lazy_gettext("Approved on"), validators=[DataRequired(WRITE_DAY)])
    note = TextAreaField(lazy_gettext("Note"))
