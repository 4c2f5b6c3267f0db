"""Mails as they would leave, for those who look at them before."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.config import Config
from consult.mail.invitations import WayIn, words_of_invitation
from consult.mail.render import Words, write_words
from consult.models import Consultation, Organisation, Person


def sample_invitation(
    session: Session,
    template: str,
    *,
    consultation: Consultation,
    organisation: Organisation,
    inviter: Person,
    language: str,
    config: Config,
    now: datetime,
) -> Words:
    """A mail as it would leave, for its preview; in the place of link and code stand dots."""
    way_in = WayIn(config, "…", "…")
    context = words_of_invitation(session, consultation.id, organisation, inviter, way_in, now=now)
    context |= {"consultation": consultation, "contact": config.contact, "name": ""}
    return write_words(template, language, config, context)
