"""Where mails go: to an SMTP server, or without one into files for developers."""

import smtplib
import ssl
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from itertools import count
from secrets import token_hex
from urllib.parse import SplitResult, unquote, urlsplit

from consult.config import LOOPBACK_HOSTS, Config

Transport = Callable[[EmailMessage, datetime], None]

TIMEOUT = 10
_numbers = count()
PORTS = {"smtp": 25, "smtps": 465}


class UnsafeServer(Exception):
    """The server would hear a password in the clear."""


def choose_transport(config: Config) -> Transport:
    """SMTP when it is configured, else files in var/mail."""
    if config.smtp_url:
        return lambda message, _now: send(message, urlsplit(config.smtp_url))
    return lambda message, now: write_file(message, config, now)


def send(message: EmailMessage, server: SplitResult) -> None:
    """Hand one mail to the server within ten seconds, encrypted where the server can."""
    with connect(server) as client:
        if server.username:
            client.login(unquote(server.username), unquote(server.password or ""))
        client.send_message(message)


def connect(server: SplitResult) -> smtplib.SMTP:
    """TLS from the start for smtps, STARTTLS when it is offered, never a password in the clear."""
    host, port = server.hostname or "localhost", server.port or PORTS[server.scheme]
    secure = ssl.create_default_context()
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=secure)
    client = smtplib.SMTP(host, port, timeout=TIMEOUT)
    client.ehlo()
    if client.has_extn("starttls"):
        client.starttls(context=secure)
        client.ehlo()
    elif server.username and host not in LOOPBACK_HOSTS:
        client.close()
        raise UnsafeServer("The mail server offers no encryption, so the password was not sent.")
    return client


def write_file(message: EmailMessage, config: Config, now: datetime) -> None:
    """Write one mail where the mail page finds it; the name sorts by time."""
    config.mail_dir.mkdir(parents=True, exist_ok=True)
    name = f"{now:%Y%m%dT%H%M%S%f}-{next(_numbers):06d}-{token_hex(4)}.eml"
    path = config.mail_dir / name
    partial = path.with_suffix(".part")
    partial.write_bytes(message.as_bytes())
    partial.replace(path)
