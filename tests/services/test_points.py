"""Where a point went: into blocks, a proposal, or nowhere for a reason; nothing is overwritten."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid, NotFound
from consult.models import Consultation, Destination, Person, Point, PointAnswer, PointWording, Version
from consult.reports.points import find_point
from consult.services.points import Went, add_point, answer_point, last_answer, word_point
from tests.factories import NOW, make_text, make_version
from tests.log import actions, last_entry

WHY = Went(Destination.NOWHERE, reason="Kuuluu kunnille.")


@pytest.fixture
def point(session: Session, consultation: Consultation, agent: Person, noise: Consultation) -> Point:
    """Point 1, beside one of another consultation."""
    add_point(session, noise, "Muualla", actor=agent, now=NOW)
    return add_point(session, consultation, "Tilat", actor=agent, now=NOW)


@pytest.fixture
def version(session: Session, consultation: Consultation, agent: Person, point: Point) -> Version:
    """Version 1 of the draft, with three blocks."""
    return make_version(session, consultation, agent, make_text("Yksi.", "Kaksi.", "Kolme."))


def answer(session: Session, point: Point, went: Went, agent: Person, *, seen: int = 0) -> None:
    """Say where it went."""
    answer_point(session, point, went, seen=seen, actor=agent, now=NOW)


def test_a_point_went_into_blocks(
    session: Session, consultation: Consultation, agent: Person, point: Point, version: Version
) -> None:
    answer(session, point, Went(Destination.TEXT, version, ("b1", "b3")), agent)
    entry = find_point(session, consultation.id, 1)
    assert entry is not None
    assert entry.answer is not None
    assert (entry.answer.blocks, entry.answer.version_id, entry.notes) == (["b1", "b3"], version.id, 0)
    assert last_entry(session).details == {"point": 1}
    assert find_point(session, consultation.id, 2) is None


@pytest.mark.parametrize("blocks", [(), ("b9",), ("b1", "b9")], ids=str)
def test_only_blocks_of_the_draft_are_taken(
    session: Session, agent: Person, point: Point, version: Version, blocks: tuple[str, ...]
) -> None:
    with pytest.raises(NotFound if blocks else Invalid):
        answer(session, point, Went(Destination.TEXT, version, blocks), agent)
    assert last_answer(session, point) is None


def test_why_not_is_mandatory(session: Session, agent: Person, point: Point) -> None:
    with pytest.raises(Invalid) as error:
        answer(session, point, Went(Destination.NOWHERE), agent)
    assert error.value.field == "reason"
    answer(session, point, WHY, agent)


def test_a_version_of_another_consultation_does_not_exist(
    session: Session, agent: Person, point: Point, noise: Consultation
) -> None:
    foreign = session.scalars(select(Version)).first()
    with pytest.raises(NotFound):
        answer(session, point, Went(Destination.TEXT, foreign, ("b1",)), agent)


def test_answers_are_appended_and_can_be_taken_back(session: Session, agent: Person, point: Point) -> None:
    answer(session, point, WHY, agent)
    answer(session, point, WHY, agent)
    answer(session, point, Went(Destination.OPEN), agent, seen=1)
    rows = session.scalars(select(PointAnswer.destination).order_by(PointAnswer.number)).all()
    assert rows == [Destination.NOWHERE, Destination.OPEN]
    assert actions(session, point.consultation_id).count("point.answered") == 2


def test_two_agents_who_answer_at_once_see_both(session: Session, agent: Person, point: Point) -> None:
    answer(session, point, WHY, agent)
    with pytest.raises(Conflict) as error:
        answer(session, point, Went(Destination.NOWHERE, reason="Muu syy."), agent)
    assert (error.value.ours, error.value.theirs) == ("Muu syy.", "Kuuluu kunnille.")


def test_two_agents_who_word_at_once_see_both(session: Session, agent: Person, point: Point) -> None:
    word_point(session, point, "Tilat auki", seen=1, actor=agent, now=NOW)
    word_point(session, point, "Tilat auki", seen=1, actor=agent, now=NOW)
    with pytest.raises(Conflict) as error:
        word_point(session, point, "Tilat halvoiksi", seen=1, actor=agent, now=NOW)
    assert (error.value.ours, error.value.theirs) == ("Tilat halvoiksi", "Tilat auki")
    rows = session.scalars(select(PointWording.text).where(PointWording.point_id == point.id)).all()
    assert rows == ["Tilat", "Tilat auki"]
