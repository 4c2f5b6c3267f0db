"""A request file is read whole, in the authority's order, and refused by name when it is none."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Consultation, Person, QuestionKind
from consult.services.questions import Asked, questions_of
from consult.services.request_file import import_request, read_request
from tests.factories import NOW

GOOD: dict[str, Any] = {
    "title": "Lausuntopyyntö: hyvinvointisuunnitelma",
    "authority": "Järvimaan kunta",
    "register_number": "JVK/12/2027",
    "deadline": "2027-02-15T16:15:00+02:00",
    "channels": ["Lausuntopalvelu", "kirjaamo"],
    "metadata_required": ["Virallinen nimi", "Toimielin"],
    "background_documents": [{"title": "Suunnitelma", "pages": 80}],
    "questions": [
        {"order": 3, "type": "text", "mandatory": False, "header": "Muuta"},
        {"order": 1, "type": "questionType_PageBreak", "header": "Luku 2"},
        {
            "order": 2,
            "type": "choice",
            "mandatory": True,
            "header": "Onko\nrooli selkeä?",
            "options": ["Kyllä", "Ei"],
        },
    ],
}


def read(**changes: Any) -> Any:
    """A good file with these things otherwise."""
    return read_request(json.dumps({**GOOD, **changes}).encode())


def test_everything_is_read_in_order() -> None:
    found = read()
    assert (found.title, found.authority, found.register_number) == (
        "Lausuntopyyntö: hyvinvointisuunnitelma",
        "Järvimaan kunta",
        "JVK/12/2027",
    )
    assert found.questions == (
        Asked("Luku 2", QuestionKind.SECTION),
        Asked("Onko rooli selkeä?", QuestionKind.CHOICE, is_mandatory=True, options=("Kyllä", "Ei")),
        Asked("Muuta"),
    )
    assert found.required_data == ("Virallinen nimi", "Toimielin")
    assert (found.channels, found.background) == (("Lausuntopalvelu", "kirjaamo"), ("Suunnitelma",))


@pytest.mark.parametrize("zone", ["", "Z", "+02:00", "+03:00"])
def test_the_deadline_is_a_wall_clock_whatever_the_file_claims(zone: str) -> None:
    assert read(deadline=f"2027-02-15T16:15:00{zone}").deadline.isoformat() == "2027-02-15T16:15:00"


def test_a_question_of_an_unknown_type_is_answered_in_words() -> None:
    found = read(questions=[{"order": 1, "type": "matrix", "header": "Arvioi"}])
    assert found.questions == (Asked("Arvioi"),)


def test_what_is_read_becomes_the_request(
    session: Session, consultation: Consultation, agent: Person
) -> None:
    request = import_request(session, consultation, read(), zone="Europe/Helsinki", actor=agent, now=NOW)
    assert request.deadline_at == datetime(2027, 2, 15, 14, 15, tzinfo=UTC)
    assert request.required_data == ["Virallinen nimi", "Toimielin"]
    assert [question.position for question in questions_of(session, consultation.id)] == [1, 2, 3]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"lausuntopyynt\xf6",
        b"[]",
        b'"teksti"',
        b"[" * 100_000,
        json.dumps({**GOOD, "deadline": None}).encode(),
        json.dumps({**GOOD, "deadline": "helmikuussa"}).encode(),
    ],
)
def test_what_is_no_request_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        read_request(data)
    assert refusal.value.field == "file"


@pytest.mark.parametrize("field", ["title", "authority"])
def test_a_request_without_its_words_is_refused(
    session: Session, consultation: Consultation, agent: Person, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        import_request(
            session, consultation, read(**{field: 7}), zone="Europe/Helsinki", actor=agent, now=NOW
        )
    assert refusal.value.field == field
