"""On the nights when the clocks change a round opens and closes at its second, on pages and in services."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from consult.errors import NotAllowed
from consult.models import Consultation, Round
from consult.services.rounds import open_round, require_open_round
from consult.services.wall_clock import instant
from tests.factories import make_consultation, make_participant, make_person, make_version
from tests.web.client import PageClient
from tests.web.conftest import Clock, writing

SECOND = timedelta(seconds=1)
ZONE = "Europe/Helsinki"
#: What the agent types for the opening and the closing, and what they are in UTC: the night is an hour longer
#: in autumn and an hour shorter in spring.
NIGHTS = {
    "autumn": ("2026-10-24T16:00", "2026-10-25T16:00", "2026-10-24T13:00", "2026-10-25T14:00"),
    "autumn at night": ("2026-10-24T23:00", "2026-10-25T04:00", "2026-10-24T20:00", "2026-10-25T02:00"),
    "spring": ("2027-03-27T16:00", "2027-03-28T16:00", "2027-03-27T14:00", "2027-03-28T13:00"),
    "spring at night": ("2027-03-27T23:00", "2027-03-28T04:00", "2027-03-27T21:00", "2027-03-28T01:00"),
}


def utc(written: str) -> datetime:
    """An instant."""
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


@pytest.mark.parametrize("night", NIGHTS)
def test_a_second_before_and_after(
    app: Flask, clock: Clock, client_as: Callable[..., PageClient], night: str
) -> None:
    opens, closes, opens_utc, closes_utc = NIGHTS[night]
    opens_at, closes_at = (instant(datetime.fromisoformat(wall), ZONE) for wall in (opens, closes))
    assert (opens_at, closes_at) == (utc(opens_utc), utc(closes_utc))
    clock.now = opens_at - timedelta(hours=1)
    with writing(app) as session:
        agent = make_person(session)
        consultation = make_consultation(session, agent)
        make_version(session, consultation, agent)
        voice, lead = make_participant(session, consultation, agent)
        open_round(session, consultation, opens_at=opens_at, closes_at=closes_at, actor=agent, now=clock.now)
        draft = f"/consultations/{consultation.slug}/draft"
        answer = f"/consultations/{consultation.slug}/answer"
    for moment, is_open in (
        (opens_at - SECOND, False),
        (opens_at, True),
        (closes_at - SECOND, True),
        (closes_at, False),
        (closes_at + SECOND, False),
    ):
        clock.now = moment
        client = client_as(lead)
        assert ("Kommentoi kohtaa" in client.get(draft).text) is is_open, moment
        sent = client.post(answer, {"voice": str(voice.id), "stance": "endorses"})
        assert (sent.status == 303) is is_open, moment
        with writing(app) as session:
            found = session.get_one(Consultation, 1)
            assert session.get_one(Round, 1).is_open(moment) is is_open
            if is_open:
                require_open_round(session, found.id, moment)
            else:
                with pytest.raises(NotAllowed):
                    require_open_round(session, found.id, moment)
