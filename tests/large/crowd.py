"""A consultation with a long draft and a crowd that answers it, filled through the services."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from consult.demo.large.plan import make_plan
from consult.demo.large.visit import Visit
from consult.demo.large.wishes import Wishes
from consult.models import (
    Consultation,
    ConsultationKind,
    DocumentRole,
    MemberRole,
    Person,
    Version,
    Voice,
)
from consult.services.consultations import create_consultation, join_organisation
from consult.services.documents import add_document, publish_first_version
from consult.services.organisations import add_member, add_organisation
from consult.services.people import add_person
from consult.services.rounds import open_round

ROUND = timedelta(days=14)
MINUTE = timedelta(minutes=1)
TITLE = "Palvelujen järjestämissuunnitelma"


@dataclass(frozen=True)
class Size:
    """How much there is of everything."""

    pages: int
    organisations: int
    proposals: int
    comments: int


FULL = Size(pages=60, organisations=100, proposals=500, comments=1_000)
SMALL = Size(pages=4, organisations=12, proposals=60, comments=80)
TINY = Size(pages=2, organisations=6, proposals=18, comments=18)


@dataclass(frozen=True)
class Crowd:
    """The consultation, those who coordinate and answer it, and when its round opened."""

    consultation: Consultation
    version: Version
    agent: Person
    members: tuple[tuple[Voice, Person], ...]
    opened_at: datetime

    @property
    def closed_at(self) -> datetime:
        """When the round closed: reconciling starts."""
        return self.opened_at + ROUND


def gather(session: Session, size: Size, *, opened_at: datetime, seed: int = 1) -> Crowd:
    """Everybody has said what they have to say; nothing has been decided yet."""
    crowd = _invite(session, size, opened_at)
    random = Random(seed)
    wishes = Wishes(make_plan(size.pages), random)
    for turn, (voice, person) in enumerate(crowd.members):
        now = opened_at + (turn + 1) * MINUTE
        visit = Visit(session, crowd.version, voice, person, random, now)
        proposals = _share(size.proposals, size.organisations, turn)
        comments = _share(size.comments, size.organisations, turn)
        for _ in proposals:
            visit.propose(wishes)
        for _ in comments:
            visit.comment(wishes.block().id, comments.start)
        visit.support(proposals.start)
        visit.send()
    return crowd


def _invite(session: Session, size: Size, opened_at: datetime) -> Crowd:
    """A draft, a round on it, and organisations that take part."""
    now = opened_at - ROUND
    agent = add_person(session, email="agentti@example.invalid", name="Aino Agentti", now=now)
    consultation = create_consultation(
        session,
        "Lausunto palvelujen järjestämisestä",
        kind=ConsultationKind.STATEMENT,
        host="Kumppanuuspöytä",
        actor=agent,
        now=now,
    )
    draft = add_document(session, consultation, role=DocumentRole.DRAFT, title=TITLE, actor=agent, now=now)
    plan = make_plan(size.pages)
    version = publish_first_version(session, draft, plan, title=TITLE, actor=agent, now=now)
    members = tuple(_join(session, consultation, agent, number, now) for number in range(size.organisations))
    closes_at = opened_at + ROUND
    open_round(session, consultation, opens_at=opened_at, closes_at=closes_at, actor=agent, now=now)
    return Crowd(consultation, version, agent, members, opened_at)


def _join(
    session: Session, consultation: Consultation, agent: Person, number: int, now: datetime
) -> tuple[Voice, Person]:
    organisation = add_organisation(session, f"Järjestö {number} ry", now=now)
    person = add_person(
        session, email=f"vastaaja{number}@example.invalid", name=f"Vastaaja {number}", now=now
    )
    add_member(session, organisation, person, role=MemberRole.LEAD, now=now)
    return join_organisation(session, consultation, organisation, actor=agent, now=now), person


def _share(total: int, among: int, turn: int) -> range:
    """One organisation's part of a number of things; the parts add up to it."""
    return range(total * turn // among, total * (turn + 1) // among)
