"""What the register says of an organisation, in words that can be brought in again from a table."""

from flask_babel import lazy_gettext

from consult.models import ContactChannel, Organisation, OrganisationKind
from consult.services.organisations import FIELDS
from consult.web.coordination.labels import LANGUAGES

KINDS = {
    OrganisationKind.NATIONAL: lazy_gettext("National"),
    OrganisationKind.REGIONAL: lazy_gettext("Regional"),
    OrganisationKind.LOCAL: lazy_gettext("Local"),
    OrganisationKind.OTHER: lazy_gettext("Other"),
}
CHANNELS = {
    ContactChannel.WEB: lazy_gettext("Web"),
    ContactChannel.MAIL: lazy_gettext("E-mail"),
    ContactChannel.PHONE: lazy_gettext("Phone"),
    ContactChannel.PAPER: lazy_gettext("Paper"),
    ContactChannel.WORD: lazy_gettext("Word file"),
    ContactChannel.EVENT: lazy_gettext("Workshop"),
}
HEADINGS = {
    "name": lazy_gettext("Official name"),
    "business_id": lazy_gettext("Business id"),
    "kind": lazy_gettext("Level"),
    "sector": lazy_gettext("Sector"),
    "municipality": lazy_gettext("Municipality"),
    "sub_region": lazy_gettext("Sub-region"),
    "language": lazy_gettext("Language"),
    "channel": lazy_gettext("Contact channel"),
    "email": lazy_gettext("E-mail"),
}


def value_words(field: str, value: object) -> str:
    """A value of the register as one reads it."""
    if value in (None, ""):
        return ""
    labels = {"kind": KINDS, "channel": CHANNELS, "language": LANGUAGES}.get(field)
    return str(value if labels is None else labels[value])  # type: ignore[index]  # the field says which codes


def told(organisation: Organisation) -> list[tuple[str, str]]:
    """What is known besides the name: heading and words."""
    said = [(str(HEADINGS[field]), value_words(field, getattr(organisation, field))) for field in FIELDS[1:]]
    return [(heading, words) for heading, words in said if words]
