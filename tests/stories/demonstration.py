"""The demonstration on a server, and the people as whom it is looked at."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from flask import Flask
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult import text
from consult.db import make_engine, writing_session
from consult.demo import load_demo
from consult.models import (
    Agency,
    Answer,
    Comment,
    Consultation,
    DocumentRole,
    IntakeSource,
    MemberRole,
    Membership,
    Organisation,
    Person,
    Proposal,
    Voice,
    Workshop,
)
from consult.services.documents import add_document
from consult.services.intakes import bring_in
from consult.services.participations import join_organisation
from tests.factories import NOW, make_consultation, make_version
from tests.signing import open_signing
from tests.stories.tour import Tour
from tests.web.conftest import Clock, signed_in
from tests.web.security.robot import Robot


class Role(StrEnum):
    """Who looks."""

    ANONYMOUS = "anonymous"
    MEMBER = "member"
    LEAD = "lead"
    AGENT = "agent"
    ADMINISTRATOR = "administrator"


def load(database: Path) -> None:
    """Play the demonstration into an empty database, and bring in a text that is not published yet."""
    engine = make_engine(f"sqlite:///{database}")
    with writing_session(engine) as session:
        *_, plan = load_demo(session, now=NOW)
        agent = session.scalars(_people()[Role.AGENT].limit(1)).one()
        title = "Kunnan hyvinvointikertomus"
        document = add_document(
            session, plan, role=DocumentRole.BACKGROUND, title=title, actor=agent, now=NOW
        )
        content = text.parse("# Osallisuus\n\nKunta kuulee järjestöjä.\n\n- kyselyllä\n- illoissa")
        bring_in(session, document, content, source=IntakeSource.PASTE, title=title, actor=agent, now=NOW)
        _ask_signatures(session, agent)
        session.commit()
    engine.dispose()


def _ask_signatures(session: Session, agent: Person) -> None:
    """A text that is open to be signed, by the organisation of the lead who looks around."""
    lead = session.scalars(_people()[Role.LEAD].order_by(Person.id).limit(1)).one()
    own = select(Organisation).join(Membership, Membership.organisation_id == Organisation.id)
    organisation = session.scalars(own.where(Membership.person_id == lead.id).limit(1)).one()
    consultation = make_consultation(session, agent, "Kirjastojen aukiolo")
    version = make_version(session, consultation, agent)
    join_organisation(session, consultation, organisation, actor=agent, now=NOW)
    open_signing(session, consultation, version, agent)


def find_person(session: Session, role: Role) -> Person | None:
    """The first person in a role; nobody is signed in as anonymous."""
    if role is Role.ANONYMOUS:
        return None
    return session.scalars(_people()[role].order_by(Person.id).limit(1)).one()


def _people() -> dict[Role, Select[Person]]:
    members = select(Person).join(Membership, Membership.person_id == Person.id)
    return {
        Role.MEMBER: members.where(Membership.role == MemberRole.MEMBER),
        Role.LEAD: members.where(Membership.role == MemberRole.LEAD),
        Role.AGENT: select(Person).join(Agency, Agency.person_id == Person.id),
        Role.ADMINISTRATOR: select(Person).where(Person.is_administrator),
    }


@dataclass
class Look:
    """The pages of the demonstration as one person sees them in one language."""

    person: Person | None
    language: str
    tour: Tour


def look(app: Flask, clock: Clock, session: Session, role: Role, language: str) -> Look:
    """Walk through everything."""
    person = find_person(session, role)
    if person is not None:
        person.language = language
        session.commit()
    client = signed_in(app, person, clock) if person else None
    robot = Robot(app)
    if client is not None:
        robot.http = client.http
    robot.http.set_cookie("language", language, domain="127.0.0.1")
    return Look(person, language, Tour(app, robot).walk(*_starts(session)))


def _starts(session: Session) -> Iterator[str]:
    """Where no link leads, or only a link that comes after something has been done."""
    yield from ("/sign-in/code", "/sign-in/again", "/dev/mails")
    yield from ("/w", *(f"/w/{code}" for code in session.scalars(select(Workshop.code))))
    for (slug,) in session.execute(select(Consultation.slug)):
        yield from (f"/consultations/{slug}/{page}" for page in ("background", "signatures/addendum"))
    answers = select(Consultation.slug, Answer.id).join(Voice, Voice.consultation_id == Consultation.id)
    for slug, answer in session.execute(answers.join(Answer, Answer.voice_id == Voice.id)):
        yield f"/consultations/{slug}/answers/{answer}/sent"
    proposals = select(Consultation.slug, Proposal.number)
    for slug, number in session.execute(
        proposals.join(Proposal, Proposal.consultation_id == Consultation.id)
    ):
        yield from (f"/consultations/{slug}/proposals/{number}/{what}" for what in ("support", "clarify"))
    comments = select(Consultation.slug, Comment.number)
    for slug, number in session.execute(comments.join(Comment, Comment.consultation_id == Consultation.id)):
        yield f"/consultations/{slug}/comments/{number}/clarify"
