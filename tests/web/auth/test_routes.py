"""Signing in without a password, in the browser."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from consult.models import Person, SignedInSession, Token, TokenPurpose
from consult.services.sign_in import make_demonstration_link
from tests.factories import make_person
from tests.web.client import PageClient
from tests.web.conftest import Clock, reading, writing
from tests.web.mailbox import code_in, deliver, link_in
from tests.web.test_local_path import HOSTILE

COOKIE = "consult-dev"


@pytest.fixture
def anne(app: Flask) -> Person:
    """Somebody who can sign in."""
    with writing(app) as session:
        return make_person(session, "Anne Virtanen")


def ask(client: PageClient, address: str, next_path: str = "") -> None:
    """Ask for a link on the sign-in page."""
    page = client.get(f"/sign-in?next={next_path}" if next_path else "/sign-in")
    sent = client.submit(page, {"email": address})
    assert (sent.status, sent.location) == (303, "/sign-in/code")


def sessions_of(app: Flask) -> int:
    """How many signed-in sessions there are."""
    with reading(app) as session:
        return session.scalar(select(func.count(SignedInSession.id))) or 0


def test_from_the_address_to_the_front_page(app: Flask, client: PageClient, anne: Person) -> None:
    ask(client, anne.email)
    opened = client.get(link_in(deliver(app)[-1]))
    assert opened.h1 == "Tervetuloa, Anne Virtanen"
    entered = client.submit(opened)
    assert (entered.status, entered.location) == (303, "/")
    assert "Anne Virtanen" in client.follow(entered).text


def test_the_address_leads_back_to_where_it_began(app: Flask, client: PageClient, anne: Person) -> None:
    ask(client, anne.email, "/accessibility?x=1")
    opened = client.get(link_in(deliver(app)[-1]))
    assert client.submit(opened).location == "/accessibility?x=1"


@pytest.mark.parametrize("path", HOSTILE)
def test_it_never_leads_away(app: Flask, client: PageClient, anne: Person, path: str) -> None:
    client.post("/sign-in", {"email": anne.email, "next": path})
    opened = client.get(link_in(deliver(app)[-1]))
    assert client.submit(opened).location == "/"


def test_opening_the_link_uses_and_begins_nothing(app: Flask, client: PageClient, anne: Person) -> None:
    ask(client, anne.email)
    link = link_in(deliver(app)[-1])
    scanner = PageClient(app)
    for _ in range(10):
        assert scanner.get(link).status == 200
        head = scanner.http.head(link, base_url=scanner.base_url)
        assert (head.status_code, head.data) == (200, b"")
    assert scanner.cookie(COOKIE) is None
    assert sessions_of(app) == 0
    assert client.submit(client.get(link)).status == 303
    assert client.cookie(COOKIE) is not None


def test_the_link_works_once(app: Flask, client: PageClient, anne: Person) -> None:
    ask(client, anne.email)
    opened = client.get(link_in(deliver(app)[-1]))
    assert client.submit(opened).status == 303
    again = PageClient(app).post(opened.response.request.path)
    assert (again.status, again.h1) == (400, "Linkki ei enää toimi")
    assert PageClient(app).get(opened.response.request.path).status == 400


def test_fifty_at_once_make_one_session(app: Flask, client: PageClient, anne: Person) -> None:
    ask(client, anne.email)
    link = link_in(deliver(app)[-1])
    browsers = [PageClient(app) for _ in range(50)]
    tokens = [browser.token() for browser in browsers]

    def enter(number: int) -> int:
        browser = browsers[number]
        data = {"csrf_token": tokens[number]}
        return browser.http.post(link, base_url=browser.base_url, data=data).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(enter, range(50)))
    assert sorted(statuses) == [303] + [400] * 49
    assert sessions_of(app) == 1


def test_after_ten_minutes_it_is_too_late(app: Flask, client: PageClient, anne: Person, clock: Clock) -> None:
    ask(client, anne.email)
    link = link_in(deliver(app)[-1])
    clock.tick(minutes=10)
    assert client.get(link).status == 400
    assert client.post(link).status == 400


def test_the_code_signs_in_on_this_device(app: Flask, client: PageClient, anne: Person) -> None:
    ask(client, anne.email)
    code = code_in(deliver(app)[-1])
    page = client.submit(client.get("/sign-in/code"), {"code": code})
    assert page.status == 303
    assert "Anne Virtanen" in client.follow(page).text


def test_the_code_is_of_no_use_elsewhere(app: Flask, client: PageClient, anne: Person) -> None:
    ask(client, anne.email)
    code = code_in(deliver(app)[-1])
    page = PageClient(app).post("/sign-in/code", {"code": code})
    assert page.status == 422
    assert sessions_of(app) == 0


@pytest.mark.parametrize("given", ["123456", "1234 56", "123456789", "abcdefgh", "١٢٣٤٥٦٧٨"])
def test_what_is_no_eight_digits_is_said_so_and_is_no_try(
    app: Flask, client: PageClient, anne: Person, given: str
) -> None:
    ask(client, anne.email)
    code = code_in(deliver(app)[-1])
    page = client.submit(client.get("/sign-in/code"), {"code": given})
    assert page.status == 422
    assert "Koodissa on kahdeksan numeroa." in page.text
    assert "väärä" not in page.text
    with reading(app) as session:
        assert session.scalars(select(Token.tries)).one() == 0
    assert client.submit(page, {"code": code}).status == 303


def test_a_wrong_code_is_counted_although_the_answer_is_an_error(
    app: Flask, client: PageClient, anne: Person
) -> None:
    ask(client, anne.email)
    code = code_in(deliver(app)[-1])
    wrong = "00000001" if code != "0000 0001" else "00000002"
    for _ in range(5):
        page = client.post("/sign-in/code", {"code": wrong})
        assert page.status == 422
        assert "Koodi on väärä tai vanhentunut" in page.text
    assert client.post("/sign-in/code", {"code": code}).status == 422
    with reading(app) as session:
        assert session.scalars(select(Token.tries)).one() == 5


def test_every_address_gets_the_same_answer(app: Flask, anne: Person) -> None:
    answers = []
    for address in (anne.email, "nobody@example.test"):
        client = PageClient(app)
        sent = client.post("/sign-in", {"email": address})
        answers.append((sent.status, sent.location, client.get("/sign-in/code").text))
    assert answers[0] == answers[1]
    first, second = deliver(app)
    assert (first["To"], second["To"]) == (anne.email, "nobody@example.test")
    with reading(app) as session:
        assert [bool(token.person_id) for token in session.scalars(select(Token))] == [True, False]


def test_above_the_limit_the_answer_is_the_same(app: Flask, client: PageClient, anne: Person) -> None:
    for _ in range(4):
        ask(client, anne.email)
    mails = deliver(app)
    assert len(mails) == 1, "older ones were overtaken before they were sent"
    assert client.get(link_in(mails[-1])).status == 200


def test_what_is_no_address_comes_back_with_what_to_do(client: PageClient) -> None:
    for typed in ("", "anne", "anne@kyt"):
        page = client.submit(client.get("/sign-in"), {"email": typed})
        assert page.status == 422
        assert page.element("email").get("value", "") == typed
        assert page.element("email").get("aria-invalid") == "true"


def test_the_link_carries_the_configured_address(app: Flask, client: PageClient, anne: Person) -> None:
    headers = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    client.post("/sign-in", {"email": anne.email}, headers=headers)
    assert "evil" not in str(deliver(app)[-1])
    client.base_url = "http://evil.example"
    assert client.get("/sign-in").status == 400
    assert client.post("/sign-in", {"email": anne.email}, token=False).status == 400


def test_behind_a_proxy_a_foreign_host_is_refused(make_app: Callable[..., Flask]) -> None:
    client = PageClient(make_app(proxies=1))
    assert client.get("/sign-in", headers={"X-Forwarded-Host": "evil.example"}).status == 400
    assert client.get("/sign-in", headers={"X-Forwarded-Host": "127.0.0.1"}).status == 200


def test_a_demonstration_link_needs_the_demonstration(
    app: Flask, make_app: Callable[..., Flask], anne: Person, clock: Clock
) -> None:
    with writing(app) as session:
        secret = make_demonstration_link(session, anne, now=clock.now)
    for _ in range(2):
        assert PageClient(app).post(f"/sign-in/link/{secret}").status == 303
    usual = make_app(demo=False)
    assert PageClient(usual).get(f"/sign-in/link/{secret}").status == 400
    assert PageClient(usual).post(f"/sign-in/link/{secret}").status == 400
    assert PageClient(usual).get("/dev/mails").status == 404
    with reading(app) as session:
        assert session.scalars(select(Token.purpose)).one() is TokenPurpose.DEMONSTRATION


def test_who_is_signed_in_already_goes_on(
    app: Flask, client_as: Callable[[Person], PageClient], anne: Person
) -> None:
    page = client_as(anne).get("/sign-in?next=/privacy")
    assert (page.status, page.location) == (303, "/privacy")
