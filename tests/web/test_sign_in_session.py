"""The cookie of a signed-in browser."""

from collections.abc import Callable
from http.cookies import SimpleCookie

import pytest
from flask import Flask
from sqlalchemy import select

from consult.db import writing_session
from consult.models import Person, SignedInSession
from consult.services.agencies import appoint_agent
from consult.services.sessions import end_sessions
from consult.services.sign_in import make_demonstration_link
from tests.factories import make_consultation, make_person
from tests.statements import counted_statements
from tests.web.client import PageClient
from tests.web.conftest import Clock, reading, signed_in, writing

DEV, HTTPS = "consult-dev", "__Host-consult"


@pytest.fixture
def anne(app: Flask) -> Person:
    """Somebody who can sign in."""
    with writing(app) as session:
        return make_person(session, "Anne Virtanen")


def enter(client: PageClient, person: Person) -> SimpleCookie:
    """Sign in with a demonstration link; the cookies that come with it."""
    with writing(client.app) as session:
        secret = make_demonstration_link(session, person, now=client.app.extensions["consult"].clock())
    page = client.post(f"/sign-in/link/{secret}")
    assert page.status == 303
    cookies: SimpleCookie = SimpleCookie()
    for header in page.headers.getlist("Set-Cookie"):
        cookies.load(header)
    return cookies


def test_over_https_the_cookie_is_bound_to_the_host(make_app: Callable[..., Flask]) -> None:
    app = make_app(base_url="https://lausunto.example", demo=True)
    with writing(app) as session:
        person = make_person(session)
    cookie = enter(PageClient(app), person)[HTTPS]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")


def test_without_https_its_name_says_so(app: Flask, client: PageClient, anne: Person) -> None:
    cookie = enter(client, anne)[DEV]
    assert not cookie["secure"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_the_form_cookie_is_as_strict(make_app: Callable[..., Flask]) -> None:
    page = PageClient(make_app(base_url="https://lausunto.example")).get("/sign-in")
    cookies: SimpleCookie = SimpleCookie(page.headers["Set-Cookie"])
    cookie = cookies["__Host-form"]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"]) == ("Lax", "/")


def test_only_the_hash_is_in_the_database(app: Flask, client: PageClient, anne: Person) -> None:
    enter(client, anne)
    secret = client.cookie(DEV)
    assert secret is not None
    assert len(secret) == 43
    with reading(app) as session:
        assert session.scalars(select(SignedInSession.id_hash)).one() != secret


def test_signing_out_kills_a_copied_cookie(app: Flask, client: PageClient, anne: Person) -> None:
    enter(client, anne)
    thief = PageClient(app)
    thief.http.set_cookie(DEV, client.cookie(DEV) or "", domain="127.0.0.1")
    assert "Anne Virtanen" in thief.get("/").text
    out = client.submit(client.get("/"), action="/sign-in/out")
    assert (out.status, client.cookie(DEV)) == (303, None)
    assert "Olet kirjautunut ulos" in client.follow(out).text
    assert "Anne Virtanen" not in thief.get("/").text


def test_signing_out_is_a_post(client: PageClient) -> None:
    assert client.get("/sign-in/out").status == 405


def test_a_new_sign_in_is_a_new_cookie_and_the_old_one_is_dead(
    app: Flask, client: PageClient, anne: Person
) -> None:
    enter(client, anne)
    old = client.cookie(DEV) or ""
    enter(client, anne)
    assert client.cookie(DEV) != old
    thief = PageClient(app)
    thief.http.set_cookie(DEV, old, domain="127.0.0.1")
    assert "Anne Virtanen" not in thief.get("/").text


def test_a_cookie_planted_before_signing_in_is_not_adopted(
    app: Flask, client: PageClient, anne: Person
) -> None:
    client.http.set_cookie(DEV, "planted", domain="127.0.0.1")
    enter(client, anne)
    assert client.cookie(DEV) != "planted"


def test_the_form_token_changes_with_the_person(client: PageClient, anne: Person) -> None:
    token = client.token()
    enter(client, anne)
    assert client.post("/language", {"language": "sv", "csrf_token": token}, token=False).status == 400


def test_twelve_quiet_hours(app: Flask, anne: Person, clock: Clock) -> None:
    client = signed_in(app, anne, clock)
    clock.tick(hours=11)
    assert "Anne Virtanen" in client.get("/").text
    clock.tick(hours=11)
    assert "Anne Virtanen" in client.get("/").text
    clock.tick(hours=12)
    assert "Anne Virtanen" not in client.get("/").text


def test_an_agents_time_is_shorter_from_the_moment_of_appointment(
    app: Flask, anne: Person, clock: Clock
) -> None:
    client = signed_in(app, anne, clock)
    with writing(app) as session:
        other = make_person(session)
        appoint_agent(session, make_consultation(session, other), anne, actor=other, now=clock.now)
    clock.tick(hours=2)
    assert "Anne Virtanen" not in client.get("/").text


def test_an_administrator_can_end_them_all(app: Flask, anne: Person, clock: Clock) -> None:
    clients = [signed_in(app, anne, clock) for _ in range(2)]
    with writing(app) as session:
        end_sessions(session, anne, now=clock.now)
    assert not any("Anne Virtanen" in client.get("/").text for client in clients)


def seen_at(app: Flask) -> object:
    """When the one session was seen."""
    with reading(app) as session:
        return session.scalars(select(SignedInSession.seen_at)).one()


def test_being_seen_is_written_once_a_minute(app: Flask, anne: Person, clock: Clock) -> None:
    client = signed_in(app, anne, clock)
    begun = clock.now
    clock.tick(seconds=59)
    client.get("/")
    assert seen_at(app) == begun
    clock.tick(seconds=1)
    client.get("/")
    assert seen_at(app) == clock.now


def test_a_locked_database_keeps_nobody_from_reading(app: Flask, anne: Person, clock: Clock) -> None:
    client = signed_in(app, anne, clock)
    begun = clock.now
    clock.tick(minutes=5)
    with writing_session(app.extensions["consult"].engine) as other:
        other.execute(select(Person.id))
        assert client.get("/").status == 200
    assert seen_at(app) == begun


def test_nothing_is_asked_of_the_database_for_nobody(app: Flask, client: PageClient) -> None:
    with counted_statements(app.extensions["consult"].engine) as statements:
        assert client.get("/privacy").status == 200
    assert statements == []


def test_somebody_costs_two_queries(app: Flask, anne: Person, clock: Clock) -> None:
    client = signed_in(app, anne, clock)
    with counted_statements(app.extensions["consult"].engine) as statements:
        assert "Anne Virtanen" in client.get("/privacy").text
    assert len(statements) == 2
