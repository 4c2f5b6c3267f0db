"""People are added to an organisation by address, the same way by agents and by administrators."""

from flask_babel import lazy_gettext
from wtforms import EmailField, RadioField, StringField
from wtforms.validators import DataRequired, Length

from consult.models import MemberRole, Organisation, Person
from consult.services.memberships import add_member
from consult.services.people import add_person, find_person
from consult.web.coordination.labels import ROLES
from consult.web.current import now, person, session
from consult.web.forms import AtMost, BaseForm
from consult.web.options import options

ADDRESS_BYTES = 254
NAME = 200


class PersonFields(BaseForm):
    """Who is meant."""

    email = EmailField(
        lazy_gettext("E-mail address"),
        validators=[DataRequired(lazy_gettext("Write the person's e-mail address.")), AtMost(ADDRESS_BYTES)],
        render_kw={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"},
    )
    name = StringField(
        lazy_gettext("Name"),
        validators=[Length(max=NAME, message=lazy_gettext("This can be at most %(max)d characters."))],
        render_kw={"autocomplete": "off"},
    )


class MemberForm(PersonFields):
    """A person and the role in the organisation."""

    role = RadioField(lazy_gettext("Role"), choices=options(ROLES), default=MemberRole.LEAD.value)


def found_or_added(email: str, name: str, *, language: str = "fi") -> Person:
    """The person with this address, added when nobody has it."""
    known = find_person(session(), email)
    if known is not None:
        return known
    return add_person(session(), email=email, name=name, language=language, actor=person(), now=now())


def save_member(organisation: Organisation, form: MemberForm) -> Person:
    """Make the person of the form a member; the language of a new one is the organisation's."""
    member = found_or_added(form.email.data or "", form.name.data or "", language=organisation.language)
    add_member(session(), organisation, member, role=MemberRole(form.role.data), actor=person(), now=now())
    return member
