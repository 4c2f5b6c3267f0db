"""From an outbox row to a mail: subject, text, and the same text as small HTML."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from consult.config import Config
from consult.mail.templates import mail_environment
from consult.models import Consultation, OutboxMail, Person, Round
from consult.services.sign_in import mint_secrets


class Overtaken(Exception):
    """The mail is not worth sending any more: a newer one has taken its place."""


@dataclass(frozen=True)
class Words:
    """What a mail says."""

    subject: str
    text: str
    html: str


def render_mail(session: Session, mail: OutboxMail, config: Config, *, now: datetime) -> EmailMessage:
    """The mail as it leaves; a sign-in mail gets its secrets here, and only here."""
    context = _context(session, mail, config, now=now)
    words = write_words(mail.template, mail.language, config, context)
    message = EmailMessage()
    message["Subject"] = words.subject
    message["From"] = config.mail_sender
    message["To"] = mail.address
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=urlsplit(config.base_url).hostname or "localhost")
    message["Auto-Submitted"] = "auto-generated"
    if config.contact:
        message["Reply-To"] = config.contact
    message.set_content(words.text)
    message.add_alternative(words.html, subtype="html")
    return message


def write_words(template: str, language: str, config: Config, context: dict[str, Any]) -> Words:
    """The first line of the template is the subject, the rest the text; HTML is made from the text."""
    environment = mail_environment(language, config.timezone)
    rendered = environment.get_template(f"mail/{template}.txt").render(context)
    subject, _, text = rendered.strip().partition("\n")
    subject = " ".join(subject.split())
    paragraphs = [part.strip().splitlines() for part in text.strip().split("\n\n") if part.strip()]
    text = "\n\n".join("\n".join(lines) for lines in paragraphs) + "\n"
    frame = environment.get_template("mail/_frame.html")
    html = frame.render(subject=subject, paragraphs=paragraphs, language=language)
    return Words(subject=subject, text=text, html=html)


def _context(session: Session, mail: OutboxMail, config: Config, *, now: datetime) -> dict[str, Any]:
    context: dict[str, Any] = {
        **mail.params,
        "base_url": config.base_url,
        "contact": config.contact,
        "name": "",
    }
    person = session.get(Person, mail.person_id) if mail.person_id else None
    if person is not None:
        context["name"] = person.name
    if "consultation_id" in mail.params:
        consultation = session.get_one(Consultation, mail.params["consultation_id"])
        context["consultation"] = consultation
        context["consultation_url"] = f"{config.base_url}/consultations/{consultation.slug}"
    if "member_id" in mail.params:
        member = session.get_one(Person, mail.params["member_id"])
        context["member"] = member.name or member.email
    if "round_id" in mail.params:
        context["closes_at"] = session.get_one(Round, mail.params["round_id"]).closes_at
    if "token_id" in mail.params:
        secrets = mint_secrets(session, mail.params["token_id"], now=now)
        if secrets is None:
            raise Overtaken
        context["secrets"] = secrets
        context["sign_in_url"] = f"{config.base_url}/sign-in/link/{secrets.link}"
    return context
