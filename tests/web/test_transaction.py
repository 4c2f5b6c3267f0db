"""One transaction per request: what an error answer has changed is undone."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from consult import db
from consult.db import writing_session
from consult.models import Person
from tests.web.client import PageClient
from tests.web.conftest import reading


def people(app: Flask) -> int:
    """How many persons were committed."""
    with reading(app) as session:
        return session.scalar(select(func.count(Person.id))) or 0


@pytest.mark.parametrize(
    ("status", "written"), [(200, 1), (201, 1), (303, 1), (400, 0), (409, 0), (422, 0), (500, 0)]
)
def test_below_400_is_committed_and_above_is_not(probed: Flask, status: int, written: int) -> None:
    page = PageClient(probed).post(f"/probe/add/{status}")
    assert page.status == status
    assert people(probed) == written


def test_an_exception_undoes_everything(probed: Flask) -> None:
    assert PageClient(probed).post("/probe/add-and-fail").status == 500
    assert people(probed) == 0


def test_what_must_count_is_kept(probed: Flask) -> None:
    assert PageClient(probed).post("/probe/add-and-keep").status == 422
    assert people(probed) == 1


def test_one_session_per_request(probed: Flask) -> None:
    assert PageClient(probed).get("/probe/many").response.json == {"same": True, "people": 0}


def test_connections_are_given_back(probed: Flask) -> None:
    client = PageClient(probed)
    for _ in range(16):
        client.get("/probe/many")
        client.post("/probe/add-and-fail", token=False)
    assert probed.extensions["consult"].engine.pool.checkedout() == 0


def test_a_busy_database_says_so_and_shows_what_was_typed(
    probed: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "PATIENCE_SECONDS", 0.02)
    client = PageClient(probed)
    engine = probed.extensions["consult"].engine
    with writing_session(engine) as other:
        other.execute(select(Person.id))
        page = client.post("/probe/add/200", {"text": "Tätä kirjoitin kauan."})
    assert page.status == 503
    assert page.headers["Retry-After"] == "3"
    assert page.h1 == "Palvelu on hetken ruuhkainen"
    assert "Tätä kirjoitin kauan." in page.text
    assert people(probed) == 0


def test_readers_are_served_while_somebody_writes(probed: Flask) -> None:
    with writing_session(probed.extensions["consult"].engine) as other:
        other.add(Person(email="waiting@example.test", created_at=probed.extensions["consult"].clock()))
        other.flush()
        assert PageClient(probed).get("/probe/many").response.json == {"same": True, "people": 0}


def test_parallel_writers_wait_for_each_other(probed: Flask) -> None:
    clients = [PageClient(probed) for _ in range(8)]
    tokens = [client.token() for client in clients]
    with ThreadPoolExecutor(8) as pool:
        pages = list(
            pool.map(
                lambda pair: pair[0].post("/probe/add/200", {"csrf_token": pair[1]}, token=False),
                zip(clients, tokens, strict=True),
            )
        )
    assert sorted(page.status for page in pages) == [200] + [422] * 7
    assert people(probed) == 1
