"""Loading the large profile: a region's register and a strategy that hundreds answered in four rounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from consult.demo.large.deciding import decide_some, publish_next
from consult.demo.large.plan import make_plan
from consult.demo.large.region import ORGANISATIONS, add_region
from consult.demo.large.visit import Visit
from consult.demo.large.wishes import Wishes
from consult.models import (
    Consultation,
    ConsultationKind,
    DocumentRole,
    MemberRole,
    Organisation,
    OutboxMail,
    Person,
    Version,
    Voice,
)
from consult.reports.texts import load_text
from consult.services.consultations import create_consultation, join_organisation
from consult.services.documents import add_document, publish_first_version
from consult.services.organisations import add_member
from consult.services.people import add_person
from consult.services.rounds import open_round

TITLE = "Järvimaan järjestöstrategia"
#: A round, and the time in which its answers are decided.
OPEN, DECIDING = timedelta(days=12), timedelta(days=9)
SECOND = timedelta(seconds=1)
#: One organisation in so many proposes a change, the others only comment.
PROPOSING = 3


@dataclass(frozen=True)
class Profile:
    """How much there is of everything; every organisation taking part answers in every round."""

    organisations: int = ORGANISATIONS
    invited: int = 500
    rounds: int = 4
    pages: int = 60
    decided: int = 100


LARGE = Profile()


def load_large(
    session: Session, agent: Person, *, now: datetime, profile: Profile = LARGE, seed: int = 1
) -> Consultation:
    """The last round has closed yesterday and waits to be reconciled."""
    earlier = session.scalar(select(func.max(OutboxMail.id))) or 0
    length = profile.rounds * (OPEN + DECIDING) - DECIDING
    began = now - timedelta(days=1) - length
    organisations = add_region(session, now=began - DECIDING, number=profile.organisations)
    consultation, version = _begin(session, agent, profile, began - DECIDING)
    members = [
        _join(session, consultation, organisation, agent, began - DECIDING)
        for organisation in _spread(organisations, profile.invited)
    ]
    random = Random(seed)
    for number in range(profile.rounds):
        opens_at = began + number * (OPEN + DECIDING)
        if number:
            _decide(session, version, profile, agent, opens_at - DECIDING)
            version = publish_next(session, version, agent=agent, now=opens_at - SECOND)
        open_round(
            session,
            consultation,
            opens_at=opens_at,
            closes_at=opens_at + OPEN,
            actor=agent,
            now=opens_at - SECOND,
        )
        _answer(session, version, members, opens_at, random)
    _call_mails_sent(session, earlier)
    return consultation


def _begin(session: Session, agent: Person, profile: Profile, now: datetime) -> tuple[Consultation, Version]:
    consultation = create_consultation(
        session, TITLE, kind=ConsultationKind.STRATEGY, host="Kumppanuuspöytä", actor=agent, now=now
    )
    draft = add_document(session, consultation, role=DocumentRole.DRAFT, title=TITLE, actor=agent, now=now)
    plan = make_plan(profile.pages)
    return consultation, publish_first_version(session, draft, plan, title=TITLE, actor=agent, now=now)


def _spread(organisations: Sequence[Organisation], number: int) -> Sequence[Organisation]:
    """So many, evenly over the register."""
    return organisations[:: max(1, len(organisations) // number)][:number]


def _join(
    session: Session, consultation: Consultation, organisation: Organisation, agent: Person, now: datetime
) -> tuple[Voice, Person]:
    person = add_person(
        session,
        email=f"puheenjohtaja@j{organisation.id}.example.invalid",
        name="Puheenjohtaja",
        language=organisation.language,
        now=now,
    )
    add_member(session, organisation, person, role=MemberRole.LEAD, now=now)
    return join_organisation(session, consultation, organisation, actor=agent, now=now), person


def _answer(
    session: Session,
    version: Version,
    members: Sequence[tuple[Voice, Person]],
    opened_at: datetime,
    random: Random,
) -> None:
    """Everybody comments, some propose, all send."""
    wishes = Wishes(load_text(session, version.id), random)
    for turn, (voice, person) in enumerate(members):
        visit = Visit(session, version, voice, person, random, opened_at + (turn + 1) * SECOND)
        if turn % PROPOSING == 0:
            visit.propose(wishes)
        visit.comment(wishes.block().id, 0)
        visit.send()


def _decide(session: Session, version: Version, profile: Profile, agent: Person, now: datetime) -> None:
    decide_some(session, version, profile.decided, agent=agent, now=now + SECOND)


def _call_mails_sent(session: Session, earlier: int) -> None:
    """What was told during the rounds was told then: the worker has nothing of it to send."""
    session.flush()
    told = (OutboxMail.id > earlier, OutboxMail.sent_at.is_(None))
    session.execute(update(OutboxMail).where(*told).values(sent_at=OutboxMail.created_at))
