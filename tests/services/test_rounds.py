"""Rounds are half-open, do not overlap, and are always on a version."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from consult.errors import Invalid, NotAllowed
from consult.models import Consultation, Person, Round, Version
from consult.services.documents import store_version
from consult.services.rounds import (
    cancel_round,
    last_round,
    move_closing,
    move_round,
    open_round,
    present_round,
    require_closed_round,
    require_open_round,
)
from tests.factories import DAY, NOW, make_text, make_version
from tests.log import actions, last_entry

SECOND = timedelta(seconds=1)
OPENS, CLOSES = NOW, NOW + 12 * DAY


@pytest.fixture
def version(session: Session, consultation: Consultation, agent: Person, noise: Consultation) -> Version:
    """Version 1 of the draft."""
    return make_version(session, consultation, agent)


@pytest.fixture
def round_(session: Session, consultation: Consultation, agent: Person, version: Version) -> Round:
    """A round that opens now."""
    return plan(session, consultation, agent, OPENS, CLOSES, now=NOW - DAY)


def plan(
    session: Session,
    consultation: Consultation,
    agent: Person,
    opens_at: datetime,
    closes_at: datetime,
    *,
    now: datetime = NOW,
) -> Round:
    """Plan a round, by default now."""
    return open_round(session, consultation, opens_at=opens_at, closes_at=closes_at, actor=agent, now=now)


def test_a_round_is_on_the_newest_version(
    session: Session, consultation: Consultation, agent: Person, version: Version
) -> None:
    second = store_version(
        session, version.document, make_text("Uusi."), number=2, title="Lausunto", actor=agent, now=NOW
    )
    found = plan(session, consultation, agent, OPENS, CLOSES)
    assert (found.number, found.version_id) == (1, second.id)
    assert last_entry(session).action == "round.planned"


def test_without_a_version_there_is_no_round(
    session: Session, consultation: Consultation, agent: Person, noise: Consultation
) -> None:
    with pytest.raises(Invalid, match="Publish version 1 first"):
        plan(session, consultation, agent, OPENS, CLOSES)


@pytest.mark.parametrize(("opens_at", "closes_at"), [(OPENS, OPENS), (CLOSES, OPENS), (NOW - 3 * DAY, NOW)])
def test_a_round_that_could_never_be_open_is_refused(
    session: Session, version: Version, agent: Person, opens_at: datetime, closes_at: datetime
) -> None:
    consultation = session.get_one(Consultation, version.document.consultation_id)
    with pytest.raises(Invalid) as refusal:
        plan(session, consultation, agent, opens_at, closes_at)
    assert refusal.value.field == "closes_at"


def test_rounds_may_touch_and_not_overlap(
    session: Session, consultation: Consultation, agent: Person, round_: Round
) -> None:
    with pytest.raises(Invalid) as refusal:
        plan(session, consultation, agent, CLOSES - SECOND, CLOSES + DAY)
    assert refusal.value.field == "opens_at"
    assert plan(session, consultation, agent, CLOSES, CLOSES + DAY).number == 2


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [(OPENS - SECOND, False), (OPENS, True), (CLOSES - SECOND, True), (CLOSES, False)],
)
def test_a_round_is_open_from_its_first_second_to_the_last_before_its_closing(
    session: Session, consultation: Consultation, round_: Round, moment: datetime, is_open: bool
) -> None:
    if is_open:
        assert require_open_round(session, consultation.id, moment) == round_
    else:
        with pytest.raises(NotAllowed):
            require_open_round(session, consultation.id, moment)


def test_the_reader_is_told_whether_the_round_is_still_to_come_or_over(
    session: Session, consultation: Consultation, round_: Round
) -> None:
    with pytest.raises(NotAllowed, match="not opened yet"):
        require_open_round(session, consultation.id, OPENS - SECOND)
    with pytest.raises(NotAllowed, match="has closed"):
        require_open_round(session, consultation.id, CLOSES)


def test_reconciling_waits_for_the_closing(
    session: Session, consultation: Consultation, round_: Round
) -> None:
    with pytest.raises(NotAllowed):
        require_closed_round(session, consultation.id, CLOSES - SECOND)
    assert require_closed_round(session, consultation.id, CLOSES) == round_


def test_the_rounds_of_others_do_not_count(
    session: Session, consultation: Consultation, noise: Consultation
) -> None:
    assert last_round(session, consultation.id) is None
    for require in (require_open_round, require_closed_round):
        with pytest.raises(NotAllowed):
            require(session, consultation.id, NOW)


@pytest.mark.parametrize("closes_at", [NOW + DAY, CLOSES + DAY])
def test_an_open_round_can_close_earlier_or_later(
    session: Session, consultation: Consultation, agent: Person, round_: Round, closes_at: datetime
) -> None:
    move_closing(session, round_, closes_at=closes_at, actor=agent, now=NOW)
    assert round_.closes_at == closes_at
    assert actions(session, consultation.id)[-1] == "round.moved"


@pytest.mark.parametrize(("closes_at", "now"), [(NOW + DAY, NOW + DAY), (OPENS, NOW), (OPENS, OPENS - DAY)])
def test_a_closing_in_the_past_or_before_the_opening_is_refused(
    session: Session, agent: Person, round_: Round, closes_at: datetime, now: datetime
) -> None:
    with pytest.raises(Invalid) as refusal:
        move_closing(session, round_, closes_at=closes_at, actor=agent, now=now)
    assert refusal.value.field == "closes_at"
    assert round_.closes_at == CLOSES


def test_a_closed_round_stays_closed(session: Session, agent: Person, round_: Round) -> None:
    with pytest.raises(NotAllowed):
        move_closing(session, round_, closes_at=CLOSES + DAY, actor=agent, now=CLOSES)


def test_a_later_round_that_is_planned_does_not_close_the_open_one(
    session: Session, consultation: Consultation, agent: Person, round_: Round
) -> None:
    later = plan(session, consultation, agent, CLOSES + DAY, CLOSES + 2 * DAY, now=OPENS)
    assert require_open_round(session, consultation.id, OPENS) == round_
    assert present_round(session, consultation.id, CLOSES) == round_
    assert present_round(session, consultation.id, CLOSES + DAY) == later
    assert present_round(session, consultation.id, OPENS - SECOND) in (round_, later)


def test_a_planned_round_is_moved_and_logged(
    session: Session, consultation: Consultation, agent: Person, round_: Round
) -> None:
    move_round(session, round_, opens_at=OPENS + DAY, closes_at=CLOSES + DAY, actor=agent, now=OPENS - SECOND)
    assert (round_.opens_at, round_.closes_at) == (OPENS + DAY, CLOSES + DAY)
    assert actions(session, consultation.id)[-1] == "round.rescheduled"


@pytest.mark.parametrize(
    ("times", "field"),
    [
        ((CLOSES, CLOSES), "closes_at"),
        ((CLOSES - SECOND, CLOSES + DAY), "opens_at"),
        ((CLOSES, NOW - DAY), "closes_at"),
    ],
)
@pytest.mark.usefixtures("round_")
def test_a_planned_round_is_not_moved_into_another_or_the_past(
    session: Session, consultation: Consultation, agent: Person, times: tuple[datetime, datetime], field: str
) -> None:
    later = plan(session, consultation, agent, CLOSES + DAY, CLOSES + 2 * DAY)
    with pytest.raises(Invalid) as refusal:
        move_round(session, later, opens_at=times[0], closes_at=times[1], actor=agent, now=NOW)
    assert refusal.value.field == field


def test_a_cancelled_round_leaves_its_number_to_the_next_and_its_trace_to_the_log(
    session: Session, consultation: Consultation, agent: Person, round_: Round
) -> None:
    later = plan(session, consultation, agent, CLOSES + DAY, CLOSES + 2 * DAY)
    cancel_round(session, later, actor=agent, now=NOW)
    assert last_round(session, consultation.id) == round_
    assert last_entry(session).action == "round.cancelled"
    assert plan(session, consultation, agent, CLOSES, CLOSES + DAY).number == 2


def test_what_has_opened_is_neither_moved_nor_cancelled(
    session: Session, agent: Person, round_: Round
) -> None:
    with pytest.raises(NotAllowed, match="opened already"):
        move_round(session, round_, opens_at=OPENS + DAY, closes_at=CLOSES, actor=agent, now=OPENS)
    with pytest.raises(NotAllowed, match="opened already"):
        cancel_round(session, round_, actor=agent, now=OPENS)


def test_of_two_planned_rounds_the_later_bounds_the_earlier(
    session: Session, consultation: Consultation, agent: Person, round_: Round
) -> None:
    second = plan(session, consultation, agent, CLOSES + DAY, CLOSES + 3 * DAY)
    third = plan(session, consultation, agent, CLOSES + 5 * DAY, CLOSES + 6 * DAY)
    beyond = CLOSES + 5 * DAY + SECOND
    with pytest.raises(Invalid, match="next round"):
        move_closing(session, round_, closes_at=CLOSES + 2 * DAY, actor=agent, now=NOW)
    with pytest.raises(Invalid, match="next round"):
        move_round(session, second, opens_at=second.opens_at, closes_at=beyond, actor=agent, now=NOW)
    with pytest.raises(NotAllowed, match="later round"):
        cancel_round(session, second, actor=agent, now=NOW)
    move_closing(session, round_, closes_at=CLOSES + DAY, actor=agent, now=NOW)
    cancel_round(session, third, actor=agent, now=NOW)
    cancel_round(session, second, actor=agent, now=NOW)
