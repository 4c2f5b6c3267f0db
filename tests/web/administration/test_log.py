"""The administrator reads what has happened on the whole site, in plain sentences, and takes it out."""

from collections.abc import Callable

import pytest
from flask import Flask

from consult.models import CommentKind, Consultation, MemberRole, Person
from consult.services.comments import make_comment
from consult.services.log import record
from consult.services.memberships import add_member, end_membership
from tests.factories import (
    DAY,
    NOW,
    make_consultation,
    make_organisation,
    make_participant,
    make_person,
    make_round,
    make_version,
)
from tests.statements import counted_statements
from tests.web.client import PageClient
from tests.web.conftest import writing


@pytest.fixture
def browser(app: Flask, client_as: Callable[[Person], PageClient]) -> PageClient:
    """The administrator's."""
    with writing(app) as session:
        person = make_person(session, "Ylläpitäjä", is_administrator=True)
    return client_as(person)


@pytest.fixture
def consultation(app: Flask) -> Consultation:
    """Something happened in it yesterday, and outside it today."""
    with writing(app) as session:
        agent = make_person(session, "Äijälä Muutosagentti")
        consultation = make_consultation(session, agent, "Järjestämissuunnitelma")
        record(session, "timetable.planned", actor=agent, now=NOW - DAY, consultation_id=consultation.id)
        organisation, member = make_organisation(session, "=Kaava ry"), make_person(session, "Mari Mallinen")
        add_member(session, organisation, member, role=MemberRole.MEMBER, actor=agent, now=NOW)
        end_membership(session, organisation, member, actor=agent, now=NOW)
        record(session, "register.imported", actor=agent, now=NOW, added=3, changed=1)
        return consultation


def test_what_happened_anywhere_is_told_in_sentences(browser: PageClient, consultation: Consultation) -> None:
    page = browser.get("/log")
    assert page.h1 == "Loki"
    for sentence in (
        "Äijälä Muutosagentti suunnitteli aikataulun.",
        "Äijälä Muutosagentti lisäsi henkilön Mari Mallinen. Järjestö: =Kaava ry.",
        "Äijälä Muutosagentti päätti jäsenyyden: Mari Mallinen. Järjestö: =Kaava ry.",
        "Äijälä Muutosagentti toi rekisteriin taulukon: uusia 3, muuttuneita 1.",
        "Järjestämissuunnitelma",
    ):
        assert sentence in page.text, sentence


@pytest.mark.parametrize(
    ("query", "is_inside", "is_outside"),
    [
        ("name=Äijälä", True, True),
        ("name=mallinen", False, False),
        ("name=%25", False, False),
        ("where={id}", True, False),
        ("where=999", False, False),
        ("what=timetable", True, False),
        ("what=site", False, True),
        ("since=20.1.2027", False, True),
        ("until=19.1.2027", True, False),
    ],
)
def test_it_is_searched(
    browser: PageClient, consultation: Consultation, query: str, *, is_inside: bool, is_outside: bool
) -> None:
    page = browser.get(f"/log?{query.format(id=consultation.id)}")
    assert ("suunnitteli aikataulun" in page.text, "toi rekisteriin" in page.text) == (is_inside, is_outside)


def test_an_address_that_means_nothing_is_refused(browser: PageClient) -> None:
    assert [browser.get(f"/log?{query}").status for query in ("what=x", "where=x", "page=x")] == [400] * 3


def test_a_long_log_is_turned_page_by_page_at_the_same_cost(
    app: Flask, browser: PageClient, consultation: Consultation
) -> None:
    def cost() -> int:
        with counted_statements(app.extensions["consult"].engine) as statements:
            browser.get("/log")
        return len(statements)

    short = cost()
    with writing(app) as session:
        for _ in range(60):
            record(session, "mail.retried", actor=None, now=NOW)
    assert cost() == short <= 15
    assert "1/2" in browser.get("/log").text
    assert "suunnitteli aikataulun" in browser.get("/log?page=2").text
    assert "2/2" in browser.get("/log?page=9999").text


def test_what_is_inside_an_organisation_is_not_told(
    app: Flask, browser: PageClient, consultation: Consultation
) -> None:
    with writing(app) as session:
        here = session.get_one(Consultation, consultation.id)
        agent = make_person(session)
        version = make_version(session, here, agent)
        make_round(session, here, agent)
        voice, lead = make_participant(session, here, agent, "Kylän tuki ry")
        make_comment(
            session, version, "b1", voice=voice, kind=CommentKind.OTHER, words="Hyvä.", actor=lead, now=NOW
        )
        record(session, "answer.ready", actor=lead, now=NOW, subject="readiness", subject_id=1)
    page = browser.get("/log")
    assert "Kylän tuki ry kommentoi" not in page.text
    assert "answer.ready" not in page.text


def test_it_is_taken_out_as_a_table_without_formulas(browser: PageClient, consultation: Consultation) -> None:
    answer = browser.http.get("/log.csv?what=timetable", base_url=browser.base_url)
    assert answer.data.startswith(b"\xef\xbb\xbf")
    header, row = answer.data.decode("utf-8-sig").splitlines()
    assert header == "Päivä ja kellonaika;Henkilö;Kenen nimissä;Mitä tapahtui;Koodi;Valmistelu"
    who, title = "Äijälä Muutosagentti", "Järjestämissuunnitelma"
    assert row.endswith(f";{who};;{who} suunnitteli aikataulun.;timetable.planned;{title}")
    people = browser.http.get("/log.csv?what=site", base_url=browser.base_url).data.decode("utf-8-sig")
    assert ";=" not in people


def test_nobody_else_reads_it(
    client: PageClient, client_as: Callable[[Person], PageClient], app: Flask, consultation: Consultation
) -> None:
    with writing(app) as session:
        agent = make_person(session)
    for address in ("/log", "/log.csv"):
        assert client.get(address).status == 303
        assert client_as(agent).get(address).status == 403
