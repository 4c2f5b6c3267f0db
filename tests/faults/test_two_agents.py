"""Agents who decide the same place at the same time: nobody's decision disappears under another's."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier

from sqlalchemy import Engine, select

from consult.db import make_engine, reading_session, writing_session
from consult.errors import Conflict
from consult.migrate import upgrade
from consult.models import Decision, Outcome, Person, Version
from consult.reports.reconciliation import load_reconciliation
from consult.services.decisions import Ruling, Verdict, decide, member_keys
from tests.factories import make_consultation, make_person
from tests.services.reconciling import LATER, make_desk

AGENTS, TURNS = 8, 5


@dataclass
class Try:
    """One attempt: what stood on the page, what was tried, and how it went."""

    standing: int | None
    words: str
    saved: int | None = None
    conflict: Conflict | None = None


def attempt(engine: Engine, version_id: int, key: str, words: str, together: Barrier) -> Try:
    """Look at the place, wait until everybody has looked, and decide."""
    with reading_session(engine) as session:
        version = session.get_one(Version, version_id)
        reconciliation = load_reconciliation(session, version)
        spot = reconciliation.by_key[key]
        verdicts = {name: Verdict(Outcome.NOTED) for name in member_keys(reconciliation, spot)}
        made = Try(spot.decision.id if spot.decision else None, words)
        ruling = Ruling(seen=spot.seen, verdicts=verdicts, rationale=words, standing=made.standing)
    together.wait()
    with writing_session(engine) as session:
        agent = session.scalars(select(Person).where(Person.name == "Muutosagentti")).one()
        version = session.get_one(Version, version_id)
        try:
            made.saved = decide(session, version, key, ruling, actor=agent, now=LATER).id
        except Conflict as conflict:
            made.conflict = conflict
        else:
            session.commit()
    return made


def test_of_decisions_on_one_place_each_is_seen_by_the_next(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'consult.sqlite'}"
    upgrade(url)
    engine = make_engine(url)
    with writing_session(engine) as session:
        agent = make_person(session, "Muutosagentti")
        desk = make_desk(session, make_consultation(session, agent), agent)
        first = desk.reword("b1", "vuosittain", "kolmeksi vuodeksi")
        desk.reword("b1", "avustuksia", "yleisavustuksia")
        session.commit()
        version_id, key = desk.version.id, f"p{first.number}-0"
    together = Barrier(AGENTS)

    def take_turns(agent: int) -> list[Try]:
        return [
            attempt(engine, version_id, key, f"Agentin {agent} syy {turn}.", together)
            for turn in range(TURNS)
        ]

    with ThreadPoolExecutor(AGENTS) as pool:
        tries = [each for turns in pool.map(take_turns, range(AGENTS)) for each in turns]
    with reading_session(engine) as session:
        stored = {row.id: row.rationale for row in session.scalars(select(Decision).order_by(Decision.id))}
    engine.dispose()
    saved = sorted((each for each in tries if each.saved), key=lambda each: each.saved or 0)
    lost = [each for each in tries if each.conflict]
    assert len(tries) == len(saved) + len(lost) == AGENTS * TURNS
    assert {each.saved: each.words for each in saved} == stored
    assert [each.standing for each in saved] == [None, *(each.saved for each in saved[:-1])]
    assert len(saved) >= TURNS
    for each in lost:
        assert each.conflict is not None
        assert each.words in each.conflict.ours
        assert any(words in each.conflict.theirs for words in stored.values())
