"""Every form that a role meets on its own pages."""

from flask import Flask
from sqlalchemy import select

from consult.db import Base, reading_session
from consult.security import Permission
from consult.web.permission import permission_of
from tests.web.security.addresses import address, routes, values_of
from tests.web.security.conftest import Visit
from tests.web.security.forms import Form, forms_of
from tests.web.security.world import Role, State

#: Where things are sent, by whom, and the pages that are theirs.
PLACES = {
    (State.UNPUBLISHED, Role.AGENT): Permission.COORDINATE,
    (State.OPEN, Role.MEMBER): Permission.CONTRIBUTE,
    (State.CLOSED, Role.AGENT): Permission.COORDINATE,
    (State.CLOSED, Role.ADMINISTRATOR): Permission.ADMINISTER,
}
#: Forms of the frame of every page.
FRAME = ("/sign-in", "/language")
Dump = dict[str, list[tuple[object, ...]]]


def pages_of(visit: Visit, role: Role) -> list[str]:
    """The address of every page that asks for what this role has, and the margins with forms in them."""
    here, state = visit.world.here, visit.world.state
    needed = PLACES[state, role]
    found = [
        address(visit.app, rule, values_of(rule, here, state))
        for rule, method in routes(visit.app)
        if method == "GET" and permission_of(visit.app, rule.endpoint) is needed
    ]
    if needed is Permission.CONTRIBUTE:
        block = f"{here.url}/documents/{here.document_id}/blocks/b2"
        found.append(f"{here.url}/draft?show=proposal:{here.proposals['sent']}")
        found.append(f"{block}/comment?reply_to={here.comments['sent']}")
    return found


def harvest(visit: Visit, role: Role) -> list[Form]:
    """Each form once."""
    robot = visit.robot(role)
    found = {form.key: form for url in pages_of(visit, role) for form in forms_of(robot.get(url))}
    return [form for form in found.values() if not form.action.startswith(FRAME)]


def everything(app: Flask) -> Dump:
    """Every row of every table, but for the times at which browsers were seen."""
    tables = [table for table in Base.metadata.sorted_tables if table.name != "signed_in_session"]
    with reading_session(app.extensions["consult"].engine) as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for table in tables
        }
