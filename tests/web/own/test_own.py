"""Own affairs: people of the own organisation by its lead, leaving, being forgotten; with an own sign-in."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select

from consult.models import Consultation, MemberRole, Membership, Organisation, Person
from consult.services.invitations import plan_invitations, send_invitations
from consult.services.memberships import add_member
from consult.services.organisations import add_organisation
from tests.counting import count_queries
from tests.factories import NOW, make_consultation, make_participant, make_person
from tests.web.client import PageClient
from tests.web.conftest import reading, writing
from tests.web.mailbox import deliver, link_in, text_of


@dataclass(frozen=True)
class House:
    """An organisation with a lead and a member."""

    app: Flask
    lead: PageClient
    member: PageClient
    lead_id: int
    member_id: int
    url: str


@pytest.fixture
def house(app: Flask, client_as: Callable[[Person], PageClient]) -> House:
    """They take part in one consultation."""
    with writing(app) as session:
        agent = make_person(session)
        voice, lead = make_participant(session, make_consultation(session, agent), agent, "Kylä ry")
        member = make_person(session, "Jäsen")
        organisation = session.get_one(Organisation, voice.organisation_id)
        add_member(session, organisation, member, role=MemberRole.MEMBER, now=NOW)
    url = f"/own/organisations/{organisation.id}"
    return House(app, client_as(lead), client_as(member), lead.id, member.id, url)


def roles(house: House) -> dict[int, str]:
    """Who is what now."""
    with reading(house.app) as session:
        rows = session.execute(
            select(Membership.person_id, Membership.role).where(Membership.ended_at.is_(None))
        )
        return {person_id: role.value for person_id, role in rows}


def test_a_lead_invites_somebody_who_gets_a_mail(house: House) -> None:
    page = house.lead.get(house.url)
    sent = house.lead.submit(page, {"email": "uusi@example.org", "name": "Uusi"}, action=house.url)
    assert "Uusi lisättiin ja saa viestin." in house.lead.follow(sent).text
    (mail,) = deliver(house.app)
    assert mail["Subject"] == "Kuulut nyt järjestöön: Kylä ry"
    assert len(text_of(mail).split()) <= 150
    assert sorted(roles(house).values()) == ["lead", "member", "member"]


def test_a_lead_hands_over_and_leaves(house: House) -> None:
    page = house.lead.get(house.url)
    refused = house.lead.submit(page, action=f"{house.url}/leave")
    assert refused.status == 409
    assert "Järjestöllä on oltava pääkäyttäjä" in refused.text
    house.lead.submit(page, action=f"{house.url}/people/{house.member_id}/role")
    left = house.lead.submit(house.lead.get(house.url), action=f"{house.url}/leave")
    assert left.location.endswith("/own")
    assert roles(house) == {house.member_id: "lead"}
    assert house.lead.get(house.url).status == 404


def test_a_member_sees_the_people_but_decides_nothing(house: House) -> None:
    page = house.member.get(house.url)
    assert "Kutsu henkilö" not in page.text
    assert "@example.test" not in page.text.replace(page.text.split("Kylä ry")[0], "")
    for path in ("", f"/people/{house.lead_id}/role", f"/people/{house.lead_id}/remove"):
        data = {"email": "x@example.org", "role": "member"}
        assert house.member.post(house.url + path, data).status == 404
    assert roles(house) == {house.lead_id: "lead", house.member_id: "member"}


def test_another_organisation_is_not_there(house: House, client_as: Callable[[Person], PageClient]) -> None:
    with writing(house.app) as session:
        stranger = make_person(session)
    client = client_as(stranger)
    assert client.get(house.url).status == 404
    assert client.post(f"{house.url}/leave").status == 404


def test_being_forgotten_signs_out_everywhere(house: House) -> None:
    page = house.member.get("/own/removal")
    assert house.member.submit(page, action="/own/removal").status == 422
    done = house.member.submit(page, {"sure": "y"}, action="/own/removal")
    assert done.status == 303
    assert "Tietosi on poistettu" in house.member.follow(done).text
    assert house.member.get("/own").status == 303
    assert roles(house) == {house.lead_id: "lead"}
    with reading(house.app) as session:
        assert session.get_one(Person, house.member_id).name == ""


def test_own_affairs_need_a_sign_in_of_ones_own(app: Flask) -> None:
    with writing(app) as session:
        agent = make_person(session)
        consultation = session.get_one(Consultation, make_consultation(session, agent).id)
        organisation = add_organisation(session, "Kylä ry", email="kyla@example.org", now=NOW)
        plan = plan_invitations(session, consultation, [organisation])
        send_invitations(session, consultation, plan, seen=plan.digest, actor=agent, now=NOW)
    reader = PageClient(app)
    link = link_in(deliver(app)[-1])
    reader.submit(reader.get(link), action=link)
    for url in ("/own", "/own/removal", f"/own/organisations/{organisation.id}"):
        assert reader.get(url).location.startswith("/sign-in?next=")
    assert reader.post("/own/removal", {"sure": "y"}).status == 403
    assert reader.get("/sign-in?next=/own").status == 200


def test_a_name_is_changed_and_few_queries_are_needed(house: House) -> None:
    page = house.lead.get("/own")
    house.lead.submit(page, {"name": "Uusi Nimi", "language": "sv"}, action="/own")
    with count_queries(house.app.extensions["consult"].engine) as asked:
        page = house.lead.get("/own")
    assert len(asked) <= 15
    assert "Uusi Nimi" in page.html
    assert "Egna uppgifter" in page.text


def test_the_lead_confirms_the_record_and_the_agent_sees_what_changed(
    house: House, client_as: Callable[[Person], PageClient]
) -> None:
    page = house.lead.get(f"{house.url}/record")
    typed = {"municipality": "Joutsa", "email": "uusi@example.org"}
    done = house.lead.submit(page, typed, action=f"{house.url}/record")
    assert "Tiedot korjattiin ja vahvistettiin." in house.lead.follow(done).text
    assert house.member.get(f"{house.url}/record").status == 404
    with reading(house.app) as session:
        consultation = session.scalars(select(Consultation)).one()
        agent = session.get_one(Person, 1)
    root = f"/consultations/{consultation.slug}"
    with count_queries(house.app.extensions["consult"].engine) as asked:
        page = client_as(agent).get(f"{root}/organisations/changes")
    assert len(asked) <= 15
    assert "Joutsa" in page.text
    assert "ei tiedossa" in page.text
    one = client_as(agent).get(root + "/organisations/" + house.url.rpartition("/")[2])
    assert "Vahvistettu" in one.text
    assert "uusi@example.org" in one.text
