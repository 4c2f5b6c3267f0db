"""An agent is one of a single consultation; and whoever only reads leaves no trace but having opened it."""

import pytest

from tests.web.security.conftest import Go
from tests.web.security.crawl import crawl, guesses
from tests.web.security.harvest import everything
from tests.web.security.world import Role, State


def test_an_agent_does_not_get_at_the_people_of_another_consultation(go: Go) -> None:
    visit = go(State.OPEN)
    robot, here, elsewhere = visit.robot(Role.AGENT), visit.world.here, visit.world.elsewhere
    joined = robot.post(f"{here.url}/organisations/join", {"organisation": elsewhere.organisation_id})
    assert joined.status_code == 303
    before = everything(visit.app)["membership"]
    people = f"{here.url}/organisations/{elsewhere.organisation_id}"
    added = robot.post(people, {"name": "Uusi", "email": "uusi@example.test", "role": "lead"})
    removed = robot.post(f"{people}/people/{elsewhere.person_id}/remove")
    assert (added.status_code, removed.status_code) == (403, 403)
    assert everything(visit.app)["membership"] == before


def test_an_agent_appoints_nobody_and_makes_nobody_administrator(go: Go) -> None:
    visit = go(State.OPEN)
    robot, here = visit.robot(Role.AGENT), visit.world.here
    before = everything(visit.app)
    for url in (
        "/people",
        f"/people/{here.person_id}",
        "/organisations",
        f"/organisations/{here.organisation_id}",
    ):
        assert robot.post(url, {"is_administrator": "1", "consultation": "2"}).status_code == 403
    assert everything(visit.app) == before


@pytest.mark.parametrize("role", [Role.MEMBER, Role.AGENT])
def test_reading_changes_nothing(go: Go, role: Role) -> None:
    visit = go(State.CLOSED)
    before = everything(visit.app)
    crawl(visit, role, *guesses(visit, visit.world.here))
    after = everything(visit.app)
    # That somebody has opened the consultation is noted beside the request.
    assert {name for name in before if before[name] != after[name]} <= {"participation"}
    assert [row[:4] for row in before["participation"]] == [row[:4] for row in after["participation"]]
