"""Forms of one's own affairs."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, RadioField, StringField
from wtforms.validators import DataRequired, Length

from consult.models import MemberRole
from consult.web.coordination.labels import LANGUAGES, ROLES
from consult.web.forms import BaseForm
from consult.web.members import NAME, PersonFields
from consult.web.options import options


class AccountForm(BaseForm):
    """How the person is called and in which language they read."""

    name = StringField(
        lazy_gettext("Name"),
        validators=[
            DataRequired(lazy_gettext("Write your name.")),
            Length(max=NAME, message=lazy_gettext("This can be at most %(max)d characters.")),
        ],
        render_kw={"autocomplete": "name"},
    )
    language = RadioField(lazy_gettext("Language of pages and mails"), choices=options(LANGUAGES))


class InviteForm(PersonFields):
    """Somebody who joins the organisation; most are members."""

    role = RadioField(lazy_gettext("Role"), choices=options(ROLES), default=MemberRole.MEMBER.value)


class RoleForm(BaseForm):
    """What somebody is from now on."""

    role = RadioField(lazy_gettext("Role"), choices=options(ROLES))


class RemovalForm(BaseForm):
    """Being forgotten cannot be undone."""

    sure = BooleanField(
        lazy_gettext("I understand that this cannot be undone"),
        validators=[DataRequired(lazy_gettext("Confirm that you understand this."))],
    )
