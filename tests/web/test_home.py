"""The front page and its neighbours."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.models import Access, CommentKind, Consultation, Person, Stance, Voice
from consult.services.answers import send_answer
from consult.services.comments import make_comment
from consult.services.rounds import last_round, open_round
from tests.factories import NOW, make_consultation, make_participant, make_person, make_round, make_version
from tests.statements import counted_statements
from tests.web.client import PageClient
from tests.web.conftest import Clock, signed_in, writing

OPEN = "/consultations/avoin-lausunto"


class People:
    """The agent, a lead and somebody outside."""

    agent: Person
    lead: Person
    voice: Voice
    outsider: Person


@pytest.fixture
def people(app: Flask) -> People:
    """An open consultation, one that is closed to others, and one that is not published."""
    found = People()
    with writing(app) as session:
        found.agent = make_person(session, "Muutosagentti")
        found.outsider = make_person(session, "Sivullinen")
        opened = make_consultation(session, found.agent, "Avoin lausunto")
        make_version(session, opened, found.agent)
        make_round(session, opened, found.agent)
        found.voice, found.lead = make_participant(session, opened, found.agent)
        invited = make_consultation(session, found.agent, "Suljettu lausunto")
        invited.access = Access.INVITED
        make_version(session, invited, found.agent)
        make_consultation(session, found.agent, "Suunnitteilla oleva")
    return found


def action(page_links: list[str], slug: str) -> list[str]:
    """Where the entry of a consultation leads: its title, then its action."""
    return [link for link in page_links if f"/{slug}" in link]


def test_an_empty_service_says_what_to_do(client: PageClient) -> None:
    page = client.get("/")
    assert (page.status, page.h1) == (200, "Yhdessä kirjoitetut kannanotot")
    assert "kirjaudu sähköpostiosoitteellasi" in page.text


def test_an_administrator_of_an_empty_service_begins(app: Flask, clock: Clock) -> None:
    with writing(app) as session:
        person = make_person(session, is_administrator=True)
    assert "Uusi valmistelu" in signed_in(app, person, clock).get("/").text


def test_nobody_sees_what_is_public_and_published(client: PageClient, people: People) -> None:
    page = client.get("/")
    assert "Avoin lausunto" in page.text
    assert "Suljettu lausunto" not in page.text
    assert "Suunnitteilla oleva" not in page.text
    assert action(page.links(), "avoin-lausunto") == [OPEN, f"{OPEN}/draft"]
    assert "12 päivää jäljellä" in page.text
    assert "Kommentoitavana" in page.text


@pytest.mark.parametrize(
    ("role", "leads_to"), [("agent", f"{OPEN}/desk"), ("lead", OPEN), ("outsider", f"{OPEN}/draft")]
)
def test_one_next_action_by_role(app: Flask, people: People, clock: Clock, role: str, leads_to: str) -> None:
    page = signed_in(app, getattr(people, role), clock).get("/")
    assert action(page.links(), "avoin-lausunto")[-1] == leads_to


def test_the_agent_sees_all_of_their_own(app: Flask, people: People, clock: Clock) -> None:
    page = signed_in(app, people.agent, clock).get("/")
    for title in ("Avoin lausunto", "Suljettu lausunto", "Suunnitteilla oleva"):
        assert title in page.text


def test_after_closing_the_agent_reconciles(app: Flask, people: People, clock: Clock) -> None:
    client = signed_in(app, people.agent, clock)
    clock.now = NOW + timedelta(days=12)
    client = signed_in(app, people.agent, clock)
    assert action(client.get("/").links(), "avoin-lausunto")[-1] == f"{OPEN}/reconcile"


def test_who_has_answered_sees_the_answer(app: Flask, people: People, clock: Clock) -> None:
    with writing(app) as session:
        voice = session.get_one(Voice, people.voice.id)
        lead = session.get_one(Person, people.lead.id)
        send_answer(session, voice, stance=Stance.ENDORSES, actor=lead, now=clock.now)
    page = signed_in(app, people.lead, clock).get("/")
    assert action(page.links(), "avoin-lausunto")[-1] == f"{OPEN}/answers"


def test_a_later_round_leaves_the_answer_and_the_reconciling_where_they_are(
    app: Flask, people: People, clock: Clock
) -> None:
    with writing(app) as session:
        voice = session.get_one(Voice, people.voice.id)
        lead, agent = session.get_one(Person, people.lead.id), session.get_one(Person, people.agent.id)
        opened = last_round(session, voice.consultation_id)
        assert opened is not None
        make_comment(
            session,
            opened.version,
            "b1",
            voice=voice,
            kind=CommentKind.OTHER,
            words="Hyvä.",
            actor=lead,
            now=clock.now,
        )
        send_answer(session, voice, stance=None, actor=lead, now=clock.now)
        open_round(
            session,
            session.get_one(Consultation, voice.consultation_id),
            opens_at=NOW + timedelta(days=30),
            closes_at=NOW + timedelta(days=40),
            actor=agent,
            now=NOW + timedelta(days=13),
        )
    clock.now = NOW + timedelta(days=13)
    lead_client = signed_in(app, people.lead, clock)
    page = lead_client.get("/")
    assert action(page.links(), "avoin-lausunto")[-1] == f"{OPEN}/answers"
    assert "Katso vastauksesi" in page.text
    assert "Katso, mitä vastauksillesi tapahtui" in lead_client.get(OPEN).text
    page = signed_in(app, people.agent, clock).get("/")
    assert action(page.links(), "avoin-lausunto")[-1] == f"{OPEN}/reconcile"


def add_many(session: Session, agent: Person, count: int) -> list[Consultation]:
    """More consultations of the same agent."""
    found = []
    for number in range(count):
        consultation = make_consultation(session, agent, f"Lausunto {number}")
        make_version(session, consultation, agent)
        make_round(session, consultation, agent)
        make_participant(session, consultation, agent)
        found.append(consultation)
    return found


def test_the_queries_do_not_grow_with_the_list(app: Flask, people: People, clock: Clock) -> None:
    client = signed_in(app, people.agent, clock)
    engine = app.extensions["consult"].engine
    with counted_statements(engine) as few:
        client.get("/")
    with writing(app) as session:
        add_many(session, session.get_one(Person, people.agent.id), 10)
    with counted_statements(engine) as many:
        assert "Lausunto 9" in client.get("/").text
    assert len(many) == len(few) <= 15


@pytest.mark.parametrize("url", ["/accessibility", "/privacy"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_what_the_law_asks(make_app: Callable[..., Flask], url: str, language: str) -> None:
    client = PageClient(make_app(contact="apua@lausunto.example"))
    page = client.get(url, headers={"Accept-Language": language})
    assert page.status == 200
    assert "mailto:apua@lausunto.example" in page.links()


def test_a_sign_of_life(client: PageClient) -> None:
    page = client.get("/healthz")
    assert (page.status, page.response.text) == (200, "ok\n")


def test_whoever_has_told_no_name_is_called_by_the_address(
    app: Flask, client_as: Callable[[Person], PageClient]
) -> None:
    with writing(app) as session:
        nameless = make_person(session)
        nameless.name = ""
    summary = client_as(nameless).get("/").html.split("<summary>")[1].split("</summary>")[0]
    assert nameless.email in summary
