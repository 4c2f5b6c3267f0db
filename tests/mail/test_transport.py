"""Where mails go."""

import socket
import ssl
from dataclasses import replace
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller

from consult.config import Config
from consult.mail import transport
from consult.mail.transport import choose_transport, connect, write_file
from tests.factories import NOW
from tests.mail.conftest import Inbox


@pytest.fixture
def message() -> EmailMessage:
    """A small mail."""
    found = EmailMessage()
    found["From"] = "lausunto@lausunto.example"
    found["To"] = "anne@example.test"
    found["Subject"] = "Äänestä"
    found["Message-ID"] = "<1@lausunto.example>"
    found.set_content("Hyvää päivää")
    return found


def test_a_server_gets_the_whole_mail(smtp_config: Config, message: EmailMessage, inbox: Inbox) -> None:
    choose_transport(smtp_config)(message, NOW)
    (taken,) = inbox.mails
    assert (taken["Subject"], taken["To"]) == ("Äänestä", "anne@example.test")
    body = taken.get_body(("plain",))
    assert body is not None
    assert body.get_content().strip() == "Hyvää päivää"


def test_without_a_server_it_is_a_file(config: Config, message: EmailMessage) -> None:
    choose_transport(config)(message, NOW)
    (path,) = config.mail_dir.iterdir()
    assert path.suffix == ".eml"
    assert b"Message-ID: <1@lausunto.example>" in path.read_bytes()


def test_files_are_in_the_order_of_time(config: Config, message: EmailMessage) -> None:
    for second in (3, 1, 2):
        write_file(message, config, NOW.replace(second=second))
    names = [path.name for path in sorted(config.mail_dir.iterdir())]
    assert [name[13:15] for name in names] == ["01", "02", "03"]


def test_a_password_is_not_sent_in_the_clear(
    server: Controller, smtp_config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "LOOPBACK_HOSTS", frozenset())
    url = smtp_config.smtp_url.replace("smtp://", "smtp://user:password@")
    with pytest.raises(transport.UnsafeServer):
        connect(urlsplit(url))


def test_a_server_that_is_silent_is_left_after_ten_seconds(
    smtp_config: Config, message: EmailMessage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert transport.TIMEOUT == 10
    monkeypatch.setattr(transport, "TIMEOUT", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        config = replace(smtp_config, smtp_url=f"smtp://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(OSError, match="timed out"):
            choose_transport(config)(message, NOW)


def test_smtps_begins_with_tls(smtp_config: Config) -> None:
    with pytest.raises(ssl.SSLError):
        connect(urlsplit(smtp_config.smtp_url.replace("smtp://", "smtps://")))


def test_files_of_one_instant_are_in_the_order_of_writing(config: Config, message: EmailMessage) -> None:
    for number in range(5):
        message.replace_header("Subject", str(number))
        write_file(message, config, NOW)
    paths = sorted(config.mail_dir.iterdir())
    assert [b"Subject: %d" % n in path.read_bytes() for n, path in enumerate(paths)] == [True] * 5
