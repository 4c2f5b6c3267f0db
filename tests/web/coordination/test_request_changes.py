"""A moved deadline and a new plan in the browser of the agent and of a reader."""

import pytest

from consult.models import Consultation, DocumentRole
from consult.services.documents import add_document, publish_first_version
from tests.factories import NOW, make_text
from tests.services.test_requests import save
from tests.web.client import PageClient
from tests.web.conftest import writing
from tests.web.coordination.conftest import Desk


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
