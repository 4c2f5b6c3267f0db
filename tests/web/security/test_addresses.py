"""Addresses that nobody links to: unknown filters are 400, numbers of nothing are 404, nothing fails."""

import pytest

from tests.web.security.addresses import address, routes, values_of
from tests.web.security.conftest import Go
from tests.web.security.harvest import everything
from tests.web.security.world import Role, State

LISTS = {
    "contributions": ("kind=email", "state=password", "chapter=b99", "organisation=1%20OR%201=1", "page=0"),
    "contributions ": ("page=-1", "page=²", "page=99999999999999999999", "kind=PROPOSAL", "state='"),
    "draft": ("show=people:1", "show=proposal:x", "show=comments:../../etc", "show=proposal:99999999999"),
    "reconcile": ("show=email", "show=open'--"),
    "log": ("page=x", "page=0"),
    "documents/{document}/compare/1/2": ("view=sql",),
}
LARGE = ("2147483648", "9223372036854775808")
#: Ids that name something of one consultation only.
PREVIEWS = {"answering.preview", "answering.preview_entered"}
FOREIGN = {"document_id", "decision_id", "answer_id", "organisation_id"} | {
    "workshop_id",
    "note_id",
    "gathering_id",
}
STRANGE = ("%00", "%ED%A0%80", "..%2F..%2Fetc", "%0d%0aX: y", "a" * 500)


@pytest.mark.parametrize("page", LISTS)
def test_unknown_filters_are_refused(go: Go, page: str) -> None:
    visit = go(State.FILED)
    robot, here = visit.robot(Role.AGENT), visit.world.here
    url = f"{here.url}/{page.strip().format(document=here.document_id)}"
    assert robot.get(url).status_code == 200
    for query in LISTS[page]:
        assert robot.get(f"{url}?{query}").status_code == 400, query


@pytest.mark.parametrize("role", [Role.MEMBER, Role.AGENT])
def test_numbers_and_names_of_nothing_are_not_found(go: Go, role: Role) -> None:
    visit = go(State.CLOSED)
    robot = visit.robot(role)
    for rule, method in routes(visit.app):
        values = values_of(rule, visit.world.here, State.CLOSED)
        for name in rule.arguments - {"filename"}:
            for wrong in LARGE if isinstance(values[name], int) else STRANGE:
                marker = 1234567 if isinstance(values[name], int) else "zzzz"
                url = address(visit.app, rule, {**values, name: marker}).replace(str(marker), wrong)
                status = robot.ask(method, url).status_code
                assert 300 <= status < 500, f"{method} {url}: {status}"
                assert status != 303 or method == "GET", f"{method} {url}"


@pytest.mark.parametrize("role", [Role.MEMBER, Role.AGENT])
def test_things_of_another_consultation_do_not_exist_here(go: Go, role: Role) -> None:
    visit = go(State.CLOSED)
    robot, here, elsewhere = visit.robot(role), visit.world.here, visit.world.elsewhere
    unsent = elsewhere.proposals["unsent"]
    foreign = {name: value for name, value in vars(elsewhere).items() if name in FOREIGN}
    foreign |= {"number": unsent, "key": f"p{unsent}-0"}
    before = everything(visit.app)
    for rule, method in routes(visit.app):
        # A preview judges its kind first, and says so for every document alike.
        wanted = {403, 404} if rule.endpoint not in PREVIEWS else {400, 403}
        for name in rule.arguments & foreign.keys() if "slug" in rule.arguments else ():
            values = values_of(rule, here, State.CLOSED)
            # What the agent enters has numbers of its own: here that of what an organisation said itself.
            is_entered = name == "number" and "arrival_id" in rule.arguments
            other = here.comments["sent"] if is_entered else foreign[name]
            url = address(visit.app, rule, {**values, name: other})
            assert robot.ask(method, url).status_code in wanted, f"{method} {url}"
    assert everything(visit.app) == before
