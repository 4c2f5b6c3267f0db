"""The large profile, played small: the same shape with less of everything."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.demo.large.load import LARGE, Profile, load_large
from consult.demo.large.region import add_region
from consult.models import Answer, Organisation, OutboxMail, Participation
from consult.reports.reconciliation import load_reconciliation
from consult.reports.versions import current_version
from consult.services.outbox import queue_mail
from tests.factories import NOW, make_person

SMALL = Profile(organisations=40, invited=6, rounds=2, pages=1, decided=3)


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_profile_holds_what_is_promised() -> None:
    assert LARGE.organisations == 5_300
    assert LARGE.invited == 500
    assert LARGE.invited * LARGE.rounds == 2_000


def test_everyone_invited_answers_in_every_round(session: Session) -> None:
    consultation = load_large(session, make_person(session), now=NOW, profile=SMALL)
    assert count(session, Organisation) == 40
    assert count(session, Participation) == 6
    assert session.scalar(select(func.count()).where(Answer.sent_at.is_not(None))) == 12
    version = current_version(session, consultation.id)
    assert version is not None
    assert version.number == 2
    assert any(spot.is_open for spot in load_reconciliation(session, version).spots)


def test_nothing_of_it_waits_to_be_sent(session: Session) -> None:
    agent = make_person(session)
    queue_mail(session, "response", person=agent, params={}, dedupe="of another consultation", now=NOW)
    load_large(session, agent, now=NOW, profile=SMALL)
    assert count(session, OutboxMail) > 1
    assert session.scalars(select(OutboxMail.dedupe).where(OutboxMail.sent_at.is_(None))).all() == [
        "of another consultation"
    ]


def test_a_region_has_so_many_organisations_of_different_names(session: Session) -> None:
    organisations = add_region(session, now=NOW)
    assert len({organisation.identity for organisation in organisations}) == 5_300
    assert {organisation.language for organisation in organisations} == {"fi", "sv"}
