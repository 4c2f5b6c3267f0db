"""Forms for signing in."""

from flask_babel import lazy_gettext
from wtforms import EmailField, HiddenField, StringField
from wtforms.validators import DataRequired

from consult.web.forms import AtMost, BaseForm

ADDRESS_BYTES = 254


class SignInForm(BaseForm):
    """The address that the mail goes to."""

    email = EmailField(
        lazy_gettext("E-mail address"),
        validators=[DataRequired(lazy_gettext("Write your e-mail address.")), AtMost(ADDRESS_BYTES)],
        render_kw={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"},
    )
    next = HiddenField()


class CodeForm(BaseForm):
    """The code from the mail, for those whose mail opens on another device."""

    code = StringField(
        lazy_gettext("Code from the mail"),
        validators=[DataRequired(lazy_gettext("Write the eight digits from the mail."))],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "size": "12"},
    )


class EmptyForm(BaseForm):
    """A button that does something: only the CSRF token."""
