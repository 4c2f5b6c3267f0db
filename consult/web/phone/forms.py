"""The form of a note."""

import secrets

from flask_babel import lazy_gettext
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from consult.services.limits import MAX_NAME
from consult.services.notes import MAX_NOTE
from consult.web.coordination.setup_forms import TOO_LONG
from consult.web.forms import BaseForm


class NoteForm(BaseForm):
    """One note; `page` is the opened form, so that a second tap says nothing twice."""

    shown = ("text", "about", "organisation")

    page = HiddenField()
    text = TextAreaField(
        lazy_gettext("Your note"),
        validators=[
            DataRequired(lazy_gettext("Write a note first.")),
            Length(max=MAX_NOTE, message=TOO_LONG),
        ],
    )
    about = SelectField(lazy_gettext("What is it about?"), default="")
    organisation = StringField(
        lazy_gettext("Organisation"),
        validators=[Length(max=MAX_NAME, message=TOO_LONG)],
        render_kw={"autocomplete": "organization", "list": "organisations"},
    )

    @property
    def opened(self) -> str:
        """The opened form, by a name of bearable length."""
        return (self.page.data or "")[:40] or secrets.token_hex(20)
