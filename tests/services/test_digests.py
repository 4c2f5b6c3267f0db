"""News is gathered by the recipient's pace; the same event is in one digest only."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import MailPace, OutboxMail, Person, Trouble
from consult.services.digests import MAX_EVENTS, gather_digests, latest_slot
from consult.services.outbox import queue_mail
from tests.factories import NOW, make_consultation, make_person

ZONE = "Europe/Helsinki"
#: The morning after NOW, which is a Wednesday, and the next Monday, both at 7.00 in Helsinki.
MORNING = datetime(2027, 1, 21, 5, tzinfo=UTC)
MONDAY = datetime(2027, 1, 25, 5, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def reader(session: Session) -> Person:
    """Somebody who wants news once a day."""
    found = make_person(session)
    found.mail_pace = MailPace.DAILY
    return found


def tell(session: Session, person: Person, count: int = 1, template: str = "response") -> list[OutboxMail]:
    """Things that happen now."""
    known = len(session.scalars(select(OutboxMail.id)).all())
    params = {"consultation_id": make_consultation(session, person).id}
    mails = [
        queue_mail(session, template, person=person, params=params, dedupe=f"{known}:{n}", now=NOW)
        for n in range(count)
    ]
    return [mail for mail in mails if mail is not None]


def gather(session: Session, now: datetime) -> int:
    return gather_digests(session, now=now, zone=ZONE)


def digests(session: Session) -> list[OutboxMail]:
    return list(
        session.scalars(select(OutboxMail).where(OutboxMail.template == "digest").order_by(OutboxMail.id))
    )


@pytest.mark.parametrize(
    ("pace", "due"), [(MailPace.DAILY, MORNING), (MailPace.WEEKLY, MONDAY), (MailPace.AT_ONCE, NOW)]
)
def test_a_digest_leaves_in_its_morning_and_not_before(
    session: Session, reader: Person, pace: MailPace, due: datetime
) -> None:
    first, second = tell(session, reader, 2)
    reader.mail_pace = pace
    assert gather(session, due - SECOND) == 0
    assert gather(session, due) == 1
    (digest,) = digests(session)
    assert digest.params == {"mail_ids": [first.id, second.id]}
    assert first.digest_id == second.digest_id == digest.id
    assert gather(session, due + timedelta(days=30)) == 0


def test_what_happens_after_the_digest_is_in_the_next_one(session: Session, reader: Person) -> None:
    tell(session, reader)
    gather(session, MORNING)
    (late,) = tell(session, reader)
    late.created_at = MORNING + SECOND
    assert gather(session, MORNING + timedelta(hours=12)) == 0
    assert gather(session, MORNING + timedelta(days=1)) == 1
    assert digests(session)[1].params == {"mail_ids": [late.id]}


def test_each_person_gets_their_own(session: Session, reader: Person) -> None:
    other = make_person(session)
    other.mail_pace = MailPace.WEEKLY
    tell(session, other)
    tell(session, reader)
    assert gather(session, MORNING) == 1
    assert [digest.person_id for digest in digests(session)] == [reader.id]


def test_who_wants_no_news_any_more_gets_none(session: Session, reader: Person) -> None:
    (event,) = tell(session, reader)
    reader.mail_pace = MailPace.NEEDED
    assert gather(session, NOW) == 0
    assert (event.trouble, event.dropped_at) == (Trouble.UNWANTED, NOW)


def test_who_may_not_sign_in_any_more_gets_none(session: Session, reader: Person) -> None:
    (event,) = tell(session, reader)
    reader.disabled_at = NOW
    assert gather(session, MORNING) == 0
    assert event.dropped_at == MORNING


def test_very_much_news_is_several_digests(session: Session, reader: Person) -> None:
    tell(session, reader, MAX_EVENTS + 1)
    assert [gather(session, MORNING), gather(session, MORNING), gather(session, MORNING)] == [1, 1, 0]


@pytest.mark.parametrize(
    ("template", "pace", "fate"),
    [
        ("response", MailPace.AT_ONCE, "sent"),
        ("response", MailPace.DAILY, "held"),
        ("response", MailPace.WEEKLY, "held"),
        ("response", MailPace.NEEDED, "dropped"),
        ("answer_sent", MailPace.DAILY, "sent"),
        ("answer_sent", MailPace.NEEDED, "dropped"),
        ("question_asked", MailPace.NEEDED, "sent"),
        ("sign_in", MailPace.NEEDED, "sent"),
        ("of_another_kind", MailPace.NEEDED, "sent"),
    ],
)
def test_what_needs_an_answer_always_comes_at_once(
    session: Session, reader: Person, template: str, pace: MailPace, fate: str
) -> None:
    reader.mail_pace = pace
    (mail,) = tell(session, reader, template=template)
    assert (mail.waits_for_digest, mail.dropped_at is not None) == (fate == "held", fate == "dropped")


def test_mornings_follow_the_clock_of_the_zone_in_summer_too() -> None:
    july = datetime(2027, 7, 1, 12, tzinfo=UTC)
    assert latest_slot(MailPace.DAILY, now=july, zone=ZONE) == datetime(2027, 7, 1, 4, tzinfo=UTC)
