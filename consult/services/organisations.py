"""Organisations: official names, each once, and what the register knows about them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import ContactChannel, Organisation, OrganisationKind, Person
from consult.services.business_id import normal_business_id
from consult.services.limits import require_length
from consult.services.log import record
from consult.services.memberships import add_member
from consult.services.organisation_names import identity_key, mixed_words, search_words, sorting_key
from consult.services.people import LANGUAGES, normal_address
from consult.services.record_changes import note_changes
from consult.services.voice_names import rename_voices

__all__ = ["Details", "add_member", "add_organisation", "change_organisation", "identity_key"]

MAX_SHORT = 100


@dataclass(frozen=True)
class Details:
    """What the register says about one organisation."""

    name: str
    business_id: str = ""
    kind: OrganisationKind | None = None
    sector: str = ""
    municipality: str = ""
    sub_region: str = ""
    language: str = "fi"
    channel: ContactChannel | None = None
    email: str = ""


FIELDS = tuple(field.name for field in fields(Details))


def add_organisation(
    session: Session,
    name: str,
    *,
    now: datetime,
    actor: Person | None = None,
    business_id: str = "",
    kind: OrganisationKind | None = None,
    sector: str = "",
    municipality: str = "",
    sub_region: str = "",
    language: str = "fi",
    channel: ContactChannel | None = None,
    email: str = "",
) -> Organisation:
    """An official name is unique, whatever its capitals, spaces, dashes and lookalike letters."""
    details = checked(
        Details(name, business_id, kind, sector, municipality, sub_region, language, channel, email)
    )
    require_free(session, details.name)
    organisation = Organisation(created_at=now)
    write_details(organisation, details)
    try:
        with session.begin_nested():
            session.add(organisation)
    except IntegrityError as error:
        raise _taken() from error
    record(
        session,
        "organisation.added",
        actor=actor,
        now=now,
        subject="organisation",
        subject_id=organisation.id,
    )
    return organisation


def change_organisation(
    session: Session, organisation: Organisation, details: Details, *, actor: Person | None, now: datetime
) -> tuple[str, ...]:
    """What the register says from now on; the names of the fields that changed."""
    details = checked(details)
    fields = differences(organisation, details)
    changed = tuple(fields)
    if not changed:
        return ()
    if identity_key(details.name) != organisation.identity:
        require_free(session, details.name)
    write_details(organisation, details)
    session.flush()
    if "name" in fields:
        rename_voices(session, organisation)
    note_changes(session, [(organisation, fields)], actor=actor, now=now)
    record(
        session,
        "organisation.changed",
        actor=actor,
        now=now,
        subject="organisation",
        subject_id=organisation.id,
        fields=list(changed),
    )
    return changed


def checked(details: Details) -> Details:
    """The details in the form in which they are kept; what cannot be is refused by its field."""
    return Details(**{field: checked_field(field, getattr(details, field)) for field in FIELDS})


def checked_field(field: str, value: Any) -> Any:
    """One of the details in the form in which it is kept."""
    match field:
        case "name":
            return _checked_name(value)
        case "business_id":
            return normal_business_id(value)
        case "email":
            return normal_address(value) if value else ""
        case "language" if value not in LANGUAGES:
            raise Invalid("Choose one of the languages.", field=field)
        case "sector" | "municipality" | "sub_region":
            require_length(value, field=field, limit=MAX_SHORT)
    return value


def _checked_name(name: str) -> str:
    key = identity_key(name)
    if not key:
        raise Invalid("Write the organisation's official name.", field="name")
    require_length(max(name, key, key=len), field="name")
    mixed = mixed_words(name)
    if mixed:
        raise Invalid(
            "The word %(word)s mixes letters of two alphabets. Type the name again.",
            field="name",
            word=mixed[0],
        )
    return name


def details_of(organisation: Organisation) -> Details:
    """What the register says now."""
    return Details(**{field: getattr(organisation, field) for field in FIELDS})


def differences(organisation: Organisation, details: Details) -> Mapping[str, tuple[object, object]]:
    """The fields that would change, each with what stands now and what would."""
    now = details_of(organisation)
    return {
        field: (getattr(now, field), getattr(details, field))
        for field in FIELDS
        if getattr(now, field) != getattr(details, field)
    }


def write_details(organisation: Organisation, details: Details) -> None:
    """Details and everything that follows from them."""
    for column, value in columns_of(details).items():
        setattr(organisation, column, value)


def columns_of(details: Details) -> dict[str, Any]:
    """The values of the columns that hold the details and what follows from them."""
    return {
        **{field: getattr(details, field) for field in FIELDS},
        "identity": identity_key(details.name),
        "searched_as": search_words(
            details.name, details.sector, details.municipality, details.sub_region, details.business_id
        ),
        "sorted_as": sorting_key(details.name),
    }


def require_free(session: Session, name: str) -> None:
    """Nobody else has the name in any spelling."""
    if session.scalar(select(Organisation.id).where(Organisation.identity == identity_key(name))) is not None:
        raise _taken()


def _taken() -> Invalid:
    return Invalid("There is already an organisation with this name.", field="name")
