"""A person who wants to be forgotten: a pseudonym stays, and what the organisation said."""

import json
import re
from datetime import datetime
from typing import Any

from sqlalchemy import Text, cast, delete, func, or_, select, update
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import (
    Agency,
    Draft,
    Invitation,
    Membership,
    Organisation,
    OutboxMail,
    PendingFile,
    Person,
    RecordChange,
    Representation,
    SignedInSession,
    Token,
)
from consult.services.agencies import agencies_of
from consult.services.log import record


def require_erasable(session: Session, person: Person) -> None:
    """Somebody goes on administering, and somebody goes on coordinating every consultation."""
    others = select(func.count(Person.id)).where(
        Person.is_administrator, Person.id != person.id, Person.disabled_at.is_(None)
    )
    if person.is_administrator and not session.scalar(others):
        raise Invalid("You are the only administrator. Add another one first.")
    for consultation_id in _coordinated(session, person):
        if all(agency.person_id == person.id for agency in agencies_of(session, consultation_id)):
            raise Invalid(
                "You are the only agent of a consultation. Ask an administrator to appoint another."
            )


def erase_person(session: Session, person: Person, *, actor: Person, now: datetime) -> None:
    """Name and address go from everywhere; memberships and sessions end; what was sent stays."""
    require_erasable(session, person)
    address, pseudonym = person.email, f"removed-{person.id}@removed.invalid"
    _end(session, person, now)
    _forget_mails(session, person, pseudonym)
    _forget_words(session, [word for word in (address, person.name) if word])
    _forget_links(session, person, address)
    session.execute(
        update(Invitation)
        .where(Invitation.address == address)
        # Two invitations of one organisation to one address cannot be: the pseudonym is as unique as it was.
        .values(address=pseudonym, bounce_note="")
    )
    session.execute(update(Organisation).where(Organisation.email == address).values(email=""))
    for column in (RecordChange.old, RecordChange.new):
        session.execute(update(RecordChange).where(column == address).values({column: ""}))
    for model in (Draft, PendingFile):
        session.execute(delete(model).where(model.person_id == person.id))
    person.email, person.name, person.is_administrator = pseudonym, "", False
    person.disabled_at = now
    session.flush()
    record(session, "person.erased", actor=actor, now=now, subject="person", subject_id=person.id)


def _end(session: Session, person: Person, now: datetime) -> None:
    for model in (Membership, Agency, Representation):
        session.execute(
            update(model).where(model.person_id == person.id, model.ended_at.is_(None)).values(ended_at=now)
        )


def _coordinated(session: Session, person: Person) -> list[int]:
    return list(
        session.scalars(
            select(Agency.consultation_id).where(Agency.person_id == person.id, Agency.ended_at.is_(None))
        )
    )


def _forget_mails(session: Session, person: Person, pseudonym: str) -> None:
    """What has been sent keeps its time, what waits is dropped."""
    own = or_(OutboxMail.person_id == person.id, OutboxMail.address == person.email)
    digested = select(OutboxMail.digest_id).where(OutboxMail.digest_id.is_not(None))
    session.execute(
        delete(OutboxMail).where(own, OutboxMail.sent_at.is_(None), OutboxMail.id.not_in(digested))
    )
    session.execute(update(OutboxMail).where(own).values(address=pseudonym, params={}, error=""))


def _forget_words(session: Session, words: list[str]) -> None:
    """Where a mail to somebody else names the person, nothing stands instead."""
    written = [json.dumps(word)[1:-1] for word in words]
    params = cast(OutboxMail.params, Text)
    named = or_(*(params.contains(word, autoescape=True) for word in written))
    for mail in session.scalars(select(OutboxMail).where(named)):
        mail.params = _without(mail.params, words)
    told = or_(*(OutboxMail.error.contains(word, autoescape=True) for word in words))
    session.execute(update(OutboxMail).where(told).values(error=""))


def _without(value: Any, words: list[str]) -> Any:
    """Whole words only: the name of one person may begin the name of another, or of an organisation."""
    if isinstance(value, str):
        for word in words:
            value = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", "\u2013", value)
        return value
    if isinstance(value, dict):
        return {key: _without(found, words) for key, found in value.items()}
    return [_without(found, words) for found in value] if isinstance(value, list) else value


def _forget_links(session: Session, person: Person, address: str) -> None:
    invited = select(Invitation.id).where(Invitation.address == address)
    session.execute(delete(Token).where(or_(Token.person_id == person.id, Token.invitation_id.in_(invited))))
    session.execute(delete(SignedInSession).where(SignedInSession.person_id == person.id))
