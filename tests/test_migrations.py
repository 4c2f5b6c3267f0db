"""Migrations go up and down, equal the models, and guard what is append-only."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from consult.db import Base, make_engine, reading_session, writing_session
from consult.migrate import downgrade, upgrade
from consult.models import DocumentRole, Outcome
from consult.services.documents import add_document, publish_first_version
from consult.services.log_chain import verify_log
from consult.services.notes import paste_notes
from consult.services.workshops import WorkshopPlan, add_workshop
from tests.factories import NOW, make_consultation, make_person, make_text, make_version
from tests.services.reconciling import GRANTS, ROOMS, Desk, make_desk
from tests.signing import make_signing

APPEND_ONLY = ("version", "version_block", "content", "log_entry", "note")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A SQLite file, migrated to the newest schema."""
    url = f"sqlite:///{tmp_path / 'migrated.sqlite'}"
    upgrade(url)
    return url


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """An engine on it."""
    engine = make_engine(url)
    yield engine
    engine.dispose()


def test_the_schema_is_what_the_models_say(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_down_and_up_again(url: str, engine: Engine) -> None:
    tables = set(inspect(engine).get_table_names())
    downgrade(url, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    upgrade(url)
    assert set(inspect(engine).get_table_names()) == tables


def test_the_file_is_for_its_owner_only(url: str, tmp_path: Path) -> None:
    assert (tmp_path / "migrated.sqlite").stat().st_mode & 0o077 == 0


@pytest.fixture
def published(engine: Engine) -> Iterator[Session]:
    """A database with a published version in it."""
    with writing_session(engine) as session:
        agent = make_person(session)
        consultation = make_consultation(session, agent)
        make_version(session, consultation, agent)
        day = add_workshop(session, consultation, WorkshopPlan("Järjestöpäivä"), actor=agent, now=NOW)
        paste_notes(session, day, "Tilat", theme="", page="p", actor=agent, now=NOW)
        session.commit()
        yield session


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_is_append_only_cannot_be_deleted(published: Session, table: str) -> None:
    rows = Base.metadata.tables[table]
    assert published.execute(rows.select()).first() is not None
    with pytest.raises(DatabaseError, match="append-only"):
        published.execute(rows.delete())


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE version SET title = 'x'",
        "UPDATE content SET text = 'x'",
        "UPDATE log_entry SET action = 'x'",
        "UPDATE note SET text = 'x'",
    ],
)
def test_what_is_append_only_cannot_be_changed(published: Session, change: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        published.execute(text(change))


def test_what_was_decided_of_a_background_document_finds_its_draft(url: str, engine: Engine) -> None:
    with writing_session(engine) as session:
        agent = make_person(session)
        consultation = make_consultation(session, agent)
        draft = make_desk(session, consultation, agent)
        document = add_document(
            session, consultation, role=DocumentRole.BACKGROUND, title="S", actor=agent, now=NOW
        )
        content = make_text(GRANTS, ROOMS)
        plan = publish_first_version(session, document, content, title="S", actor=agent, now=NOW)
        desk = Desk(session, consultation, agent, plan)
        proposal = desk.reword("b2", "maksuttomia", "avoimia")
        decision = desk.rule(desk.spot(proposal), Outcome.ACCEPTED).id
        mine = draft.reword("b2", "maksuttomia", "avoimia")
        draft.rule(draft.spot(mine), Outcome.ACCEPTED)
        session.commit()
        version = draft.version.id
    engine.dispose()
    downgrade(url, "0007")
    upgrade(url)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT id, draft_version_id FROM decision ORDER BY id")).all()
        assert found == [(decision, version), (decision + 1, None)]
        with pytest.raises(DatabaseError, match="append-only"):
            connection.execute(text("UPDATE decision SET draft_version_id = NULL"))


def test_older_names_that_are_one_by_the_new_key_stay_two(url: str, engine: Engine) -> None:
    downgrade(url, "0012")
    with engine.begin() as connection:
        for number, name in enumerate(("Kylän tuki ry", "K\u0443län tuki ry", "Äijälä ry"), start=1):
            connection.execute(
                text(
                    "INSERT INTO organisation (id, name, sector, municipality, language, created_at) "
                    "VALUES (:id, :name, '', 'Multia', 'fi', '2027-01-01')"
                ),
                {"id": number, "name": name},
            )
    upgrade(url)
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT identity, searched_as, sorted_as FROM organisation ORDER BY id")
        ).all()
    assert found[0].identity == "kylän tuki ry"
    assert found[1].identity == "kylän tuki ry #2"
    assert (found[2].searched_as, found[2].sorted_as) == ("aijala ry multia", "zzbijzzblzzb ry")


def test_what_was_signed_stays_and_a_name_can_be_erased(engine: Engine) -> None:
    with writing_session(engine) as session:
        make_signing(session).sign(0)
        session.commit()
        session.execute(text("UPDATE endorsement SET signatory = '', title = ''"))
        for change in (
            "UPDATE endorsement SET choice = 'declined'",
            "UPDATE approval SET body = 'x'",
            "DELETE FROM endorsement",
            "DELETE FROM approval",
        ):
            with pytest.raises(DatabaseError, match="append-only"):
                session.execute(text(change))


def test_rows_of_an_older_log_are_chained_and_stay_guarded(url: str, engine: Engine) -> None:
    downgrade(url, "0024")
    with engine.begin() as connection:
        for number in range(3):
            connection.execute(
                text(
                    "INSERT INTO log_entry (at, action, subject, details) "
                    "VALUES (:at, 'thing.done', '', '{\"names\": [\"ä\"], \"a\": 1}')"
                ),
                {"at": f"2027-01-0{number + 1} 00:00:00.000000"},
            )
    upgrade(url)
    with reading_session(engine) as session:
        verdict = verify_log(session)
        assert (verdict.is_whole, verdict.count) == (True, 3)
    with engine.connect() as connection, pytest.raises(DatabaseError, match="append-only"):
        connection.execute(text("UPDATE log_entry SET action = 'x'"))
