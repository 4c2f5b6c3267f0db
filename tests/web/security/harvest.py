"""Every form that a role meets on the pages of a state."""

from tests.web.security.addresses import address, routes, values_of
from tests.web.security.conftest import Visit
from tests.web.security.forms import Form, forms_of
from tests.web.security.world import Role, State

#: Where something can be sent, and by whom.
PLACES = (
    (State.UNPUBLISHED, Role.AGENT),
    (State.OPEN, Role.MEMBER),
    (State.OPEN, Role.LEAD),
    (State.OPEN, Role.AGENT),
    (State.CLOSED, Role.AGENT),
    (State.CLOSED, Role.ADMINISTRATOR),
)


def pages_of(visit: Visit) -> list[str]:
    """The address of every page of the consultation, and of the front pages."""
    here, state = visit.world.here, visit.world.state
    found = [
        address(visit.app, rule, values_of(rule, here, state))
        for rule, method in routes(visit.app)
        if method == "GET" and rule.endpoint != "static"
    ]
    sent = here.proposals.get("sent")
    margins = [f"{here.url}/draft?show=proposal:{sent}", f"{here.url}/draft?show=comments:b2"] if sent else []
    own = [
        f"{here.url}/documents/{here.document_id}/blocks/b2/comment?reply_to={number}"
        for number in _mine(here.comments)
    ]
    return [*found, *margins, *own]


def _mine(numbers: dict[str, int]) -> list[int]:
    return [numbers[name] for name in ("mine",) if name in numbers]


def harvest(visit: Visit, role: Role) -> list[Form]:
    """Each form once."""
    robot = visit.robot(role)
    found = {form.key: form for url in pages_of(visit) for form in forms_of(robot.get(url))}
    return list(found.values())
