"""The outbox: every mail leaves once, is tried again when it cannot, and is given up at last."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, select

from consult.config import Config
from consult.db import reading_session, writing_session
from consult.mail.outbox import BACKOFF, BATCH, MAX_ATTEMPTS, Claim, claim_due, deliver_due
from consult.mail.transport import choose_transport
from consult.models import OutboxMail, Person
from consult.services.outbox import queue_mail
from consult.services.sign_in import request_sign_in
from tests.factories import make_consultation
from tests.mail.conftest import Clock, Inbox

Deliver = Callable[[], int]


@pytest.fixture
def deliver(engine: Engine, smtp_config: Config, clock: Clock) -> Deliver:
    """The worker looks once."""
    return lambda: deliver_due(engine, smtp_config, choose_transport(smtp_config), clock=clock)


@pytest.fixture
def queue(engine: Engine, person: Person, clock: Clock) -> Callable[[int], None]:
    """Mails that are due now."""

    def queue_many(count: int) -> None:
        with writing_session(engine) as session:
            found = session.get_one(Person, person.id)
            consultation = make_consultation(session, found)
            for number in range(count):
                params = {
                    "consultation_id": consultation.id,
                    "noun": "proposal",
                    "number": number,
                    "text": "Kenelle?",
                }
                queue_mail(
                    session,
                    "question_asked",
                    person=found,
                    params=params,
                    dedupe=f"q:{number}",
                    now=clock.now,
                )
            session.commit()

    return queue_many


@pytest.fixture
def queued(queue: Callable[[int], None], inbox: Inbox) -> Inbox:
    """Where the one mail that is queued will arrive."""
    queue(1)
    return inbox


def row(engine: Engine) -> OutboxMail:
    """The one mail as it stands."""
    with reading_session(engine) as session:
        return session.scalars(select(OutboxMail)).one()


def test_a_mail_leaves_once(
    engine: Engine, deliver: Deliver, queue: Callable[[int], None], inbox: Inbox, clock: Clock
) -> None:
    queue(1)
    assert [deliver(), deliver()] == [1, 0]
    clock.tick(days=30)
    assert deliver() == 0
    assert len(inbox.mails) == 1
    assert row(engine).sent_at == clock.now - timedelta(days=30)


def test_what_is_not_due_waits(
    engine: Engine, deliver: Deliver, queue: Callable[[int], None], clock: Clock
) -> None:
    queue(1)
    clock.tick(seconds=-1)
    assert deliver() == 0


def test_all_of_many_leave(deliver: Deliver, queue: Callable[[int], None], inbox: Inbox) -> None:
    queue(BATCH + 5)
    assert [deliver(), deliver(), deliver()] == [BATCH, 5, 0]
    assert len({mail["Message-ID"] for mail in inbox.mails}) == BATCH + 5


@pytest.mark.parametrize("refusal", ["451 try later", "550 no such mailbox"])
def test_a_refused_mail_is_tried_again_later_and_later(
    engine: Engine, deliver: Deliver, queued: Inbox, clock: Clock, refusal: str
) -> None:
    queued.refusal = refusal
    waits = []
    while deliver():
        mail = row(engine)
        if mail.failed_at is not None:
            break
        waits.append((mail.next_try_at - clock.now) / timedelta(minutes=1))
        clock.now = mail.next_try_at - timedelta(seconds=1)
        assert deliver() == 0
        clock.tick(seconds=1)
    assert waits == [*BACKOFF, *[BACKOFF[-1]] * (MAX_ATTEMPTS - 1 - len(BACKOFF))]
    assert (mail.attempts, mail.failed_at, mail.sent_at) == (MAX_ATTEMPTS, clock.now, None)
    assert refusal[:3] in mail.error


def test_it_is_sent_once_the_server_takes_it(
    engine: Engine, deliver: Deliver, queue: Callable[[int], None], inbox: Inbox, clock: Clock
) -> None:
    queue(1)
    inbox.refusal = "451 try later"
    deliver()
    inbox.refusal = ""
    clock.tick(minutes=1)
    assert deliver() == 1
    assert len(inbox.mails) == 1
    assert (row(engine).error, row(engine).attempts) == ("", 2)


def test_a_server_that_is_not_there_is_waited_for(
    engine: Engine, config: Config, queue: Callable[[int], None], clock: Clock
) -> None:
    queue(1)

    def nobody(_message: EmailMessage, _now: datetime) -> None:
        raise ConnectionRefusedError

    assert deliver_due(engine, config, nobody, clock=clock) == 1
    assert row(engine).next_try_at == clock.now + timedelta(minutes=1)


def test_one_bad_mail_does_not_stop_the_others(
    engine: Engine, deliver: Deliver, queue: Callable[[int], None], inbox: Inbox
) -> None:
    queue(3)
    with writing_session(engine) as session:
        session.scalars(select(OutboxMail).limit(1)).one().template = "no_such_template"
        session.commit()
    assert deliver() == 3
    assert len(inbox.mails) == 2


def test_a_worker_that_died_gives_its_mails_back(
    engine: Engine, deliver: Deliver, queue: Callable[[int], None], inbox: Inbox, clock: Clock
) -> None:
    queue(1)
    assert len(claim_due(engine, now=clock.now)) == 1
    assert deliver() == 0
    clock.tick(minutes=5)
    assert deliver() == 1
    assert len(inbox.mails) == 1


def test_two_workers_never_take_the_same_mail(
    engine: Engine, queue: Callable[[int], None], clock: Clock
) -> None:
    queue(BATCH * 3)
    taken: list[Claim] = []
    barrier = Barrier(3)

    def take() -> None:
        barrier.wait()
        taken.extend(claim_due(engine, now=clock.now))

    threads = [Thread(target=take) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == BATCH * 3


def test_a_sign_in_mail_that_was_overtaken_is_not_sent(
    engine: Engine, deliver: Deliver, person: Person, inbox: Inbox, clock: Clock
) -> None:
    with writing_session(engine) as session:
        for _ in range(2):
            request_sign_in(session, person.email, language="fi", next_path="/", now=clock.now)
        session.commit()
    deliver()
    assert len(inbox.mails) == 1
    with reading_session(engine) as session:
        older, newer = session.scalars(select(OutboxMail).order_by(OutboxMail.id))
    assert (older.failed_at, older.sent_at) == (clock.now, None)
    assert (newer.failed_at, newer.sent_at) == (None, clock.now)


def test_a_later_try_of_a_sign_in_mail_is_good_for_its_own_ten_minutes(
    engine: Engine, deliver: Deliver, person: Person, inbox: Inbox, clock: Clock
) -> None:
    with writing_session(engine) as session:
        request_sign_in(session, person.email, language="fi", next_path="/", now=clock.now)
        session.commit()
    inbox.refusal = "451 try later"
    deliver()
    inbox.refusal = ""
    clock.tick(minutes=20)
    deliver()
    body = inbox.mails[0].get_body(("plain",))
    assert body is not None
    assert "kello 10.12 asti" in body.get_content()
    assert row(engine).params.keys() == {"token_id"}
