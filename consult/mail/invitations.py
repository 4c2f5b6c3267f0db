"""What an invitation and its reminder say besides the consultation: link, deadline, who invites whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from consult.config import Config
from consult.models import Invitation, Organisation, Person
from consult.services.invitation_codes import invitation_code
from consult.services.invitation_links import mint_invitation_link
from consult.services.rounds import last_round

MAX_SUMMARY_WORDS = 45


@dataclass(frozen=True)
class WayIn:
    """The secret of one mail's link and the code of its invitation."""

    config: Config
    secret: str
    code: str

    def words(self) -> dict[str, str]:
        """The link in full; the code in two halves, and where it is written: a mail has one link only."""
        base = self.config.base_url
        return {
            "invite_url": f"{base}/sign-in/link/{self.secret}",
            "code": f"{self.code[:4]} {self.code[4:]}".strip(),
            "code_page": f"{base.partition('://')[2]}/sign-in/code",
        }


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
        WayIn(config, secret, invitation_code(invitation, key=config.secret_key)),
        now=now,
    )


def words_of_invitation(
    session: Session,
    consultation_id: int,
    organisation: Organisation,
    inviter: Person,
    way_in: WayIn,
    *,
    now: datetime,
) -> dict[str, Any]:
    """What the templates ask for besides the consultation."""
    return {
        **way_in.words(),
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
