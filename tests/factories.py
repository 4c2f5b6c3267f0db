"""What tests need to be there, made through the services with as few words as possible."""

from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy.orm import Session

from consult import text
from consult.models import (
    Consultation,
    ConsultationKind,
    Document,
    DocumentRole,
    MemberRole,
    Organisation,
    Person,
    Round,
    Version,
    Voice,
)
from consult.services.consultations import create_consultation, join_organisation
from consult.services.documents import add_document, publish_first_version
from consult.services.organisations import add_member, add_organisation
from consult.services.people import add_person
from consult.services.rounds import open_round

NOW = datetime(2027, 1, 20, 7, 42, tzinfo=UTC)
DAY = timedelta(days=1)
_numbers = count(1)


def make_person(session: Session, name: str = "", *, is_administrator: bool = False) -> Person:
    """Somebody with an address of their own."""
    number = next(_numbers)
    return add_person(
        session,
        email=f"person{number}@example.test",
        name=name or f"Henkilö {number}",
        now=NOW,
        is_administrator=is_administrator,
    )


def make_consultation(
    session: Session, agent: Person, title: str = "Lausunto suunnitelmasta", *, host: str = "Kumppanuuspöytä"
) -> Consultation:
    """A statement whose agent is this person."""
    return create_consultation(
        session, title, kind=ConsultationKind.STATEMENT, host=host, actor=agent, now=NOW
    )


def make_organisation(session: Session, name: str = "") -> Organisation:
    """An association that takes part in nothing yet."""
    return add_organisation(session, name or f"Järjestö {next(_numbers)} ry", now=NOW)


def make_participant(
    session: Session, consultation: Consultation, agent: Person, name: str = ""
) -> tuple[Voice, Person]:
    """An organisation that takes part, and its lead."""
    organisation = make_organisation(session, name)
    lead = make_person(session)
    add_member(session, organisation, lead, role=MemberRole.LEAD, now=NOW)
    return join_organisation(session, consultation, organisation, actor=agent, now=NOW), lead


def make_text(*paragraphs: str) -> text.Document:
    """Paragraphs b1, b2 …; one that starts with # is a heading."""
    return text.Document(
        tuple(
            text.Block(f"b{n}", text.BlockKind.HEADING, words[2:], 1)
            if words.startswith("# ")
            else text.Block(f"b{n}", text.BlockKind.PARAGRAPH, words)
            for n, words in enumerate(paragraphs or ("Tilat ovat maksuttomia.",), start=1)
        )
    )


def make_draft(session: Session, consultation: Consultation, agent: Person) -> Document:
    """The draft of a consultation, without a version."""
    return add_document(
        session, consultation, role=DocumentRole.DRAFT, title="Lausunto", actor=agent, now=NOW
    )


def make_version(
    session: Session, consultation: Consultation, agent: Person, content: text.Document | None = None
) -> Version:
    """A draft with its version 1."""
    document = make_draft(session, consultation, agent)
    return publish_first_version(
        session, document, content or make_text(), title="Lausunto", actor=agent, now=NOW
    )


def make_round(session: Session, consultation: Consultation, agent: Person, *, days: int = 12) -> Round:
    """A round that opened a day ago and closes after so many days."""
    return open_round(
        session, consultation, opens_at=NOW - DAY, closes_at=NOW + days * DAY, actor=agent, now=NOW - 2 * DAY
    )
