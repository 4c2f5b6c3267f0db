"""A request keeps what the authority asked: number, wall clock, questions in their order."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult import text
from consult.errors import Invalid
from consult.models import Consultation, Person, QuestionKind, Request
from consult.services.questions import Asked, questions_of, save_questions
from consult.services.requests import find_request, save_request
from tests.factories import NOW, make_text, make_version
from tests.log import last_entry

DEADLINE = datetime(2027, 2, 15, 16, 15)  # noqa: DTZ001 - a wall clock has no zone
ROLE = Asked("Onko rooli selkeä?", QuestionKind.CHOICE, is_mandatory=True, options=("Kyllä", "Ei"))
OTHER = Asked("Muuta kommentoitavaa")
SECTION = Asked("Luku 2", QuestionKind.SECTION)


def save(session: Session, consultation: Consultation, agent: Person, **given: Any) -> Request:
    """Save a request of which only these things matter."""
    known: dict[str, Any] = {
        "title": "Lausuntopyyntö",
        "authority": "Maakunta",
        "register_number": "ESIM/1/2026",
        "deadline": DEADLINE,
        "zone": "Europe/Helsinki",
        "questions": (SECTION, ROLE, OTHER),
    }
    return save_request(session, consultation, actor=agent, now=NOW, **{**known, **given})


def test_the_deadline_is_kept_as_typed_and_as_an_instant(
    session: Session, consultation: Consultation, agent: Person
) -> None:
    request = save(session, consultation, agent)
    assert request.deadline_at == datetime(2027, 2, 15, 14, 15, tzinfo=UTC)
    assert (request.deadline_wall_clock, request.deadline_zone) == ("2027-02-15T16:15", "Europe/Helsinki")


def test_questions_keep_the_authoritys_order(
    session: Session, consultation: Consultation, agent: Person, noise: Consultation
) -> None:
    save(session, noise, agent, questions=(OTHER,))
    save(session, consultation, agent)
    found = questions_of(session, consultation.id)
    assert [(q.position, q.kind, q.header, q.is_mandatory, q.options) for q in found] == [
        (1, "section", "Luku 2", False, []),
        (2, "choice", "Onko rooli selkeä?", True, ["Kyllä", "Ei"]),
        (3, "text", "Muuta kommentoitavaa", False, []),
    ]


def test_saving_again_changes_the_one_request(
    session: Session, consultation: Consultation, agent: Person
) -> None:
    first = save(session, consultation, agent, required_data=("Virallinen nimi",), channels=("Kirjaamo",))
    second = save(session, consultation, agent, title="Uusi otsikko", questions=(OTHER,))
    assert second.id == first.id
    assert find_request(session, consultation.id) == second
    assert (second.title, second.required_data, second.channels) == ("Uusi otsikko", [], [])
    assert [question.header for question in questions_of(session, consultation.id)] == [OTHER.header]
    assert (last_entry(session).action, last_entry(session).details) == ("request.saved", {"questions": 1})


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 256}, "title"),
        ({"authority": ""}, "authority"),
        ({"authority": "x" * 256}, "authority"),
        ({"register_number": "x" * 101}, "register_number"),
        ({"text": "x" * 20_001}, "text"),
        ({"deadline": datetime(2027, 3, 28, 3, 30)}, "deadline"),  # noqa: DTZ001 - a wall clock has no zone
        ({"questions": (Asked(""),)}, "questions"),
        ({"questions": (replace(ROLE, options=("Kyllä", "Kyllä")),)}, "questions"),
        ({"questions": (replace(SECTION, is_mandatory=True),)}, "questions"),
        ({"questions": (OTHER,) * 301}, "questions"),
        ({"questions": (Asked("x" * 20_001),)}, "questions"),
    ],
)
def test_what_is_missing_or_wrong_is_refused_and_nothing_is_stored(
    session: Session, consultation: Consultation, agent: Person, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        save(session, consultation, agent, **given)
    assert refusal.value.field == field
    assert find_request(session, consultation.id) is None


@pytest.fixture
def linked(session: Session, consultation: Consultation, agent: Person) -> Consultation:
    """A request whose question 2 a published heading answers."""
    save(session, consultation, agent)
    blocks = make_text("# Rooli", "Kyllä.").blocks
    content = text.Document((replace(blocks[0], question=2), *blocks[1:]))
    make_version(session, consultation, agent, content)
    return consultation


@pytest.mark.parametrize(
    "questions",
    [
        (SECTION, replace(ROLE, header="Onko järjestöjen rooli selkeä?"), OTHER),  # reworded
        (SECTION, ROLE, OTHER, Asked("Vielä yksi")),  # one more at the end
        (SECTION, ROLE),  # one without a heading left out
        (OTHER, ROLE, SECTION),  # others changed places
    ],
)
def test_what_no_heading_points_at_can_change(
    session: Session, linked: Consultation, agent: Person, questions: tuple[Asked, ...]
) -> None:
    save(session, linked, agent, questions=questions)
    assert [q.header for q in questions_of(session, linked.id)] == [asked.header for asked in questions]


@pytest.mark.parametrize("questions", [(SECTION, OTHER, ROLE), (OTHER, SECTION, ROLE), (ROLE,)])
def test_a_question_that_a_heading_points_at_stays_in_its_place(
    session: Session, linked: Consultation, agent: Person, questions: tuple[Asked, ...]
) -> None:
    with pytest.raises(Invalid, match="Keep the questions in their order") as refusal:
        save(session, linked, agent, questions=questions)
    assert refusal.value.params == {"number": 2}
    assert len(questions_of(session, linked.id)) == 3


def test_questions_are_saved_alone_and_the_rest_stays(
    session: Session, consultation: Consultation, agent: Person, noise: Consultation
) -> None:
    save(session, noise, agent)
    request = save(session, consultation, agent, required_data=("Virallinen nimi",))
    save_questions(session, request, [OTHER, ROLE], actor=agent, now=NOW)
    assert [q.header for q in questions_of(session, consultation.id)] == [OTHER.header, ROLE.header]
    assert len(questions_of(session, noise.id)) == 3
    assert request.required_data == ["Virallinen nimi"]
    assert last_entry(session).action == "questions.saved"
