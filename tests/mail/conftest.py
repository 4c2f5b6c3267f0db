"""What mail tests start from: a database in a file, a person, and a mail server that answers as told."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import Engine

from consult.config import Config
from consult.db import Base, make_engine, writing_session
from consult.models import Person
from tests.factories import NOW, make_person


class Clock:
    """A clock that stands until a test moves it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        """The instant it shows."""
        return self.now

    def tick(self, **duration: float) -> None:
        """Let time pass."""
        self.now += timedelta(**duration)


class Inbox:
    """A real SMTP server's handler: keeps what it is given, or answers with `refusal`."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refusal = ""

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd calls it by this name
        """Take one mail, or refuse it."""
        if self.refusal:
            return self.refusal
        content = envelope.content
        assert isinstance(content, bytes)
        self.mails.append(message_from_bytes(content, policy=default))
        return "250 OK"


@pytest.fixture
def clock() -> Clock:
    """The worker's clock."""
    return Clock()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A database of its own."""
    found = make_engine(f"sqlite:///{tmp_path / 'mail.sqlite'}")
    Base.metadata.create_all(found)
    yield found
    found.dispose()


@pytest.fixture
def person(engine: Engine) -> Person:
    """The recipient."""
    with writing_session(engine) as session:
        found = make_person(session, "Anne Virtanen")
        session.commit()
    return found


@pytest.fixture
def inbox() -> Inbox:
    """What the server has taken."""
    return Inbox()


@pytest.fixture
def server(inbox: Inbox) -> Iterator[Controller]:
    """A mail server on a free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Mail goes into files."""
    return Config(
        secret_key="a test's secret of more than 32 bytes",
        database_url="sqlite://",
        environment="test",
        base_url="https://lausunto.example",
        var=tmp_path,
        mail_sender="lausunto@lausunto.example",
        contact="apua@lausunto.example",
    )


@pytest.fixture
def smtp_config(config: Config, server: Controller) -> Config:
    """Mail goes to the server."""
    return replace(config, smtp_url=f"smtp://127.0.0.1:{server.port}")
