"""Forms for signing in."""

import re

from flask_babel import gettext, lazy_gettext
from wtforms import EmailField, Field, Form, HiddenField, StringField
from wtforms.validators import DataRequired, ValidationError

from consult.web.forms import AtMost, BaseForm

ADDRESS_BYTES = 254
CODE = re.compile(r"\d{8}", re.ASCII)


class SignInForm(BaseForm):
    """The address that the mail goes to."""

    email = EmailField(
        lazy_gettext("E-mail address"),
        validators=[DataRequired(lazy_gettext("Write your e-mail address.")), AtMost(ADDRESS_BYTES)],
        render_kw={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"},
    )
    next = HiddenField()


def eight_digits(_form: Form, field: Field) -> None:
    """A code with digits missing is no try: it is said what a code looks like."""
    if not CODE.fullmatch("".join((field.data or "").split())):
        raise ValidationError(gettext("The code has eight digits. Write all of them from the newest mail."))


class CodeForm(BaseForm):
    """The code from the mail, for those whose mail opens on another device."""

    code = StringField(
        lazy_gettext("Code from the mail"),
        validators=[DataRequired(lazy_gettext("Write the eight digits from the mail.")), eight_digits],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "size": "12"},
    )


class InvitationCodeForm(CodeForm):
    """The code of an invitation counts only with the address that it was sent to."""

    email = EmailField(
        lazy_gettext("E-mail address"),
        validators=[DataRequired(lazy_gettext("Write your e-mail address.")), AtMost(ADDRESS_BYTES)],
        render_kw={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"},
    )


class AgainForm(BaseForm):
    """Where to go on after showing who one is."""

    next = HiddenField()


class EmptyForm(BaseForm):
    """A button that does something: only the CSRF token."""
