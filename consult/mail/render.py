"""From an outbox row to a mail: subject, text, and the same text as small HTML."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from consult.config import Config
from consult.mail.invitations import invitation_context
from consult.mail.templates import mail_environment
from consult.models import (
    Admission,
    Consultation,
    Ending,
    EndorsementRound,
    Organisation,
    OutboxMail,
    Person,
    Round,
)
from consult.reports.openings import load_ending
from consult.reports.unanswered import unanswered
from consult.services.corrections import mint_correction
from consult.services.mail_kinds import MailKind, kind_of
from consult.services.mail_preferences import make_unsubscribe_link
from consult.services.rounds import present_round
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
    message["Message-ID"] = message_id(mail, config)
    message["Auto-Submitted"] = "auto-generated"
    if "unsubscribe_url" in context:
        message["List-Unsubscribe"] = f"<{context['unsubscribe_url']}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if config.contact:
        message["Reply-To"] = config.contact
    message.set_content(words.text)
    message.add_alternative(words.html, subtype="html")
    return message


def message_id(mail: OutboxMail, config: Config) -> str:
    """The same for every try of one mail, so that a second copy after a crash is known as a copy."""
    host = urlsplit(config.base_url).hostname or "localhost"
    return f"<{sha256(mail.dedupe.encode()).hexdigest()[:32]}@{host}>"


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


def _closing(session: Session, consultation: Consultation, now: datetime) -> datetime | None:
    """When the open round closes; None when none is open."""
    round_ = present_round(session, consultation.id, now)
    return round_.closes_at if round_ is not None and round_.is_open(now) else None


def _events(session: Session, mail: OutboxMail, config: Config, *, now: datetime) -> list[Words]:
    """What the mails that a digest gathers say, each without greeting and sender."""
    query = select(OutboxMail).where(OutboxMail.id.in_(mail.params["mail_ids"])).order_by(OutboxMail.id)
    told = []
    for event in session.scalars(query):
        # What has been overtaken since is no news any more.
        with suppress(Overtaken):
            context = {**_context(session, event, config, now=now), "in_digest": True}
            told.append(write_words(event.template, mail.language, config, context))
    if not told:
        raise Overtaken
    return told


def _recipient(session: Session, mail: OutboxMail, config: Config, *, now: datetime) -> dict[str, str]:
    """The name, and the link that ends the news unless the mail is what lets the recipient in."""
    person = session.get(Person, mail.person_id) if mail.person_id else None
    if person is None:
        return {"name": ""}
    if kind_of(mail.template) is MailKind.ACCESS:
        return {"name": person.name}
    secret = make_unsubscribe_link(session, person, key=config.secret_key, now=now)
    return {"name": person.name, "unsubscribe_url": f"{config.base_url}/unsubscribe/{secret}"}


def _read(name: str, value: Any) -> Any:
    """Instants travel as text under names that end in _at; an empty one is none."""
    return datetime.fromisoformat(value) if name.endswith("_at") and value else value


def _context(session: Session, mail: OutboxMail, config: Config, *, now: datetime) -> dict[str, Any]:
    context: dict[str, Any] = {
        **{name: _read(name, value) for name, value in mail.params.items()},
        "base_url": config.base_url,
        "contact": config.contact,
        **_recipient(session, mail, config, now=now),
    }
    if "consultation_id" in mail.params:
        consultation = session.get_one(Consultation, mail.params["consultation_id"])
        context["consultation"] = consultation
        context["consultation_url"] = f"{config.base_url}/consultations/{consultation.slug}"
        context["closes_at"] = _closing(session, consultation, now)
    if "mail_ids" in mail.params:
        context["items"] = _events(session, mail, config, now=now)
    if "invitation_id" in mail.params:
        invited = invitation_context(session, mail.params["invitation_id"], config, now=now)
        if invited is None:
            raise Overtaken
        context |= invited
    if "member_id" in mail.params:
        member = session.get_one(Person, mail.params["member_id"])
        context["member"] = member.called
    if "organisation_id" in mail.params:
        context["organisation"] = session.get_one(Organisation, mail.params["organisation_id"]).name
    if "inviter_id" in mail.params:
        context["inviter"] = session.get_one(Person, mail.params["inviter_id"]).name
    context |= _happening(session, mail, now=now)
    context |= _signing(session, mail.params.get("signing_id"), now=now)
    context |= _arrival(session, mail, config, context)
    if "token_id" in mail.params:
        secrets = mint_secrets(session, mail.params["token_id"], key=config.secret_key, now=now)
        if secrets is None:
            raise Overtaken
        context["secrets"] = secrets
        context["sign_in_url"] = f"{config.base_url}/sign-in/link/{secrets.link}"
    return context


def _signing(session: Session, signing_id: int | None, *, now: datetime) -> dict[str, Any]:
    """The signing with its version, unless it was cancelled or has closed."""
    if signing_id is None:
        return {}
    signing = session.get(EndorsementRound, signing_id, options=[joinedload(EndorsementRound.version)])
    if signing is None or signing.closes_at <= now:
        raise Overtaken
    return {"signing": signing}


def _happening(session: Session, mail: OutboxMail, *, now: datetime) -> dict[str, Any]:
    """What the mail tells of a round, an ending or an admission, as that stands now."""
    context: dict[str, Any] = {}
    if "round_id" in mail.params:
        round_ = session.get(Round, mail.params["round_id"])
        if round_ is None:
            raise Overtaken
        context["closes_at"] = round_.closes_at
    if "voice_ids" in mail.params:
        context["voices"] = _still_unanswered(session, mail, now=now)
    if "ending_id" in mail.params:
        context["reason"] = _reason(session, mail.params["consultation_id"], mail.params["ending_id"])
    if "admission_id" in mail.params:
        context["until"] = _until(session, mail.params["admission_id"], now=now)
    return context


def _still_unanswered(session: Session, mail: OutboxMail, *, now: datetime) -> list[str]:
    """Whose answer is missing even now, unless its round is over, moved or no longer reminded of."""
    round_ = session.get(Round, mail.params["round_id"])
    if (
        round_ is None
        or not round_.is_open(now)
        or round_.closes_at.isoformat() != mail.params["until"]
        or not session.get_one(Consultation, round_.consultation_id).sends_reminders
        or load_ending(session, round_.consultation_id) is not None
    ):
        raise Overtaken
    names = unanswered(session, round_, mail.params["voice_ids"])
    if not names:
        raise Overtaken
    return list(names.values())


def _arrival(session: Session, mail: OutboxMail, config: Config, context: dict[str, Any]) -> dict[str, Any]:
    """Of what was entered on behalf of somebody: the day it came, and the link to correct it."""
    found: dict[str, Any] = {}
    if "arrived_at" in mail.params:
        found["arrived_at"] = datetime.fromisoformat(mail.params["arrived_at"])
    if "correction_id" in mail.params:
        secret = mint_correction(session, mail.params["correction_id"], key=config.secret_key)
        found["correction_url"] = f"{context['consultation_url']}/correct/{secret}"
    return found


def _reason(session: Session, consultation_id: int, ending_id: int) -> str:
    """Why the work ended, unless something else has become of it since."""
    newest = select(func.max(Ending.id)).where(Ending.consultation_id == consultation_id)
    if session.scalar(newest) != ending_id:
        raise Overtaken
    return session.get_one(Ending, ending_id).reason


def _until(session: Session, admission_id: int, *, now: datetime) -> datetime:
    """Until when the organisation is let in, unless that is over."""
    admission = session.get_one(Admission, admission_id)
    if not admission.is_open(now):
        raise Overtaken
    return admission.until
