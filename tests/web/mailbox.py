"""What a person finds in their mail, for tests: the worker's own code writes the files."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from flask import Flask

from consult.mail.outbox import deliver_due
from consult.mail.transport import choose_transport

LINK = re.compile(r"https?://\S+/sign-in/link/\S+")
CODE = re.compile(r"\b(\d{4}) (\d{4})\b")


def deliver(app: Flask) -> list[EmailMessage]:
    """Let the worker do its work; every mail there is so far, in order."""
    shell = app.extensions["consult"]
    while deliver_due(shell.engine, shell.config, choose_transport(shell.config), clock=shell.clock):
        pass
    paths = sorted(shell.config.mail_dir.glob("*.eml"))
    return [message_from_bytes(path.read_bytes(), policy=default) for path in paths]


def text_of(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link_in(mail: EmailMessage) -> str:
    """The path of the sign-in link of a mail."""
    found = LINK.search(text_of(mail))
    assert found, text_of(mail)
    return "/" + found.group().split("/", 3)[3]


def code_in(mail: EmailMessage) -> str:
    """The code of a mail, as it is printed."""
    found = CODE.search(text_of(mail))
    assert found, text_of(mail)
    return found.group()
