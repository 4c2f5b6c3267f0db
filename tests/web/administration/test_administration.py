"""The administrator keeps people and organisations and appoints agents; nobody else sees them."""

from collections.abc import Callable

import pytest
from flask import Flask

from consult.models import Agency, MemberRole, Person
from consult.services.memberships import add_member
from consult.services.voices import is_agent
from tests.factories import NOW, make_consultation, make_organisation, make_participant, make_person
from tests.web.client import PageClient
from tests.web.conftest import reading, writing


@pytest.fixture
def client_(app: Flask, client_as: Callable[[Person], PageClient]) -> PageClient:
    """The administrator's browser."""
    with writing(app) as session:
        administrator = make_person(session, "Ylläpitäjä", is_administrator=True)
    return client_as(administrator)


@pytest.mark.parametrize("address", ["/people", "/organisations", "/people/1", "/organisations/1"])
def test_the_registers_are_the_administrators_alone(
    app: Flask, client: PageClient, client_as: Callable[[Person], PageClient], address: str
) -> None:
    with writing(app) as session:
        agent = make_person(session)
        consultation = make_consultation(session, agent)
        _, lead = make_participant(session, consultation, agent)
    assert client.get(address).status == 303
    for somebody in (agent, lead):
        assert client_as(somebody).get(address).status == 403
        assert client_as(somebody).post(address, {"email": "x@example.test"}).status == 403


def test_a_person_is_added_and_found(client_: PageClient) -> None:
    typed = {"email": "Uusi@example.test", "name": "Uusi Henkilö", "language": "sv"}
    page = client_.follow(client_.post("/people", typed))
    assert page.h1 == "Uusi Henkilö"
    found = client_.get("/people?q=uusi@")
    assert "Uusi Henkilö" in found.text
    assert "Ylläpitäjä" not in " ".join(found.text.split("Uusi Henkilö")[1].split()[:5])
    assert "Ketään ei löytynyt" in client_.get("/people?q=100%25").text


@pytest.mark.parametrize("email", ["", "ei osoite", "аnne@example.test"])
def test_an_address_that_is_none_is_refused(app: Flask, client_: PageClient, email: str) -> None:
    page = client_.post("/people", {"email": email, "name": "Uusi"})
    assert page.status == 422
    with reading(app) as session:
        assert session.query(Person).count() == 1


def test_the_same_address_again_is_refused(client_: PageClient) -> None:
    for expected in (303, 422):
        typed = {"email": "sama@example.test"}
        assert client_.post("/people", typed).status == expected


def test_an_agent_is_appointed_and_dismissed(app: Flask, client_: PageClient) -> None:
    with writing(app) as session:
        first, second = make_person(session), make_person(session)
        consultation = make_consultation(session, first)
    url = f"/people/{second.id}"
    answer = client_.submit(client_.get(url), {"consultation": str(consultation.id)})
    assert "Lausunto suunnitelmasta" in client_.follow(answer).text
    with reading(app) as session:
        assert is_agent(session, consultation.id, second.id)
    client_.post(f"/people/{first.id}/agencies/{consultation.id}/end")
    with reading(app) as session:
        assert not is_agent(session, consultation.id, first.id)
    last = client_.post(f"{url}/agencies/{consultation.id}/end")
    assert last.status == 422
    assert "Nimeä ensin toinen" in last.text
    with reading(app) as session:
        assert session.query(Agency).filter(Agency.ended_at.is_(None)).count() == 1


def test_an_agent_needs_a_consultation(client_: PageClient) -> None:
    page = client_.submit(client_.get("/people/1"), {"consultation": ""})
    assert page.status == 422
    assert "Valitse valmistelu." in page.text
    assert client_.get("/people/99").status == 404


def test_an_organisation_is_added_with_people_and_they_leave(client_: PageClient) -> None:
    typed = {"name": "Kylän tuki ry", "lead": "Puheenjohtaja", "email": "pj@example.test"}
    page = client_.follow(client_.submit(client_.get("/organisations"), typed, action="/organisations"))
    assert page.h1 == "Kylän tuki ry"
    assert "Henkilöt (1)" in page.text
    page = client_.follow(
        client_.submit(
            page, {"email": "jasen@example.test", "role": "member"}, action=page.response.request.path
        )
    )
    assert "Henkilöt (2)" in page.text
    removal = [form.action for form in page.forms() if form.action.endswith("/remove")][-1]
    assert "Henkilöt (1)" in client_.follow(client_.post(removal)).text


def test_a_known_person_keeps_the_name_and_gets_a_new_role(app: Flask, client_: PageClient) -> None:
    with writing(app) as session:
        person, organisation = make_person(session, "Vanha Nimi"), make_organisation(session)
        add_member(session, organisation, person, role=MemberRole.MEMBER, now=NOW)
    url = f"/organisations/{organisation.id}"
    typed = {"email": person.email, "name": "Uusi Nimi", "role": "lead"}
    page = client_.follow(client_.submit(client_.get(url), typed, action=url))
    assert "Vanha Nimi" in page.text
    assert "Henkilöt (1)" in page.text
    assert "pääkäyttäjä" in page.text


def test_registers_stay_on_few_queries_and_pages_hold_fifty(app: Flask, client_: PageClient) -> None:
    with writing(app) as session:
        for number in range(60):
            make_organisation(session, f"Järjestö {number:02} ry")
            make_person(session)
    page = client_.get("/organisations")
    assert "Järjestö 49 ry" in page.text
    assert "Järjestö 50 ry" not in page.text
    assert "Järjestö 59 ry" in client_.get("/organisations?page=2").text
    assert client_.get("/people?page=2").status == 200
    assert client_.get("/people?page=x").status == 400
