"""People are found and added by their address, which is kept in one normal form."""

import unicodedata
from datetime import datetime

from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Person
from consult.services.log import record

LANGUAGES = ("fi", "sv", "en")

# example.invalid reaches nobody, and examples and practice lists are full of it; the library's own list says
# what is refused and is meant to be shortened.
if "invalid" in SPECIAL_USE_DOMAIN_NAMES:
    SPECIAL_USE_DOMAIN_NAMES.remove("invalid")


def normal_address(text: str) -> str:
    """The form an address is stored and looked up in; what is no address is refused.

    Only ASCII: a Cyrillic letter in somebody's name would be another person who looks the same.
    """
    try:
        checked = validate_email(
            unicodedata.normalize("NFC", text).strip(),
            check_deliverability=False,
            allow_smtputf8=False,
            test_environment=True,
        )
    except EmailNotValidError as error:
        raise Invalid("Check the e-mail address. It looks like name@example.org.", field="email") from error
    return (checked.ascii_email or checked.normalized).lower()


def find_person(session: Session, address: str) -> Person | None:
    """The person with this address who may sign in, or None."""
    statement = select(Person).where(Person.email == normal_address(address), Person.disabled_at.is_(None))
    return session.scalars(statement).one_or_none()


def add_person(
    session: Session,
    *,
    email: str,
    name: str,
    now: datetime,
    actor: Person | None = None,
    language: str = "fi",
    is_administrator: bool = False,
) -> Person:
    """A new person; an address that is taken is refused."""
    address = normal_address(email)
    if session.scalar(select(Person.id).where(Person.email == address)) is not None:
        raise Invalid("There is already a person with the address %(email)s.", field="email", email=address)
    if language not in LANGUAGES:
        raise Invalid("Choose one of the languages.", field="language")
    person = Person(
        email=address, name=name, language=language, is_administrator=is_administrator, created_at=now
    )
    session.add(person)
    session.flush()
    record(session, "person.added", actor=actor, now=now, subject="person", subject_id=person.id)
    return person


def choose_language(session: Session, person: Person, language: str, *, now: datetime) -> None:
    """The language a person reads pages and mails in."""
    if language not in LANGUAGES:
        raise Invalid("Choose one of the languages.", field="language")
    if person.language != language:
        person.language = language
        record(session, "person.language", actor=person, now=now, subject="person", subject_id=person.id)
    session.flush()


def change_person(session: Session, person: Person, *, name: str, language: str, now: datetime) -> None:
    """How somebody is called, and the language they read, by their own word."""
    choose_language(session, person, language, now=now)
    if person.name != name:
        person.name = name
        record(session, "person.named", actor=person, now=now, subject="person", subject_id=person.id)
    session.flush()
