"""Every form of every role: fields it does not have, ids of others, sent twice."""

import re

import pytest

from tests.web.security.conftest import Go, Visit
from tests.web.security.forms import Form
from tests.web.security.harvest import PLACES, Dump, everything, harvest
from tests.web.security.world import Role, State

#: What somebody could add to a form in the hope that it is believed.
EXTRA = {
    "id": "1",
    "number": "999",
    "role": "lead",
    "is_administrator": "1",
    "status": "accepted",
    "outcome": "accepted",
    "author_id": "1",
    "actor_id": "1",
    "person_id": "1",
    "organisation_id": "1",
    "consultation_id": "2",
    "voice_id": "3",
    "answer_id": "1",
    "sent_at": "2027-01-01 00:00:00",
    "withdrawn_at": "2027-01-01 00:00:00",
    "published_at": "2027-01-01 00:00:00",
    "slug": "toinen-lausunto",
}
CHANCE = re.compile(r"\bn[0-9a-f]{12}\b|\b[0-9a-f]{64}\b|'[CDFHJKMNPRTVWXY]{6}'")
#: What one more sending of a form may add: that it was asked, and mails of a new request.
TOLD = {"attempt", "log_entry", "outbox_mail"}
#: Sending these twice is doing them twice.
REPEATED = re.compile(r"/(move|remove|intake.*|questions|background/new|new|answer\?voice=\d+)$")

#: What was said once stays in the voice that said it, whatever the form names.
HAS_A_VOICE = ("/clarify", "/edit")
#: Fields that these forms carry for the page alone; that they are not believed is a test of its own.
UNASKED = {("voice", "clarify"), ("voice", "edit"), ("version", "edit")}
#: Where the agent chooses any organisation that takes part.
ANY_VOICE = "late"

Place = tuple[State, Role]
every_place = pytest.mark.parametrize("place", PLACES, ids=" ".join)


def send(visit: Visit, role: Role, form: Form, other: dict[str, str] | None = None) -> int:
    """Fill the form in, send it, and say what the answer was."""
    return visit.robot(role).post(form.action, form.filled(**(other or {}))).status_code


def alike(rows: Dump) -> str:
    """The rows without what is drawn by chance."""
    return CHANCE.sub("n", repr(rows))


@every_place
def test_a_form_believes_only_its_own_fields(go: Go, place: Place) -> None:
    state, role = place
    forms = harvest(go(state), role)
    assert len(forms) > 3
    for form in forms:
        visit = go(state)
        status = send(visit, role, form)
        plain = alike(everything(visit.app))
        visit = go(state)
        own = {control.name for control in form.controls}
        extra = {name: value for name, value in EXTRA.items() if name not in own}
        assert send(visit, role, form, extra) == status, form.action
        assert alike(everything(visit.app)) == plain, form.action


@every_place
def test_ids_of_another_consultation_change_nothing(go: Go, place: Place) -> None:
    state, role = place
    visit = go(state)
    elsewhere, here = visit.world.elsewhere, visit.world.here
    foreign = {
        "voice": (elsewhere.voice_id, elsewhere.other_voice_id, here.other_voice_id, 0, "x"),
        "version": (elsewhere.version_id, 99999),
        "covered": ("b99", "x"),
        "after": ("b99",),
        "seen": ("0" * 64,),
        "standing": (elsewhere.decision_id, "²", "-1"),
        "input_hash": ("0" * 64,),
        "organisation": (elsewhere.organisation_id + 900, "x"),
        "consultation": (99999, "x"),
    }
    forms = harvest(visit, role)
    before = everything(visit.app)
    for form in forms:
        names = {control.name for control in form.controls} & foreign.keys()
        # A version to be filed is named by its number, not by an id.
        names -= {"version"} if form.action.endswith("/filing") else set()
        for name in sorted(names):
            for value in foreign[name]:
                if name == "voice" and form.action.endswith(ANY_VOICE) and value == here.other_voice_id:
                    continue
                if (name, form.action.rsplit("/", 1)[1]) in UNASKED:
                    continue
                status = send(visit, role, form, {name: str(value)})
                assert 400 <= status < 500, f"{form.action} {name}={value}: {status}"
                assert everything(visit.app) == before, f"{form.action} {name}={value}"


def test_what_was_said_stays_in_its_voice(go: Go) -> None:
    forms = [f for f in harvest(go(State.OPEN), Role.MEMBER) if f.action.endswith(HAS_A_VOICE)]
    assert len(forms) >= 3
    for form in forms:
        visit = go(State.OPEN)
        send(visit, Role.MEMBER, form)
        plain = alike(everything(visit.app))
        visit = go(State.OPEN)
        here, elsewhere = visit.world.here, visit.world.elsewhere
        version = {} if "/proposals/" in form.action else {"version": str(elsewhere.version_id)}
        send(visit, Role.MEMBER, form, {"voice": str(here.other_voice_id), **version})
        assert alike(everything(visit.app)) == plain, form.action


@every_place
def test_a_form_sent_twice_says_a_thing_once(go: Go, place: Place) -> None:
    state, role = place
    for form in harvest(go(state), role):
        visit = go(state)
        first = send(visit, role, form)
        rows = {name: len(found) for name, found in everything(visit.app).items() if name not in TOLD}
        second = send(visit, role, form)
        again = {name: len(found) for name, found in everything(visit.app).items() if name not in TOLD}
        assert second < 500, form.action
        if first < 400 and not REPEATED.search(form.action):
            assert again == rows, form.action
