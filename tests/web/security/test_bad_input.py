"""What cannot be accepted gets a plain sentence and a 4xx, and the words that were typed stay."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.models import Comment, Person, Round
from tests.factories import make_consultation, make_participant, make_person, make_version
from tests.web.client import PageClient
from tests.web.conftest import Clock, reading, signed_in, writing
from tests.web.security.conftest import Go
from tests.web.security.forms import Form
from tests.web.security.harvest import PLACES, everything, harvest
from tests.web.security.world import Role, State

LIMIT = 20_000
MAY_BE_EMPTY = ("/timetable", "/intake", "/p1-0", "/letter", "/letterhead", "/answer")
ClientAs = Callable[[Person], PageClient]

SPRING = datetime(2027, 3, 28, tzinfo=UTC)
AUTUMN = datetime(2027, 10, 31, tzinfo=UTC)
#: Closings in UTC: a winter day, a summer day, and around both nights when the clocks are turned.
CLOSINGS = [
    datetime(2027, 2, 1, 14, tzinfo=UTC),
    datetime(2027, 6, 1, 13, tzinfo=UTC),
    *(SPRING + timedelta(hours=hours) for hours in (0, 1, 2)),
    *(AUTUMN + timedelta(hours=hours) for hours in (0, 1, 2)),
]


def texts_of(response: TestResponse) -> list[str]:
    """What stands in the fields for words."""
    fields = html.fromstring(response.text).iter("textarea")
    return ["".join(map(str, field.itertext())).removeprefix("\n") for field in fields]


def long_fields(form: Form) -> list[str]:
    """The fields that take at most twenty kilobytes."""
    named = [control.name for control in form.controls if control.kind == "textarea"]
    return [name for name in named if not form.action.endswith(("/intake", "/request/paste"))]


@pytest.mark.parametrize("place", PLACES, ids=" ".join)
def test_a_text_over_the_limit_is_refused_and_kept(go: Go, place: tuple[State, Role]) -> None:
    state, role = place
    visit = go(state)
    forms = harvest(visit, role)
    before = everything(visit.app)
    for form in forms:
        for name in long_fields(form):
            words = "ä" * (LIMIT // 2) + "x"
            answer = visit.robot(role).post(form.action, form.filled(**{name: words}))
            assert 400 <= answer.status_code < 500, f"{form.action} {name}"
            assert words in texts_of(answer), f"{form.action} {name}"
            assert everything(visit.app) == before, f"{form.action} {name}"


@pytest.mark.parametrize(("size", "status"), [(LIMIT - 1, 303), (LIMIT, 303), (LIMIT + 1, 422)])
def test_the_limit_is_to_the_byte(go: Go, size: int, status: int) -> None:
    forms = [form for form in harvest(go(State.OPEN), Role.MEMBER) if form.action.endswith("/comment")]
    for form in forms:
        visit = go(State.OPEN)
        words = "ä" * ((size - 1) // 2) + "x" * (2 - size % 2)
        assert len(words.encode()) == size
        answer = visit.robot(Role.MEMBER).post(form.action, form.filled(text=words))
        assert answer.status_code == status


@pytest.mark.parametrize("place", PLACES, ids=" ".join)
def test_an_empty_form_is_refused_in_words(go: Go, place: tuple[State, Role]) -> None:
    state, role = place
    for form in harvest(go(state), role):
        # Plain acceptance and sending what is saved need no words; nothing has to be planned, brought in or
        # written around the text.
        if not form.typed or form.action.endswith(MAY_BE_EMPTY):
            continue
        visit = go(state)
        nothing = {control.name: "" for control in form.typed}
        answer = visit.robot(role).post(form.action, form.filled(**nothing))
        assert 400 <= answer.status_code < 500, form.action
        assert answer.mimetype == "text/html"
        assert "Traceback" not in answer.text


@pytest.mark.parametrize("closing", CLOSINGS, ids=lambda moment: moment.strftime("%m-%d %H"))
@pytest.mark.parametrize(("seconds", "accepted"), [(-1, True), (0, False), (1, False)])
def test_a_round_closes_to_the_second(
    app: Flask, clock: Clock, closing: datetime, seconds: int, accepted: bool
) -> None:
    clock.now = closing + timedelta(seconds=seconds)
    with writing(app) as session:
        agent = make_person(session)
        consultation = make_consultation(session, agent)
        version = make_version(session, consultation, agent)
        voice, lead = make_participant(session, consultation, agent)
        opens = closing - timedelta(days=3)
        session.add(
            Round(
                consultation_id=consultation.id,
                version_id=version.id,
                number=1,
                opens_at=opens,
                closes_at=closing,
            )
        )
    client = signed_in(app, lead, clock)
    url = f"/consultations/{consultation.slug}/documents/{version.document_id}/blocks/b1/comment"
    words = "Kirjoitin tätä viimeiseen asti."
    fields = {"voice": voice.id, "version": version.id, "kind": "other", "text": words}
    answer = client.post(url, fields)
    with reading(app) as session:
        saved = len(session.scalars(select(Comment.id)).all())
    assert (answer.status, saved) == ((303, 1) if accepted else (403, 0))
    assert accepted or words in texts_of(answer.response)


@pytest.mark.parametrize(
    ("role", "state", "url"),
    [
        (Role.MEMBER, State.CLOSED, "blocks/b2/comment"),
        (Role.MEMBER, State.CLOSED, "blocks/b2/reword"),
        (Role.MEMBER, State.CLOSED, "blocks/b2/add"),
        (Role.MEMBER, State.OPEN, "blocks/b99/comment"),
        (Role.MEMBER, State.OPEN, "blocks/b99/reword"),
        (Role.AGENT, State.OPEN, "blocks/b99/office"),
    ],
)
def test_too_late_or_gone_keeps_the_words(go: Go, role: Role, state: State, url: str) -> None:
    visit = go(state)
    here = visit.world.here
    words = "Tämä kohta tarvitsee selvemmän virkkeen."
    fields = {"voice": here.voice_id, "version": here.version_id, "text": words, "rationale": words}
    answer = visit.robot(role).post(
        f"{here.url}/documents/{here.document_id}/{url}", {**fields, "kind": "other"}
    )
    assert 400 <= answer.status_code < 500
    assert words in texts_of(answer)
