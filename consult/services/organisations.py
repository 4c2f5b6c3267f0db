"""Organisations: official names, each once."""

import unicodedata
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Organisation, Person
from consult.services.limits import require_length
from consult.services.log import record
from consult.services.memberships import add_member
from consult.services.people import LANGUAGES

__all__ = ["add_member", "add_organisation"]

DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
MAX_SHORT = 100


def add_organisation(
    session: Session,
    name: str,
    *,
    now: datetime,
    actor: Person | None = None,
    sector: str = "",
    municipality: str = "",
    language: str = "fi",
) -> Organisation:
    """An organisation's official name is unique, whatever its capitals, spaces and dashes."""
    if not name:
        raise Invalid("Write the organisation's official name.", field="name")
    require_length(name, field="name")
    require_length(sector, field="sector", limit=MAX_SHORT)
    require_length(municipality, field="municipality", limit=MAX_SHORT)
    if language not in LANGUAGES:
        raise Invalid("Choose one of the languages.", field="language")
    if identity_key(name) in {identity_key(known) for known in session.scalars(select(Organisation.name))}:
        raise Invalid("There is already an organisation with this name.", field="name")
    organisation = Organisation(
        name=name, sector=sector, municipality=municipality, language=language, created_at=now
    )
    session.add(organisation)
    session.flush()
    record(
        session,
        "organisation.added",
        actor=actor,
        now=now,
        subject="organisation",
        subject_id=organisation.id,
    )
    return organisation


def identity_key(name: str) -> str:
    """What two spellings of one name have in common.

    >>> identity_key("Kylän  Tuki\u2011yhdistys RY") == identity_key("kylän tuki-yhdistys ry")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name.translate(DASHES)).casefold().split())
