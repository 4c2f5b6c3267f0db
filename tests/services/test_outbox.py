"""A mail is queued once, in the transaction of its cause."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import OutboxMail, Person
from consult.services.outbox import queue_mail, queue_mail_to_stranger
from tests.factories import NOW


def test_a_mail_is_due_at_once_in_the_persons_language(session: Session, agent: Person) -> None:
    agent.language = "sv"
    mail = queue_mail(session, "response", person=agent, params={"n": 1}, dedupe="x:1", now=NOW)
    assert mail is not None
    assert (mail.address, mail.language, mail.params) == (agent.email, "sv", {"n": 1})
    assert (mail.next_try_at, mail.sent_at, mail.attempts) == (NOW, None, 0)


def test_the_same_event_is_told_once(session: Session, agent: Person) -> None:
    assert queue_mail(session, "response", person=agent, params={}, dedupe="x:1", now=NOW)
    assert queue_mail(session, "response", person=agent, params={}, dedupe="x:1", now=NOW) is None
    assert queue_mail(session, "response", person=agent, params={}, dedupe="x:2", now=NOW)
    assert len(session.scalars(select(OutboxMail)).all()) == 2


def test_a_stranger_has_an_address_and_no_person(session: Session) -> None:
    mail = queue_mail_to_stranger(
        session, "sign_in_unknown", address="a@example.test", language="en", params={}, dedupe="x", now=NOW
    )
    assert mail is not None
    assert (mail.address, mail.person_id, mail.language) == ("a@example.test", None, "en")
