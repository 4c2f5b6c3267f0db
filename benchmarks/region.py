"""Pages of the large demonstration against an empty one, and the memory of reading a table of any length."""

import subprocess
import sys
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy.orm import Session

from benchmarks.table import Figure, print_figures, print_table
from benchmarks.timing import medians
from consult.config import Config
from consult.db import make_engine, writing_session
from consult.demo.large.load import LARGE, Profile, load_large
from consult.migrate import upgrade
from consult.models import Consultation, Person
from consult.reports.versions import current_version
from consult.services.approvals import approve_version
from consult.services.endorsement_rounds import open_endorsing
from consult.services.notes import paste_notes
from consult.services.people import add_person
from consult.services.workshops import WorkshopPlan, add_workshop
from consult.sheets import write_csv, write_xlsx
from consult.web.app import create_app
from consult.web.clock import utc_now
from tests.large.reader import Clock, Reader, sign_in
from tests.large.scene import make_config

TIMES = 9
NOTES = 400
WEEK = timedelta(days=7)
EMPTY = {"empty page": "/accessibility"}
FEW_ROWS, MANY_ROWS = 10_000, 100_000
#: A table of ten times as many rows may not take twice the memory.
MOST_MEMORY = 1.5
CHILD = """
import sys
from benchmarks.memory import own_peak
from consult.sheets.child import answer
answer(sys.stdin.buffer.read())
print(own_peak())
"""


def measure(profile: Profile = LARGE) -> None:
    """Memory first: what has been filled later would hide it."""
    _measure_memory()
    print(f"\nfilling a database: {profile}", flush=True)
    started = perf_counter()
    with TemporaryDirectory() as folder:
        config = make_config(Path(folder))
        slug, agent = _fill(config, profile)
        print(f"filled in {perf_counter() - started:.0f} s", flush=True)
        app = create_app(config, clock=Clock(utc_now()))
        reader = sign_in(app, agent, now=utc_now())
        _measure_pages(reader, {**EMPTY, **_pages(f"/consultations/{slug}")})
        app.extensions["consult"].engine.dispose()


def _pages(top: str) -> Mapping[str, str]:
    """The lists of a region, first pages and searched ones."""
    below = {
        "organisations that take part": "organisations",
        "organisations, searched": "organisations?find=kyl",
        "invitations": "invitations",
        "changed details": "organisations/changes",
        "workshops": "workshops",
        "notes to gather": "workshops/notes",
        "progress of signing": "signatures",
        "rounds and timetable": "rounds",
        "timetable and calendar": "timetable",
        "log": "log",
        "log, searched": "log?what=answers",
        "desk": "desk",
    }
    everywhere = {
        "register": "/organisations",
        "register, searched": "/organisations?q=omaishoit",
        "register, last page": "/organisations?page=9999",
        "outbox": "/mails",
        "log of the site": "/log",
        "people": "/people",
    }
    return {**{name: f"{top}/{path}" for name, path in below.items()}, **everywhere}


def _measure_pages(reader: Reader, pages: Mapping[str, str]) -> None:
    seconds = medians({name: partial(reader.fetch, url) for name, url in pages.items()}, TIMES)
    queries = {name: reader.count(url) for name, url in pages.items()}
    sizes = {name: f"{len(reader.fetch(url)) / 1000:.0f}" for name, url in pages.items()}
    print_table("Lists of a region, the application alone", seconds, queries=queries, kB=sizes)


def _fill(config: Config, profile: Profile) -> tuple[str, Person]:
    upgrade(config.database_url)
    engine = make_engine(config.database_url)
    with writing_session(engine) as session:
        now = utc_now()
        agent = add_person(session, email="agentti@example.invalid", name="Aino Agentti", now=now)
        agent.is_administrator = True
        consultation = load_large(session, agent, now=now, profile=profile)
        _add_workshop(session, consultation, agent)
        _ask_signatures(session, consultation, agent)
        session.commit()
        slug = consultation.slug
    engine.dispose()
    return slug, agent


def _add_workshop(session: Session, consultation: Consultation, agent: Person) -> None:
    now = utc_now()
    plan = WorkshopPlan("Kuusiniemen työpaja", themes=("Tilat",))
    workshop = add_workshop(session, consultation, plan, actor=agent, now=now)
    words = "\n".join(f"Muistiinpano {number}: tilat lähelle." for number in range(NOTES))
    paste_notes(session, workshop, words, theme="Tilat", page="bench", actor=agent, now=now)


def _ask_signatures(session: Session, consultation: Consultation, agent: Person) -> None:
    """Everybody is asked; the mails wait in the outbox."""
    now = utc_now()
    version = current_version(session, consultation.id)
    if version is None:
        raise RuntimeError("the large profile has no version")
    approve_version(
        session,
        consultation,
        version,
        body="Kumppanuuspöytä",
        approved_on=now.date() - timedelta(days=1),
        note="",
        zone="Europe/Helsinki",
        actor=agent,
        now=now,
    )
    open_endorsing(session, consultation, version, opens_at=now, closes_at=now + WEEK, actor=agent, now=now)


def _measure_memory() -> None:
    """Of the process that reads an uploaded table."""
    figures = []
    for ending, write in (("csv", write_csv), ("xlsx", lambda *table: write_xlsx("x", *table))):
        few, many = (
            _peak(f"x.{ending}", write(["Nimi", "Kunta"], _rows(count))) for count in (FEW_ROWS, MANY_ROWS)
        )
        name = f"peak of {MANY_ROWS:,} rows of {ending} ({many:.0f} MiB) to {FEW_ROWS:,} ({few:.0f} MiB)"
        figures.append(Figure(name, many / few, most=MOST_MEMORY))
    print_figures("Memory of reading a table", figures)


def _rows(count: int) -> list[list[str]]:
    return [[f"Kylän {number}. tuki ry", "Kuusiniemi"] for number in range(count)]


def _peak(name: str, data: bytes) -> float:
    """The most mebibytes that reading takes, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD], input=f"{name}\n".encode() + data, capture_output=True, check=True
    )
    return float(done.stdout)
