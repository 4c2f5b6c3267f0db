"""The code of an invitation, for whoever reads the mail on one device and answers on another."""

import hmac
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.errors import Invalid, TooMany
from consult.models import Invitation, Person
from consult.services.attempts import Limit, count_attempt
from consult.services.invitation_links import enter, needs_own_sign_in, stands
from consult.services.people import normal_address
from consult.services.secrets import derive_code, hash_secret

#: Tries at the codes of one address, from one network, and at all codes together: nobody finds one by
#: trying, and no network uses up what all have together.
PER_ADDRESS = (Limit(5, timedelta(hours=1)),)
PER_NETWORK = (Limit(20, timedelta(hours=1)),)
IN_ALL = (Limit(200, timedelta(hours=1)),)


def invitation_code(invitation: Invitation, *, key: str) -> str:
    """Eight digits, the same in every mail of the invitation; the database holds nothing of them."""
    return derive_code(key, "invitation", invitation.id, invitation.address)


def try_code(
    session: Session, address: str, code: str, *, network: str, key: str, now: datetime
) -> tuple[Invitation, Person] | None:
    """Who has the address and the code of an invitation that stands comes in by it, as by its link.

    None is the same answer for an unknown address, a wrong code, an invitation that is over, whoever has
    left or been shut out, and for those who coordinate or administer: they come in by a link of their
    own. Every try counts.
    """
    address = normal_address(address)
    tries = {
        f"invitation-code:{hash_secret(address)[:32]}": PER_ADDRESS,
        f"invitation-code:n:{network}": PER_NETWORK,
        "invitation-code": IN_ALL,
    }
    refusal = TooMany("Too many codes have been tried. Use the link of the mail, or try again in an hour.")
    count_attempt(session, tries, refusal, now=now)
    given = "".join(code.split()).encode()
    for invitation in _invitations(session, address):
        is_right = hmac.compare_digest(invitation_code(invitation, key=key).encode(), given)
        if is_right and stands(session, invitation, now=now) and not needs_own_sign_in(session, invitation):
            with suppress(Invalid):
                return enter(session, invitation, now=now)
    return None


def _invitations(session: Session, address: str) -> list[Invitation]:
    query = select(Invitation).where(Invitation.address == address, Invitation.withdrawn_at.is_(None))
    loaded = query.options(joinedload(Invitation.consultation), joinedload(Invitation.organisation))
    return list(session.scalars(loaded.order_by(Invitation.id)))
