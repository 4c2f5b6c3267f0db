"""What waits in the outbox, what was given up, and whether mail moves at all."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from consult.models import Consultation, OutboxMail, Trouble

PAGE_SIZE = 50
#: A mail that has waited for so long is a sign of something broken.
PATIENCE = timedelta(minutes=15)
#: Troubles that concern every mail alike.
OF_THE_SERVER = (Trouble.UNREACHABLE, Trouble.SILENT, Trouble.INSECURE, Trouble.PASSWORD)


class MailState(StrEnum):
    """What becomes of a mail."""

    WAITING = "waiting"
    FAILED = "failed"
    LEFT = "left"
    SENT = "sent"


_WAITS = and_(OutboxMail.sent_at.is_(None), OutboxMail.failed_at.is_(None), OutboxMail.digest_id.is_(None))
CONDITIONS: dict[MailState, ColumnElement[bool]] = {
    MailState.WAITING: _WAITS,
    MailState.FAILED: and_(OutboxMail.failed_at.is_not(None), OutboxMail.dropped_at.is_(None)),
    MailState.LEFT: OutboxMail.dropped_at.is_not(None),
    MailState.SENT: OutboxMail.sent_at.is_not(None),
}


@dataclass(frozen=True)
class MailPage:
    """One page of the mails in a state, newest first, with the titles of what they are about."""

    mails: tuple[OutboxMail, ...]
    titles: dict[int, str]
    page: int
    total: int

    def title_of(self, mail: OutboxMail) -> str:
        """The title of the consultation that the mail is about, if it is about one."""
        return self.titles.get(mail.params.get("consultation_id", 0), "")


def count_mails(session: Session) -> dict[MailState, int]:
    """How many mails there are in each state, in one query."""
    counts = session.execute(
        select(*(func.count(OutboxMail.id).filter(CONDITIONS[state]) for state in MailState))
    ).one()
    return dict(zip(MailState, counts, strict=True))


def load_mails(session: Session, state: MailState, *, count: int, page: int) -> MailPage:
    """A page of them; `count` is how many there are in all."""
    total = max(1, -(-count // PAGE_SIZE))
    page = min(page, total)
    mails = session.scalars(
        select(OutboxMail)
        .where(CONDITIONS[state])
        .order_by(OutboxMail.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    ids = {mail.params["consultation_id"] for mail in mails if "consultation_id" in mail.params}
    titles = session.execute(select(Consultation.id, Consultation.title).where(Consultation.id.in_(ids)))
    return MailPage(tuple(mails), dict(titles.all()), page, total)


def stuck_since(session: Session, now: datetime) -> datetime | None:
    """Since when mail does not move: nobody takes it, or the server takes none; None when all is well."""
    return session.scalar(
        select(func.min(OutboxMail.created_at)).where(
            _WAITS,
            OutboxMail.waits_for_digest.is_(False),
            OutboxMail.created_at <= now - PATIENCE,
            or_(OutboxMail.next_try_at <= now - PATIENCE, OutboxMail.trouble.in_(OF_THE_SERVER)),
        )
    )
