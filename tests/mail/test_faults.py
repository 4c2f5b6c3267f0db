"""A mail server that fails in every way: nothing is lost, and a crash sends one copy more at most."""

import asyncio
import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import Engine, select

from consult.config import Config
from consult.db import reading_session, writing_session
from consult.mail import transport
from consult.mail.outbox import BATCH, deliver_due
from consult.mail.transport import choose_transport
from consult.models import OutboxMail, Person, Trouble
from consult.services.outbox import leave_unsent, queue_mail
from consult.services.sign_in import request_sign_in
from tests.factories import make_consultation
from tests.mail.conftest import Clock, Inbox

TIMEOUT = 0.2


class Dying(Inbox):
    """Takes the mail and then goes without a word, as often as told."""

    deaths = 1

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd calls it by this name
        """The mail is here, and the sender never hears of it."""
        answer = await super().handle_DATA(server, session, envelope)
        if self.deaths:
            self.deaths -= 1
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            await asyncio.sleep(0)
        return answer


class Choosy(Inbox):
    """Knows no recipient."""

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it by this name
        self, _server: SMTP, _session: Session, _envelope: Envelope, _address: str, _options: list[str]
    ) -> str:
        """Refuse whoever it is for."""
        return self.refusal


@pytest.fixture
def inbox(request: pytest.FixtureRequest) -> Inbox:
    """The kind of server that the test asks for."""
    kind = getattr(request, "param", Inbox)
    assert issubclass(kind, Inbox)
    return kind()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits ten seconds in a test."""
    monkeypatch.setattr(transport, "TIMEOUT", TIMEOUT)


@pytest.fixture
def queued(engine: Engine, person: Person, clock: Clock) -> None:
    """One mail that is due."""
    with writing_session(engine) as session:
        found = session.get_one(Person, person.id)
        consultation = make_consultation(session, found)
        params = {"consultation_id": consultation.id, "noun": "proposal", "number": 1, "text": "Kenelle?"}
        queue_mail(session, "question_asked", person=found, params=params, dedupe="q:1", now=clock.now)
        session.commit()


@pytest.fixture
def deliver(engine: Engine, clock: Clock) -> Callable[[Config], int]:
    """The worker looks once."""
    return lambda config: deliver_due(engine, config, choose_transport(config), clock=clock)


def row(engine: Engine) -> OutboxMail:
    """The one mail as it stands."""
    with reading_session(engine) as session:
        return session.scalars(select(OutboxMail)).one()


Deliver = Callable[[Config], int]


@pytest.mark.usefixtures("queued")
@pytest.mark.parametrize(
    "case", [("451 4.3.0 try later", Trouble.LATER), ("554 5.7.1 spam", Trouble.REFUSED)]
)
def test_what_the_server_answered_is_told_in_its_kind(
    engine: Engine, smtp_config: Config, inbox: Inbox, deliver: Deliver, case: tuple[str, Trouble]
) -> None:
    inbox.refusal = case[0]
    deliver(smtp_config)
    assert (row(engine).error, row(engine).trouble) == case


@pytest.mark.usefixtures("queued")
@pytest.mark.parametrize("inbox", [Choosy], indirect=True)
@pytest.mark.parametrize("case", [("450 greylisted", Trouble.LATER), ("550 no such user", Trouble.ADDRESS)])
def test_a_recipient_that_is_refused(
    engine: Engine, smtp_config: Config, inbox: Inbox, deliver: Deliver, case: tuple[str, Trouble]
) -> None:
    inbox.refusal = case[0]
    deliver(smtp_config)
    assert (row(engine).error, row(engine).trouble) == case


@pytest.mark.usefixtures("queued")
def test_a_server_that_is_not_there(engine: Engine, config: Config, clock: Clock, deliver: Deliver) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    deliver(replace(config, smtp_url=f"smtp://127.0.0.1:{port}"))
    assert row(engine).trouble is Trouble.UNREACHABLE
    assert row(engine).next_try_at == clock.now + timedelta(minutes=1)


@pytest.mark.usefixtures("queued")
def test_a_black_hole(engine: Engine, config: Config, clock: Clock, deliver: Deliver) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        deliver(replace(config, smtp_url=f"smtp://127.0.0.1:{silent.getsockname()[1]}"))
    assert row(engine).trouble is Trouble.SILENT
    assert row(engine).next_try_at == clock.now + timedelta(minutes=1)


@pytest.mark.usefixtures("queued")
@pytest.mark.parametrize("inbox", [Dying], indirect=True)
def test_a_server_that_dies_after_the_mail_gets_one_copy_under_the_same_id(
    engine: Engine, smtp_config: Config, inbox: Inbox, clock: Clock, deliver: Deliver
) -> None:
    deliver(smtp_config)
    assert row(engine).sent_at is None
    clock.tick(minutes=1)
    deliver(smtp_config)
    clock.tick(days=1)
    assert deliver(smtp_config) == 0
    first, second = inbox.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert row(engine).sent_at is not None


class Killed(BaseException):
    """What no handler catches: the process is gone."""


@pytest.mark.usefixtures("queued")
def test_a_worker_that_dies_after_the_mail_sends_one_copy_under_the_same_id(
    engine: Engine, smtp_config: Config, inbox: Inbox, clock: Clock, deliver: Deliver
) -> None:
    send = choose_transport(smtp_config)

    def send_and_die(message: EmailMessage, now: datetime) -> None:
        send(message, now)
        raise Killed

    with pytest.raises(Killed):
        deliver_due(engine, smtp_config, send_and_die, clock=clock)
    assert deliver(smtp_config) == 0
    clock.tick(minutes=5)
    assert deliver(smtp_config) == 1
    clock.tick(days=1)
    assert deliver(smtp_config) == 0
    first, second = inbox.mails
    assert first["Message-ID"] == second["Message-ID"]


def test_a_second_copy_of_a_sign_in_mail_opens_as_the_first_one_does(
    engine: Engine, smtp_config: Config, inbox: Inbox, clock: Clock, person: Person
) -> None:
    with writing_session(engine) as session:
        request_sign_in(session, person.email, language="fi", next_path="/", now=clock.now)
        session.commit()
    send = choose_transport(smtp_config)

    def send_and_forget(message: EmailMessage, now: datetime) -> None:
        send(message, now)
        raise ConnectionResetError

    deliver_due(engine, smtp_config, send_and_forget, clock=clock)
    clock.tick(minutes=1)
    deliver_due(engine, smtp_config, send, clock=clock)
    links = [
        next(word for word in str(mail.get_body(("plain",))).split() if "/sign-in/link/" in word)
        for mail in inbox.mails
    ]
    assert len(links) == 2
    assert links[0] == links[1]
    assert inbox.mails[0]["Message-ID"] == inbox.mails[1]["Message-ID"]


def test_a_slow_batch_is_never_sent_by_two_workers(
    engine: Engine, config: Config, clock: Clock, person: Person
) -> None:
    with writing_session(engine) as session:
        found = session.get_one(Person, person.id)
        consultation = make_consultation(session, found)
        for number in range(BATCH):
            params = {"consultation_id": consultation.id, "noun": "comment", "number": 1, "text": "Miksi?"}
            queue_mail(
                session, "question_asked", person=found, params=params, dedupe=f"q:{number}", now=clock.now
            )
        session.commit()
    sent: list[str] = []

    def note(message: EmailMessage, _now: datetime) -> None:
        sent.append(message["Message-ID"])

    def slowly(message: EmailMessage, now: datetime) -> None:
        note(message, now)
        clock.tick(minutes=1)
        deliver_due(engine, config, note, clock=clock)

    deliver_due(engine, config, slowly, clock=clock)
    assert len(sent) == len(set(sent)) == BATCH


def test_who_waits_at_the_screen_comes_first(
    engine: Engine, config: Config, clock: Clock, person: Person
) -> None:
    with writing_session(engine) as session:
        found = session.get_one(Person, person.id)
        consultation = make_consultation(session, found)
        for number in range(3):
            params = {"consultation_id": consultation.id, "noun": "comment", "number": 1, "text": "Miksi?"}
            queue_mail(
                session, "question_asked", person=found, params=params, dedupe=f"q:{number}", now=clock.now
            )
        request_sign_in(session, person.email, language="fi", next_path="/", now=clock.now)
        session.commit()
    subjects: list[str] = []
    deliver_due(engine, config, lambda message, _now: subjects.append(message["Subject"]), clock=clock)
    assert subjects[0] == "Kirjautumislinkkisi"


@pytest.mark.usefixtures("queued")
def test_what_was_left_unsent_while_it_waited_does_not_leave(
    engine: Engine, config: Config, clock: Clock, person: Person
) -> None:
    with writing_session(engine) as session:
        actor = session.get_one(Person, person.id)
        leave_unsent(session, session.scalars(select(OutboxMail)).one(), actor=actor, now=clock.now)
        session.commit()
    clock.tick(days=1)
    assert deliver_due(engine, config, choose_transport(config), clock=clock) == 0
    assert not config.mail_dir.exists()
