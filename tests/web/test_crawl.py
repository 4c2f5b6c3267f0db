"""Reading changes nothing: a crawl of every link as every role leaves the database as it was."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from consult.db import Base, make_engine, writing_session
from consult.demo import load_demo
from consult.models import Agency, Membership, Person, SignedInSession
from tests.factories import NOW
from tests.web.client import PageClient
from tests.web.conftest import Clock, reading, signed_in

ROLES = ("nobody", "stranger", "participant", "agent", "administrator")
PER_KIND = 2


@pytest.fixture(scope="module")
def demo_database(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration and somebody who has no part in it, to be copied."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    shutil.copy(empty_database, path)
    engine = make_engine(f"sqlite:///{path}")
    with writing_session(engine) as session:
        load_demo(session, now=NOW)
        session.add(Person(email="stranger@example.test", name="Sivullinen", created_at=NOW))
        session.commit()
    engine.dispose()
    return path


@pytest.fixture
def demo(app: Flask, demo_database: Path) -> dict[str, Person]:
    """The demonstration, with one person per role."""
    engine = app.extensions["consult"].engine
    shutil.copy(demo_database, engine.url.database)
    with reading(app) as session:
        people = select(Person).order_by(Person.id)
        stranger = session.scalars(people.order_by(None).order_by(Person.id.desc())).first()
        assert stranger is not None
        return {
            "stranger": stranger,
            "participant": session.scalars(people.join(Membership)).first() or stranger,
            "agent": session.scalars(people.join(Agency)).first() or stranger,
            "administrator": session.scalars(people.where(Person.is_administrator)).first() or stranger,
        }


def contents(app: Flask) -> str:
    """A hash of every row but those that say who is signed in."""
    digest = hashlib.sha256()
    with reading(app) as session:
        for table in Base.metadata.sorted_tables:
            if table.name != SignedInSession.__tablename__:
                for row in session.execute(select(table).order_by(*table.primary_key)):
                    digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def crawl(client: PageClient) -> Iterator[tuple[str, int]]:
    """Every address that can be reached by links, a few of each kind, with its status."""
    waiting, seen, kinds = ["/"], {"/"}, dict[str, int]()
    while waiting:
        url = waiting.pop(0)
        page = client.get(url)
        yield url, page.status
        links = page.links() if page.html else []
        for link in [page.location, *links] if page.location else links:
            address = link.partition("#")[0]
            kind = "".join("0" if c.isdigit() else c for c in address.partition("?")[0])
            new = address.startswith("/") and not address.startswith("/static") and address not in seen
            if new and kinds.get(kind, 0) < PER_KIND:
                kinds[kind] = kinds.get(kind, 0) + 1
                seen.add(address)
                waiting.append(address)


@pytest.mark.parametrize("role", ROLES)
def test_no_link_leads_nowhere_and_no_page_writes(
    app: Flask, demo: dict[str, Person], clock: Clock, role: str
) -> None:
    client = PageClient(app) if role == "nobody" else signed_in(app, demo[role], clock)
    before = contents(app)
    broken = [(url, status) for url, status in crawl(client) if status >= 400]
    assert broken == []
    assert contents(app) == before


def test_a_page_that_tries_to_write_writes_nothing(probed: Flask) -> None:
    before = contents(probed)
    assert PageClient(probed).get("/probe/add").status == 200
    assert contents(probed) == before
