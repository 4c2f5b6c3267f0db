"""Killed in the middle of publishing: what was acknowledged is there, and nothing is there by half."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from consult.db import make_engine, reading_session, writing_session
from consult.migrate import upgrade
from consult.models import Difference, LogEntry, OutboxMail, Version, VersionBlock
from consult.reports.texts import load_text
from consult.services.documents import version_hash
from tests.factories import make_consultation, make_person
from tests.services.reconciling import make_desk
from tests.tree import ROOT

#: Two versions take about this long; a kill falls anywhere in it.
LONGEST = 0.3
PATIENCE = 30


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A consultation whose round has closed, with one proposal and one comment of organisations."""
    url = f"sqlite:///{tmp_path / 'consult.sqlite'}"
    upgrade(url)
    engine = make_engine(url)
    with writing_session(engine) as session:
        agent = make_person(session, "Muutosagentti")
        desk = make_desk(session, make_consultation(session, agent), agent)
        desk.reword("b1", "vuosittain", "kolmeksi vuodeksi")
        desk.comment()
        session.commit()
    engine.dispose()
    return url


def kill_in_the_middle(url: str, ledger: Path, chance: random.Random) -> None:
    """Let a process publish, and kill it at a random moment after its first acknowledgement."""
    before = ledger.stat().st_size if ledger.exists() else 0
    program = [sys.executable, "-m", "tests.faults.publisher", url, str(ledger)]
    with subprocess.Popen(program, cwd=ROOT) as process:
        deadline = time.monotonic() + PATIENCE
        while not ledger.exists() or ledger.stat().st_size == before:
            assert process.poll() is None, "the publisher failed by itself"
            assert time.monotonic() < deadline, "nothing was published"
            time.sleep(0.005)
        time.sleep(chance.uniform(0, LONGEST))
        process.kill()
        assert process.wait() == -signal.SIGKILL


def check(engine: Engine, ledger: Path) -> None:
    """Every invariant of the database and of what was promised."""
    with reading_session(engine) as session:
        assert session.scalars(text("PRAGMA integrity_check")).all() == ["ok"]
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        versions = session.scalars(select(Version).order_by(Version.number)).all()
        known = {version.number: version.hash for version in versions}
        for line in ledger.read_text(encoding="ascii").splitlines():
            number, hash_ = line.split()
            assert known[int(number)] == hash_
        assert list(known) == list(range(1, len(known) + 1))
        for version in versions:
            _check_whole(session, version)


def _check_whole(session: Session, version: Version) -> None:
    """The text, the difference, the log and the answers of one publishing came together."""
    assert version_hash(version.title, load_text(session, version.id)) == version.hash
    blocks = select(func.count()).where(VersionBlock.version_id == version.id)
    assert session.scalar(blocks) == 2
    logged = select(func.count(LogEntry.id)).where(
        LogEntry.action == "version.published",
        LogEntry.subject_id == version.id,
    )
    assert session.scalar(logged) == 1
    if version.number > 1:
        differences = select(func.count()).where(Difference.new_version_id == version.id)
        assert session.scalar(differences) == 1
        assert f"Versio {version.number - 1}." in load_text(session, version.id).plain()


@pytest.mark.parametrize("kills", [15, pytest.param(100, marks=pytest.mark.long)])
def test_nothing_acknowledged_is_lost_and_nothing_is_half_published(
    database: str, tmp_path: Path, kills: int
) -> None:
    chance, ledger = random.Random(2027), tmp_path / "acknowledged"
    for _ in range(kills):
        kill_in_the_middle(database, ledger, chance)
        engine = make_engine(database)
        check(engine, ledger)
        engine.dispose()
    assert len(ledger.read_text(encoding="ascii").splitlines()) >= kills
    engine = make_engine(database)
    with reading_session(engine) as session:
        mails = session.scalars(select(OutboxMail.dedupe)).all()
    engine.dispose()
    assert len(mails) == len(set(mails))
