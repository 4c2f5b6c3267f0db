"""Deny by default: every view declares what it asks for, and is judged before it runs."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from consult.models import Access, Consultation, Document, Person
from consult.security import Permission
from consult.web.permission import BUILT_IN, UndeclaredPermission, check_declared, permission_of
from tests.factories import make_consultation, make_participant, make_person, make_version
from tests.web.client import PageClient
from tests.web.conftest import Clock, reading, signed_in, writing

#: Everything that anybody may reach without being asked who they are, outside consultations.
PUBLIC = {
    "static",
    "home.index",
    "home.set_language",
    "home.accessibility",
    "home.privacy",
    "home.healthz",
    "auth.sign_in",
    "auth.send_mail",
    "auth.check_mail",
    "auth.enter_code",
    "auth.open_link",
    "auth.enter_link",
    "auth.sign_out",
    "phone.enter",
    "phone.note",
}


def test_every_route_declares_its_permission(app: Flask) -> None:
    assert [rule for rule in app.url_map.iter_rules() if permission_of(app, rule.endpoint) is None] == []


def test_the_public_routes_are_these(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert {e for e in endpoints if permission_of(app, e) is Permission.PUBLIC} == PUBLIC
    assert set(BUILT_IN) == {"static"}


def test_what_a_secret_in_the_address_opens_is_this(app: Flask) -> None:
    held = [
        rule for rule in app.url_map.iter_rules() if permission_of(app, rule.endpoint) is Permission.HOLDER
    ]
    assert {rule.endpoint for rule in held} == {
        "answering.correct",
        "answering.save_correction",
        "mails.end",
        "mails.unsubscribing",
    }
    assert all("secret" in rule.arguments for rule in held)


def test_consultation_routes_ask_at_least_for_reading(app: Flask) -> None:
    inside = [rule for rule in app.url_map.iter_rules() if "slug" in rule.arguments]
    weak = {Permission.PUBLIC, Permission.SIGNED_IN, Permission.DEVELOP}
    assert [rule.rule for rule in inside if permission_of(app, rule.endpoint) in weak] == []


def test_an_undeclared_view_keeps_the_application_from_starting(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    app.add_url_rule("/undeclared", "undeclared", lambda: "secret")
    with pytest.raises(UndeclaredPermission, match="undeclared"):
        check_declared(app)


def test_an_undeclared_view_cannot_be_reached(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    app.add_url_rule("/undeclared", "undeclared", lambda: "secret")
    page = PageClient(app).get("/undeclared")
    assert page.status == 404
    assert "secret" not in page.text


@pytest.fixture
def people(probed: Flask) -> dict[str, Person]:
    """One person per role around the consultation `lausunto-suunnitelmasta`."""
    with writing(probed) as session:
        agent = make_person(session, "Muutosagentti")
        consultation = make_consultation(session, agent)
        consultation.access = Access.INVITED
        make_version(session, consultation, agent)
        _, lead = make_participant(session, consultation, agent)
        other = make_person(session, "Toinen agentti")
        elsewhere = make_consultation(session, other, "Toinen lausunto")
        make_version(session, elsewhere, other)
        _, foreign = make_participant(session, elsewhere, other)
        administrator = make_person(session, is_administrator=True)
        return {
            "agent": agent,
            "lead": lead,
            "foreign agent": other,
            "foreign lead": foreign,
            "administrator": administrator,
        }


BASE = "/consultations/lausunto-suunnitelmasta/probe"


@pytest.mark.parametrize(
    "case",
    [
        ("agent", "x", 200),
        ("agent", "coordinate", 200),
        ("agent", "contribute", 403),
        ("lead", "x", 200),
        ("lead", "coordinate", 403),
        ("lead", "contribute", 200),
        ("administrator", "x", 200),
        ("administrator", "coordinate", 403),
        ("administrator", "contribute", 403),
        ("foreign agent", "x", 404),
        ("foreign agent", "coordinate", 404),
        ("foreign lead", "contribute", 404),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_judged_by_role(
    probed: Flask, people: dict[str, Person], clock: Clock, case: tuple[str, str, int], method: str
) -> None:
    role, view, status = case
    client = signed_in(probed, people[role], clock)
    assert getattr(client, method)(f"{BASE}/{view}").status == status


def test_nobody_is_sent_to_sign_in_and_back(probed: Flask, people: dict[str, Person]) -> None:
    page = PageClient(probed).get(f"{BASE}/x?sivu=2")
    assert page.status == 303
    assert page.location == "/sign-in?next=/consultations/lausunto-suunnitelmasta/probe/x?sivu%3D2"


def test_nobody_posting_is_told_where_to_sign_in(probed: Flask, people: dict[str, Person]) -> None:
    page = PageClient(probed).post(f"{BASE}/x", {"text": "Pitkä kommentti."})
    assert page.status == 403
    assert any(link.startswith("/sign-in") for link in page.links())
    assert "Pitkä kommentti." in page.text


def test_nobody_reads_what_is_public_and_published(probed: Flask, people: dict[str, Person]) -> None:
    page = PageClient(probed).get("/consultations/toinen-lausunto/probe/x")
    assert page.status == 200
    assert PageClient(probed).get("/consultations/toinen-lausunto/probe/contribute").status == 303


def test_a_public_one_without_a_version_is_not_open(probed: Flask) -> None:
    with writing(probed) as session:
        make_consultation(session, make_person(session), "Kesken oleva")
    assert PageClient(probed).get("/consultations/kesken-oleva/probe/x").status == 303


def test_a_consultation_that_is_not_there(probed: Flask, people: dict[str, Person], clock: Clock) -> None:
    assert PageClient(probed).get("/consultations/ei-ole/probe/x").status == 404
    assert signed_in(probed, people["agent"], clock).get("/consultations/ei-ole/probe/x").status == 404


def test_a_new_role_holds_from_the_next_request(
    probed: Flask, people: dict[str, Person], clock: Clock
) -> None:
    client = signed_in(probed, people["foreign lead"], clock)
    assert client.get("/consultations/toinen-lausunto/probe/contribute").status == 200
    with writing(probed) as session:
        person = session.get_one(Person, people["foreign lead"].id)
        person.disabled_at = clock.now
    assert client.get("/consultations/toinen-lausunto/probe/contribute").status == 303


def test_things_of_another_consultation_are_not_there(
    probed: Flask, people: dict[str, Person], clock: Clock
) -> None:
    with reading(probed) as session:
        statement = select(Consultation.slug, Document.id).join(
            Document, Document.consultation_id == Consultation.id
        )
        documents = {row.slug: row.id for row in session.execute(statement)}
    client = signed_in(probed, people["agent"], clock)
    own, foreign = documents["lausunto-suunnitelmasta"], documents["toinen-lausunto"]
    assert client.get(f"{BASE}/documents/{own}").status == 200
    assert client.get(f"{BASE}/documents/{foreign}").status == 404
    assert client.get(f"{BASE}/documents/99999").status == 404
