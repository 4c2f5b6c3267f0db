"""The letterhead of a consultation: its logo and the lines above and below the exported pages."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult import docx
from consult.errors import Invalid, NotAllowed
from consult.models import Consultation, Letterhead, Person
from consult.reports.letterheads import find_letterhead
from consult.services.documents import find_draft
from consult.services.limits import require_length
from consult.services.log import record
from consult.services.pictures import keep_pictures
from consult.services.submissions import find_submission

MAX_HEADER_LINES, MAX_HEADER = 3, 80
MAX_FOOTER_LINES, MAX_FOOTER = 4, 120


def change_letterhead(
    session: Session,
    consultation: Consultation,
    *,
    header: str,
    footer: str,
    logo: docx.Picture | None,
    logo_alt: str,
    actor: Person,
    now: datetime,
) -> None:
    """Lines and logo of the pages; without a new `logo` the one that is there stays.

    A filed statement was given to the authority as it looked then: nothing around it changes any more.
    """
    require_unfiled(session, consultation)
    found = find_letterhead(session, consultation.id)
    letterhead = found or Letterhead(consultation_id=consultation.id)
    has_logo = logo is not None or letterhead.logo_hash is not None
    if has_logo and not logo_alt:
        raise Invalid("Write what the logo says, for those who cannot see it.", field="logo_alt")
    require_length(logo_alt, field="logo_alt")
    letterhead.header = lines(header, "header", MAX_HEADER_LINES, MAX_HEADER)
    letterhead.footer = lines(footer, "footer", MAX_FOOTER_LINES, MAX_FOOTER)
    letterhead.logo_alt = logo_alt if has_logo else ""
    if logo is not None:
        keep_logo(session, consultation, letterhead, logo)
    session.add(letterhead)
    record(session, "letterhead.changed", actor=actor, now=now, consultation_id=consultation.id)
    session.flush()


def remove_logo(session: Session, consultation: Consultation, *, actor: Person, now: datetime) -> None:
    """Pages without a logo; the lines stay."""
    require_unfiled(session, consultation)
    letterhead = find_letterhead(session, consultation.id)
    if letterhead is None or letterhead.logo_hash is None:
        return
    letterhead.logo_hash, letterhead.logo_alt = None, ""
    record(session, "letterhead.changed", actor=actor, now=now, consultation_id=consultation.id)
    session.flush()


def require_unfiled(session: Session, consultation: Consultation) -> None:
    """Nothing of a filed statement changes."""
    if find_submission(session, consultation.id) is not None:
        raise NotAllowed("The statement has been filed. Its pages stay as they are.")


def lines(text: str, field: str, most: int, longest: int) -> str:
    """The lines that say something, each as one line."""
    found = [line for line in (" ".join(each.split()) for each in text.split("\n")) if line]
    if len(found) > most:
        raise Invalid("Write at most %(lines)s lines.", field=field, lines=most)
    if any(len(line) > longest for line in found):
        raise Invalid("A line can be at most %(limit)s characters.", field=field, limit=longest)
    return "\n".join(found)


def keep_logo(
    session: Session, consultation: Consultation, letterhead: Letterhead, logo: docx.Picture
) -> None:
    """The logo is seen by those who may see the draft that carries it."""
    draft = find_draft(session, consultation.id)
    if draft is None:
        raise NotAllowed("There is no draft whose pages could carry a logo.")
    keep_pictures(session, draft, [logo])
    letterhead.logo_hash = logo.hash
