"""From a list to mails: brought in, looked at, sent; and scanners use up no link."""

from io import BytesIO

import pytest
from sqlalchemy import func, select

from consult.models import Consultation, Invitation, Organisation, OutboxMail, Participation, SignedInSession
from consult.services.organisations import add_organisation
from consult.services.rounds import last_round
from tests.counting import count_queries
from tests.factories import DAY, NOW, make_consultation, make_organisation, make_person, make_round
from tests.web.client import PageClient
from tests.web.conftest import Clock, reading, writing
from tests.web.coordination.conftest import Desk
from tests.web.mailbox import deliver, link_in, text_of

LIST = """Nimi;Kunta;Kieli;Sähköposti
Äijälän kylät ry;Jyväskylä;fi;aijala@example.org
Åbo rf;Åbo;sv;abo@example.org
äijälän kylät RY;;;
Väärä ry;Joutsa;fi;ei osoite
Ilman ry;Joutsa;fi;
"""


def bring(desk: Desk, words: str = LIST) -> str:
    """The list is brought in; the address of the preview."""
    sent = desk.client.post(
        f"{desk.root}/invitations/list", {"file": (BytesIO(words.encode()), "Kutsulista.csv")}
    )
    assert sent.location.endswith("/invitations/list/check")
    page = desk.client.follow(sent)
    assert "2, 4" in page.text
    assert "Tarkista sähköpostiosoite" in page.text
    saved = desk.client.submit(page, action=f"{desk.root}/invitations/list/check")
    assert saved.status == 303
    return saved.location


def invited(desk: Desk) -> int:
    """How many invitations there are."""
    with reading(desk.app) as session:
        return session.scalar(select(func.count(Invitation.id))) or 0


def test_a_list_becomes_a_group_and_its_invitations_are_seen_before_they_leave(published: Desk) -> None:
    where = bring(published)
    page = published.client.get(where)
    assert "aijala@example.org" in page.text
    assert "Ilman ry: osoite puuttuu." in page.text
    assert "Väärä ry" not in page.text
    assert "suomi 1" in page.text
    assert "ruotsi 1" in page.text
    assert "Et tarvitse salasanaa" in page.text
    assert "Du behöver inget lösenord" in page.text
    assert (invited(published), len(deliver(published.app))) == (0, 0)
    sent = published.client.submit(page, action=where)
    assert "2 kutsua lähtee." in published.client.follow(sent).text
    assert invited(published) == 2
    mails = deliver(published.app)
    assert {mail["To"] for mail in mails} == {"aijala@example.org", "abo@example.org"}
    assert len(deliver(published.app)) == 2
    assert published.client.submit(page, action=where).status == 409
    assert invited(published) == 2


def invite_one(desk: Desk) -> str:
    """One organisation is invited; the path of the link in its mail."""
    with writing(desk.app) as session:
        organisation = add_organisation(session, "Kylä ry", email="kyla@example.org", now=NOW)
        url = f"{desk.root}/invitations/check?organisation={organisation.id}"
    page = desk.client.get(url)
    desk.client.submit(page, action=url)
    return link_in(deliver(desk.app)[-1])


def test_scanners_leave_the_link_valid_and_the_button_goes_in(published: Desk) -> None:
    link = invite_one(published)
    mail = text_of(deliver(published.app)[-1])
    assert len(mail.split()) <= 150
    for _ in range(3):
        scanner = PageClient(published.app)
        assert scanner.get(link).status == 200
        assert scanner.http.head(link, base_url=scanner.base_url).status_code == 200
    with reading(published.app) as session:
        assert session.scalars(select(SignedInSession).where(SignedInSession.consultation_id > 0)).all() == []
        assert session.scalars(select(Participation.opened_at)).one() is None
    reader = PageClient(published.app)
    page = reader.get(link)
    assert "Kylä ry" in page.text
    front = reader.follow(reader.submit(page, action=link))
    assert front.status == 200
    assert reader.get(f"{published.root}/draft").status == 200
    page = published.client.get(f"{published.root}/organisations")
    assert "Avannut" in page.text
    assert "kyla@example.org" in page.text


def test_whoever_came_by_an_invitation_is_a_participant_of_it_alone(published: Desk) -> None:
    link = invite_one(published)
    with writing(published.app) as session:
        other = make_consultation(session, published.agent, "Toinen")
        kyla = session.scalars(select(Organisation).where(Organisation.name == "Kylä ry")).one()
        session.add(Participation(consultation_id=other.id, organisation_id=kyla.id, joined_at=NOW))
        slug = other.slug
    reader = PageClient(published.app)
    reader.submit(reader.get(link), action=link)
    assert reader.get(f"/consultations/{slug}").status == 404
    assert reader.get(published.root).status == 200
    assert reader.get("/sign-in").status == 200


def test_after_the_round_the_link_says_so(published: Desk, clock: Clock) -> None:
    link = invite_one(published)
    with writing(published.app) as session:
        make_round(session, session.get_one(Consultation, published.consultation_id), published.agent)
        round_ = last_round(session, published.consultation_id)
        assert round_ is not None
        clock.now = round_.closes_at
    reader = PageClient(published.app)
    page = reader.get(link)
    assert page.status == 400
    assert "Linkki" in page.text
    assert reader.post(link).status == 400


def test_what_came_back_is_noted_and_undone(published: Desk) -> None:
    invite_one(published)
    with reading(published.app) as session:
        invitation = session.scalars(select(Invitation)).one()
    url = f"{published.root}/invitations/{invitation.id}"
    page = published.client.get(f"{url}/bounce")
    published.client.submit(page, {"note": "Osoitetta ei ole"}, action=f"{url}/bounce")
    page = published.client.get(f"{published.root}/organisations/{invitation.organisation_id}")
    assert "Osoitetta ei ole" in page.text
    assert "Viesti palautui" in published.client.get(f"{published.root}/organisations?state=bounced").text
    published.client.submit(page, action=f"{url}/unbounce")
    page = published.client.get(f"{published.root}/organisations/{invitation.organisation_id}")
    assert "Osoitetta ei ole" not in page.text
    link = link_in(deliver(published.app)[-1])
    published.client.submit(page, action=f"{url}/withdraw")
    assert PageClient(published.app).get(link).status == 400


@pytest.mark.parametrize("bad", ["kind=x", "group=x", "language=xx", "group=99999999999", "organisation=x"])
def test_strange_filters_are_refused(published: Desk, bad: str) -> None:
    assert published.client.get(f"{published.root}/invitations/check?{bad}").status == 400


def test_the_list_is_paged_and_takes_few_queries(published: Desk) -> None:
    with writing(published.app) as session:
        for number in range(120):
            make_organisation(session, f"Järjestö {number:03} ry").email = f"j{number}@example.org"
    engine = published.app.extensions["consult"].engine
    check = f"{published.root}/invitations/check"
    with count_queries(engine) as asked:
        page = published.client.get(check)
    assert len(asked) <= 15
    published.client.submit(page, action=check)
    for url in ("/organisations", "/organisations?state=invited&page=2", "/invitations"):
        with count_queries(engine) as asked:
            page = published.client.get(published.root + url)
        assert len(asked) <= 15
    assert "Järjestö 060 ry" in published.client.get(f"{published.root}/organisations?page=2").text
    assert "Järjestö 060 ry" not in published.client.get(f"{published.root}/organisations").text
    with reading(published.app) as session:
        assert session.scalar(select(func.count(OutboxMail.id))) == 120


def test_an_agents_list_leaves_the_addresses_of_others(published: Desk) -> None:
    with writing(published.app) as session:
        theirs = add_organisation(session, "Äijälän kylät ry", email="oma@example.org", now=NOW)
        other = make_consultation(session, make_person(session), "Toinen")
        session.add(Participation(consultation_id=other.id, organisation_id=theirs.id, joined_at=NOW + DAY))
    bring(published)
    with reading(published.app) as session:
        found = session.scalars(select(Organisation).where(Organisation.identity == theirs.identity)).one()
        assert (found.email, found.municipality) == ("oma@example.org", "Jyväskylä")
