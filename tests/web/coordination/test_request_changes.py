"""A moved deadline and a new plan in the browser of the agent and of a reader."""

import pytest

from consult.models import Consultation, DocumentRole, Request
from consult.services.documents import add_document, publish_first_version
from tests.factories import NOW, make_text
from tests.services.test_request_file import GOOD
from tests.services.test_requests import save
from tests.web.client import PageClient
from tests.web.conftest import reading, writing
from tests.web.coordination.conftest import Desk
from tests.web.coordination.test_request_file import choose


@pytest.fixture
def asked(published: Desk) -> Desk:
    """A published draft, a request, and a plan beside it."""
    with writing(published.app) as session:
        consultation = session.get_one(Consultation, published.consultation_id)
        save(session, consultation, published.agent)
        document = add_document(
            session,
            consultation,
            role=DocumentRole.BACKGROUND,
            title="Suunnitelma 4",
            actor=published.agent,
            now=NOW,
        )
        publish_first_version(
            session, document, make_text(), title="Suunnitelma 4", actor=published.agent, now=NOW
        )
    return published


def test_everybody_sees_the_old_and_the_new_deadline(asked: Desk, client: PageClient) -> None:
    page = asked.client.get(f"{asked.root}/request/changes")
    action = f"{asked.root}/request/changes/deadline"
    assert asked.client.submit(page, {"deadline_day": "15.2.2027"}, action=action).status == 422
    same = {"deadline_day": "15.2.2027", "deadline": "16.15"}
    assert "Tämä on jo määräaika." in asked.client.submit(page, same, action=action).text
    moved = {"deadline_day": "22.2.2027", "deadline": "16.15", "note": "Lisää aikaa lausua."}
    assert asked.client.submit(page, moved, action=action).status == 303
    assert asked.client.submit(page, moved, action=action).status == 409
    for path in ("", "/draft"):
        told = client.get(f"{asked.root}{path}").text
        assert "Uusi määräaika on ma 22.2.2027 klo 16.15. Aiemmin se oli ma 15.2.2027 klo 16.15." in told
        assert "Lisää aikaa lausua." in told


def test_everybody_finds_the_new_plan(asked: Desk, client: PageClient) -> None:
    page = asked.client.get(f"{asked.root}/request/changes")
    action = f"{asked.root}/request/changes/plan"
    assert asked.client.submit(page, {"document": "0"}, action=action).status == 422
    assert asked.client.submit(page, {"document": "2"}, action=action).status == 303
    told = client.get(f"{asked.root}/draft")
    assert "Suunnitelma on nyt: Suunnitelma 4" in told.text


MOVED = {"deadline_day": "22.2.2027", "reason": "moved", "note": "Lisää aikaa."}


def test_another_deadline_in_the_request_is_asked_its_reason(asked: Desk, client: PageClient) -> None:
    url = f"{asked.root}/request"
    page = asked.client.get(url)
    assert "Miksi määräaika muuttuu?" not in page.text
    refused = asked.client.submit(page, {"deadline_day": "22.2.2027", "title": "Uusi nimi"}, action=url)
    assert (refused.status, refused.form(url).fields["title"]) == (422, ["Uusi nimi"])
    assert "Valitse, miksi määräaika muuttuu." in refused.text
    assert asked.client.submit(refused, {"reason": "corrected"}, action=url).location == url
    assert "Aiemmin se oli" not in client.get(asked.root).text
    assert asked.client.get(url).form(url).fields["deadline_day"] == ["22.2.2027"]


def test_a_deadline_moved_in_the_request_is_recorded_and_told(asked: Desk, client: PageClient) -> None:
    url = f"{asked.root}/request"
    answer = asked.client.submit(asked.client.get(url), MOVED, action=url)
    assert answer.location == f"{asked.root}/rounds#timetable"
    told = client.get(asked.root).text
    assert "Uusi määräaika on ma 22.2.2027 klo 16.15. Aiemmin se oli ma 15.2.2027 klo 16.15." in told
    assert "Lisää aikaa." in told


def test_an_older_page_does_not_move_the_deadline_back(asked: Desk) -> None:
    url = f"{asked.root}/request"
    old = asked.client.get(url)
    asked.client.submit(old, MOVED, action=url)
    again = asked.client.submit(old, {"reason": "corrected"}, action=url)
    assert again.status == 422
    assert "Määräaikaa on muutettu sillä välin. Tarkista se uudelleen." in again.text
    with reading(asked.app) as session:
        assert session.query(Request).one().deadline_wall_clock == "2027-02-22T16:15"


def test_a_file_with_another_deadline_is_asked_the_same(asked: Desk) -> None:
    check = f"{asked.root}/request/file/check"
    page = asked.client.follow(choose(asked, {**GOOD, "deadline": "2027-02-22T16:15"}))
    assert "Miksi määräaika muuttuu?" in asked.client.submit(page, action=check).text
    assert asked.client.submit(page, MOVED, action=check).location == f"{asked.root}/rounds#timetable"
