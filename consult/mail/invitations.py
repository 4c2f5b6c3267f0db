"""What an invitation and its reminder say besides the consultation: link, deadline, who invites whom."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from consult.config import Config
from consult.models import Invitation, Organisation, Person
from consult.services.invitation_links import mint_invitation_link
from consult.services.rounds import last_round

MAX_SUMMARY_WORDS = 45


def invitation_context(
    session: Session, invitation_id: int, config: Config, *, now: datetime
) -> dict[str, Any] | None:
    """The words of one invitation, None when it no longer stands; its link gets its secret here only."""
    secret = mint_invitation_link(session, invitation_id, now=now)
    if secret is None:
        return None
    invitation = session.get_one(Invitation, invitation_id)
    return words_of_invitation(
        session,
        invitation.consultation_id,
        session.get_one(Organisation, invitation.organisation_id),
        session.get_one(Person, invitation.invited_by_id),
        f"{config.base_url}/sign-in/link/{secret}",
        now=now,
    )


def words_of_invitation(
    session: Session,
    consultation_id: int,
    organisation: Organisation,
    inviter: Person,
    invite_url: str,
    *,
    now: datetime,
) -> dict[str, Any]:
    """What the templates ask for besides the consultation."""
    return {
        "invite_url": invite_url,
        "organisation": organisation.name,
        "inviter": inviter.name,
        "round": last_round(session, consultation_id),
        "now": now,
        "shorten": shorten,
    }


def shorten(text: str) -> str:
    """The beginning of a text, to the last sentence that fits, or to a word with an ellipsis.

    >>> shorten("Kerro, mitä puuttuu.")
    'Kerro, mitä puuttuu.'
    """
    words = text.split()
    if len(words) <= MAX_SUMMARY_WORDS:
        return " ".join(words)
    beginning = words[:MAX_SUMMARY_WORDS]
    ends = [place for place, word in enumerate(beginning, start=1) if word.endswith((".", "!", "?"))]
    return " ".join(beginning[: ends[-1]]) if ends else " ".join(beginning) + " …"
