"""A request file is read whole, in the authority's order, and refused by name when it is none."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Consultation, Person, QuestionKind
from consult.services.questions import Asked, asked_of, questions_of
from consult.services.request_file import (
    RequestFile,
    import_request,
    read_request,
    read_request_file,
    with_known,
)
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


def leniently(**changes: Any) -> RequestFile:
    """A file of which something may be wrong."""
    return read_request_file(json.dumps({**GOOD, **changes}).encode())


def test_everything_that_is_wrong_is_listed() -> None:
    found = leniently(
        questions=[{"header": "Yksi?", "options": ["Kyllä", "kyllä "]}, {"type": "text"}, 7, "Pelkkä teksti?"]
        + [{"header": "Vain yksi?", "options": ["Kyllä", "Kyllä"]}]
    )
    assert [(problem.params["number"], problem.message) for problem in found.problems] == [
        (2, "Question %(number)s has no words."),
        (3, "Question %(number)s has no words."),
        (5, "Question %(number)s needs at least two different options."),
    ]
    assert [asked.header for asked in found.questions] == ["Yksi?", "", "", "Pelkkä teksti?", "Vain yksi?"]


def test_too_many_questions_are_too_many() -> None:
    found = leniently(questions=[{"header": f"Kysymys {n}"} for n in range(301)])
    assert [problem.params for problem in found.problems] == [{"limit": 300}]


@pytest.mark.parametrize(
    ("written", "kept", "remarks"),
    [
        ("2027-03-28T03:30:00Z", "2027-03-28T03:30:00", 0),
        ("2027-02-15", "2027-02-15T23:59:00", 1),
        ("15.2.2027 klo 16.15", None, 1),
        ("", None, 1),
        (7, None, 1),
        ("/Date(99999999999999999)/", None, 1),
    ],
)
def test_a_deadline_that_is_not_clear_is_left_to_a_person(
    written: object, kept: str | None, remarks: int
) -> None:
    found = leniently(deadline=written)
    assert (found.deadline.isoformat() if found.deadline else None) == kept
    assert len(found.remarks) == remarks
    assert found.problems == ()


def test_what_a_file_does_not_say_stays_as_it_was(
    session: Session, consultation: Consultation, agent: Person
) -> None:
    known = import_request(session, consultation, read(), zone="Europe/Helsinki", actor=agent, now=NOW)
    before = questions_of(session, consultation.id)
    only = read_request_file(json.dumps({"questions": [{"header": "Uusi?"}]}).encode())
    found = with_known(only, known, before)
    assert (found.title, found.deadline) == (GOOD["title"], datetime(2027, 2, 15, 16, 15))  # noqa: DTZ001 a wall clock
    assert [asked.header for asked in found.questions] == ["Uusi?"]
    rest = with_known(read_request_file(json.dumps({"title": "Uusi nimi"}).encode()), known, before)
    assert (rest.title, rest.authority) == ("Uusi nimi", GOOD["authority"])
    assert [asked.header for asked in rest.questions] == [question.header for question in before]


def test_no_question_is_dropped_and_every_page_break_has_words() -> None:
    found = read_request_file(
        json.dumps(
            {"questions": [{"type": "questionType_PageBreak", "order": n} for n in range(3)]}
        ).encode(),
        language="sv",
    )
    assert [asked.header for asked in found.questions] == ["Del 2", "Del 3", "Del 4"]


WITH_IDS = {
    "id": "q-7",
    "header": "Onko selkeä?",
    "options": [{"id": 31, "text": "Kyllä"}, {"id": 32, "text": "Ei"}, {"id": 33, "text": "Ei"}],
}


def test_the_ids_of_the_service_are_kept(session: Session, consultation: Consultation, agent: Person) -> None:
    found = read(questions=[WITH_IDS])
    import_request(session, consultation, found, zone="Europe/Helsinki", actor=agent, now=NOW)
    (kept,) = questions_of(session, consultation.id)
    assert (kept.service_id, kept.option_ids) == ("q-7", ["31", "32"])
    assert asked_of([kept]) == list(found.questions)


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (("Kyllä", "Ei"), ("31", "32")),
        (("Ei", "Kyllä"), ("32", "31")),
        (("Kyllä.", "Ei"), ("31", "32")),
        (("Kyllä", "Ehkä", "Ei"), ("31", "", "32")),
        (("Ehkä",), ()),
    ],
)
def test_a_corrected_question_keeps_its_ids(options: tuple[str, ...], ids: tuple[str, ...]) -> None:
    (known,) = read(questions=[WITH_IDS]).questions
    typed = Asked("Onko se selkeä?", QuestionKind.CHOICE, options=options)
    corrected = known.corrected(typed)
    assert (corrected.header, corrected.service_id, corrected.option_ids) == ("Onko se selkeä?", "q-7", ids)
