"""Who gets what: every route, asked by every role, while a consultation is in every state."""

import pytest
from flask import Flask

from consult.security import Permission
from consult.web.permission import permission_of
from tests.web.security.addresses import address, routes, values_of
from tests.web.security.conftest import Go
from tests.web.security.matrix import ROLES, STATES, Row, letter, rows
from tests.web.security.world import Role, State

REFUSED = {"s", "-", "."}
#: Roles that a permission inside a consultation always turns away.
NEVER = {
    Permission.CONTRIBUTE: {
        Role.ANONYMOUS,
        Role.OUTSIDER,
        Role.AGENT,
        Role.FOREIGN_AGENT,
        Role.ADMINISTRATOR,
    },
    Permission.SPEAK: {Role.ANONYMOUS, Role.OUTSIDER, Role.FOREIGN_AGENT, Role.ADMINISTRATOR},
    Permission.ENDORSE: set(Role) - {Role.LEAD},
    Permission.COORDINATE: {Role.ANONYMOUS, Role.OUTSIDER, Role.MEMBER, Role.LEAD, Role.FOREIGN_AGENT},
    Permission.CREATE: {Role.ANONYMOUS, Role.OUTSIDER, Role.MEMBER, Role.LEAD},
    Permission.ADMINISTER: set(Role) - {Role.ADMINISTRATOR},
}


#: Everything that somebody unknown may ask for outside a consultation, by address.
PUBLIC = {
    "/",
    "/accessibility",
    "/healthz",
    "/language",
    "/privacy",
    "/sign-in",
    "/sign-in/code",
    "/sign-in/link/<secret>",
    "/sign-in/out",
    "/static/<path:filename>",
    "/w",
    "/w/<code>",
}


def test_the_public_list_is_short_and_written_out(app: Flask) -> None:
    found = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if permission_of(app, rule.endpoint) is Permission.PUBLIC
    }
    assert found == PUBLIC
    assert len(PUBLIC) <= 12


def test_every_route_is_in_the_table_once(app: Flask) -> None:
    found = [(rule.endpoint, method) for rule, method in routes(app)]
    listed = [(row.endpoint, row.method) for row in rows()]
    assert sorted(listed) == sorted(set(found)), "see what it answers with the test below, judge it, add it"


def test_the_table_keeps_what_the_permissions_say(app: Flask) -> None:
    for row in rows():
        needed = permission_of(app, row.endpoint)
        for role in NEVER.get(needed, set()) if needed else set():
            for state in STATES:
                assert row.expected(state, role) in REFUSED, f"{row.endpoint} {role} {state}"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ROLES)
def test_every_cell(go: Go, role: Role, state: State) -> None:
    visit = go(state)
    listed = {(row.endpoint, row.method): row for row in rows()}
    wrong = []
    for rule, method in routes(visit.app):
        url = address(visit.app, rule, values_of(rule, visit.world.here, state))
        response = visit.robot(role).ask(method, url)
        given = letter(response.status_code, response.headers.get("Location", ""))
        row = listed.get((rule.endpoint, method))
        if row is not None and given != row.expected(state, role):
            wrong.append(f"{rule.endpoint} {method}: {given}, not {row.expected(state, role)}")
        if method != "GET" and response.status_code < 400:
            visit = go(state)
    assert wrong == []


def make_table(go: Go) -> list[Row]:
    """What the routes answer now, for whoever adds a route and has judged that this is right."""
    table: dict[tuple[str, str], dict[State, str]] = {}
    for state in STATES:
        for role in ROLES:
            visit = go(state)
            for rule, method in routes(visit.app):
                url = address(visit.app, rule, values_of(rule, visit.world.here, state))
                response = visit.robot(role).ask(method, url)
                given = letter(response.status_code, response.headers.get("Location", ""))
                cells = table.setdefault((rule.endpoint, method), {})
                cells[state] = cells.get(state, "") + given
                if method != "GET" and response.status_code < 400:
                    visit = go(state)
    return [Row(endpoint, method, tuple(cells.values())) for (endpoint, method), cells in table.items()]
