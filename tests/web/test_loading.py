"""What an address names is found in its own consultation only."""

import pytest
from flask import Flask, g
from sqlalchemy import inspect, select
from sqlalchemy.orm import joinedload

from consult.errors import NotFound
from consult.models import Document, Participation, Version
from consult.web.current import now, request_id, session
from consult.web.loading import belonging, load_place, version_of
from tests.factories import NOW, make_consultation, make_participant, make_person, make_version
from tests.web.client import PageClient
from tests.web.conftest import writing


@pytest.fixture
def version(app: Flask) -> Version:
    """Version 1 of a consultation that another one stands beside."""
    with writing(app) as rows:
        agent = make_person(rows)
        make_version(rows, make_consultation(rows, agent, "Toinen"), agent)
        consultation = make_consultation(rows, agent, "Lausunto")
        make_participant(rows, consultation, agent)
        return make_version(rows, consultation, agent)


def test_the_slug_is_taken_from_the_view_and_kept_for_links(app: Flask, version: Version) -> None:
    with app.test_request_context("/consultations/lausunto/draft") as context:
        g.now = NOW
        assert context.request.view_args == {"slug": "lausunto"}
        load_place()
        assert context.request.view_args == {}
        assert g.consultation.title == "Lausunto"
        assert g.place.is_published
        assert app.url_for("reading.draft") == "/consultations/lausunto/draft"
        assert app.url_for("reading.draft", slug="toinen") == "/consultations/toinen/draft"


def test_rows_of_this_consultation_with_what_is_shown(app: Flask, version: Version) -> None:
    with app.test_request_context("/consultations/lausunto/draft"):
        g.now = NOW
        load_place()
        document = belonging(Document, id=version.document_id)
        assert document.id == version.document_id
        organisation_id = session().scalars(select(Participation.organisation_id)).one()
        found = belonging(
            Participation, organisation_id=organisation_id, options=[joinedload(Participation.organisation)]
        )
        assert "organisation" not in inspect(found).unloaded


def test_rows_of_another_do_not_exist(app: Flask, version: Version) -> None:
    with app.test_request_context("/consultations/toinen/draft"):
        g.now = NOW
        load_place()
        with pytest.raises(NotFound):
            belonging(Document, id=version.document_id)


def test_a_version_by_its_number(app: Flask, version: Version) -> None:
    with app.test_request_context("/consultations/lausunto/draft"):
        g.now = NOW
        load_place()
        document = belonging(Document, id=version.document_id)
        assert version_of(document, 1).id == version.id
        for number in (0, 2):
            with pytest.raises(NotFound):
                version_of(document, number)


@pytest.mark.parametrize("number", [2**31 - 1, 2**31, 2**63, 10**30])
def test_a_number_beyond_the_database_names_nothing(probed: Flask, number: int) -> None:
    with writing(probed) as rows:
        agent = make_person(rows)
        version = make_version(rows, make_consultation(rows, agent, "Lausunto"), agent)
    address = "/consultations/lausunto/probe/documents/"
    assert PageClient(probed).get(f"{address}{version.document_id}").status == 200
    assert PageClient(probed).get(f"{address}{number}").status == 404


def test_the_request_arrives_once(probed: Flask) -> None:
    client = PageClient(probed)
    first, second = (client.get("/probe/arrival").response.get_json() for _ in range(2))
    assert first["now"] == second["now"] == NOW.isoformat()
    assert first["id"] != second["id"]
    assert len(first["id"]) == 12


def test_outside_a_request_nothing_is_known(app: Flask) -> None:
    with app.test_request_context("/"):
        assert request_id() == ""
        with pytest.raises(AttributeError):
            now()
