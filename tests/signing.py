"""A version that is open to be signed, for tests of every layer."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from consult import text
from consult.models import (
    Approval,
    Consultation,
    Endorsement,
    EndorsementChoice,
    EndorsementRound,
    Person,
    Version,
    Voice,
)
from consult.reports.endorsements import standing_endorsement
from consult.services.approvals import approve_version
from consult.services.endorsement_rounds import open_endorsing
from consult.services.endorsements import Seen, Stand, endorse
from tests.factories import DAY, NOW, make_consultation, make_participant, make_person, make_version

ZONE = "Europe/Helsinki"
HANDLED = date(2027, 1, 19)
SIGNED = Stand(EndorsementChoice.SIGNED, "Aino Allekirjoittaja", "puheenjohtaja", "hallitus", HANDLED)
DISSENT = Stand(
    EndorsementChoice.DISSENT,
    "Aino Allekirjoittaja",
    "puheenjohtaja",
    "hallitus",
    HANDLED,
    "Emme jaa kohtaa 1.",
)
DECLINED = Stand(EndorsementChoice.DECLINED, "Aino Allekirjoittaja", "puheenjohtaja", "hallitus", HANDLED)
WITHDRAWN = Stand(EndorsementChoice.WITHDRAWN)


@dataclass
class Signing:
    """A consultation whose version is open to be signed for seven days."""

    session: Session
    agent: Person
    consultation: Consultation
    version: Version
    round: EndorsementRound
    voices: list[tuple[Voice, Person]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"/consultations/{self.consultation.slug}"

    def standing(self, number: int) -> Endorsement | None:
        """What one of the organisations has answered."""
        return standing_endorsement(self.session, self.round.id, self.voices[number][0].organisation_id or 0)

    def sign(self, number: int, stand: Stand = SIGNED, *, now: datetime = NOW) -> Endorsement:
        """The lead of one of the organisations answers, having just signed in."""
        voice, lead = self.voices[number]
        before = self.standing(number)
        return endorse(
            self.session,
            self.round,
            voice,
            stand,
            seen=Seen(self.round.version_hash, before.id if before else 0),
            actor=lead,
            signed_in_at=now,
            zone=ZONE,
            now=now,
        )


def approve(
    session: Session, consultation: Consultation, version: Version, agent: Person, *, now: datetime = NOW
) -> Approval:
    """The partnership table approved the version."""
    return approve_version(
        session,
        consultation,
        version,
        body="Kumppanuuspöytä",
        approved_on=HANDLED,
        note="",
        zone=ZONE,
        actor=agent,
        now=now,
    )


def open_signing(
    session: Session, consultation: Consultation, version: Version, agent: Person, *, now: datetime = NOW
) -> EndorsementRound:
    """Approved, and open from now on for seven days."""
    approve(session, consultation, version, agent, now=now)
    return open_endorsing(
        session, consultation, version, opens_at=now, closes_at=now + 7 * DAY, actor=agent, now=now
    )


def make_signing(
    session: Session,
    names: tuple[str, ...] = ("Åkerin tuki ry", "Zetan väki ry"),
    *,
    content: text.Document | None = None,
) -> Signing:
    """Version 1 of a statement is open to be signed by these organisations."""
    agent = make_person(session, "Muutosagentti")
    consultation = make_consultation(session, agent)
    version = make_version(session, consultation, agent, content)
    voices = [make_participant(session, consultation, agent, name) for name in names]
    round_ = open_signing(session, consultation, version, agent)
    return Signing(session, agent, consultation, version, round_, voices)
