"""The timetable as a list, as months and as a feed that shows no more than the reader may see."""

from collections.abc import Callable
from datetime import UTC, datetime

from icalendar import Calendar

from consult.models import Access, Consultation, Person, Round, StageKind
from consult.services.endings import cancel_consultation
from consult.services.rounds import move_closing, open_round
from consult.services.stages import plan_stages
from tests.factories import NOW, make_participant
from tests.web.client import PageClient
from tests.web.conftest import writing
from tests.web.coordination.conftest import Desk, desk, published

__all__ = ["desk", "published"]

CLOSES = datetime(2027, 3, 29, 13, tzinfo=UTC)
PLANNED = {StageKind.FILING: (datetime(2027, 4, 5, 21, tzinfo=UTC), datetime(2027, 4, 9, 13, tzinfo=UTC))}


def plan(desk: Desk) -> None:
    """A round that opens in winter time and closes in summer time, and days for filing."""
    with writing(desk.app) as session:
        found = session.get_one(Consultation, desk.consultation_id)
        opens = datetime(2027, 3, 26, 7, tzinfo=UTC)
        open_round(session, found, opens_at=opens, closes_at=CLOSES, actor=desk.agent, now=NOW)
        plan_stages(session, found, PLANNED, actor=desk.agent, now=NOW)


def events(client: PageClient, address: str) -> dict[str, dict[str, str]]:
    """The events of a feed by UID, every value as it is written."""
    response = client.http.get(address, base_url=client.base_url)
    assert response.status_code == 200, response.status
    assert response.mimetype == "text/calendar"
    calendar = Calendar.from_ical(response.get_data())
    return {
        str(event["UID"]).split("@")[0]: {
            name: value.to_ical().decode() if hasattr(value, "to_ical") else str(value)
            for name, value in event.items()
        }
        for event in calendar.walk("VEVENT")
    }


def restrict(desk: Desk) -> Person:
    """Only those who take part may read; the lead of one that does."""
    with writing(desk.app) as session:
        found = session.get_one(Consultation, desk.consultation_id)
        found.access = Access.INVITED
        return make_participant(session, found, desk.agent)[1]


def test_a_public_feed_tells_moments_in_utc_and_stages_as_whole_days(
    published: Desk, client: PageClient
) -> None:
    plan(published)
    found = events(client, f"{published.root}/calendar.ics")
    assert (found["round-1-opens"]["DTSTART"], found["round-1-closes"]["DTSTART"]) == (
        "20270326T070000Z",
        "20270329T130000Z",
    )
    assert (found["stage-1"]["DTSTART"], found["stage-1"]["DTEND"]) == ("20270406", "20270410")


def test_a_moved_closing_keeps_its_name_and_counts_up(published: Desk, client: PageClient) -> None:
    plan(published)
    before = events(client, f"{published.root}/calendar.ics")
    with writing(published.app) as session:
        round_ = session.query(Round).one()
        later = CLOSES.replace(day=30)
        move_closing(session, round_, closes_at=later, actor=published.agent, now=NOW)
    after = events(client, f"{published.root}/calendar.ics")
    assert after.keys() == before.keys()
    assert after["round-1-closes"]["DTSTART"] == "20270330T130000Z"
    assert int(after["round-1-closes"]["SEQUENCE"]) > int(before["round-1-closes"]["SEQUENCE"])


def test_what_was_cancelled_is_cancelled_in_the_calendar(published: Desk, client: PageClient) -> None:
    plan(published)
    with writing(published.app) as session:
        found = session.get_one(Consultation, published.consultation_id)
        cancel_consultation(session, found, reason="Syy.", actor=published.agent, now=NOW)
    found_events = events(client, f"{published.root}/calendar.ics")
    assert {event.get("STATUS") for event in found_events.values()} == {"CANCELLED"}


def test_what_is_not_public_is_read_by_a_personal_link_until_it_is_taken_back(
    published: Desk, client: PageClient, client_as: Callable[[Person], PageClient]
) -> None:
    plan(published)
    reader = client_as(restrict(published))
    url = f"{published.root}/timetable"
    assert client.http.get(f"{published.root}/calendar.ics", base_url=client.base_url).status_code == 303
    page = reader.follow(reader.post(f"{published.root}/calendar-link"))
    (link,) = {a.get("href", "") for a in page.tree.iter("a") if "calendar.ics" in a.get("href", "")}
    path = link[link.index("/consultations") :]
    assert "round-1-closes" in events(client, path)
    for elsewhere in ("", "/draft", "/timetable"):
        answer = client.http.get(
            published.root + elsewhere + path[path.index("?") :], base_url=client.base_url
        )
        assert answer.status_code == 303, elsewhere
    assert reader.post(f"{published.root}/calendar-link/revoke").status == 303
    assert client.http.get(path, base_url=client.base_url).status_code == 303
    assert "Luo kalenterilinkki" in reader.get(url).text


def test_the_page_lists_the_days_and_shows_the_months(published: Desk, client: PageClient) -> None:
    plan(published)
    page = client.get(f"{published.root}/timetable")
    assert "Kommentointikierros 1 sulkeutuu" in page.text
    assert "ma 29.3.2027 klo 16.00" in page.text
    captions = [caption.text for caption in page.tree.iter("caption")]
    assert captions == ["maaliskuu 2027", "huhtikuu 2027"]
    assert "Pitkäperjantai" in page.text
    assert "Katso aikataulu ja kalenteri" in client.get(published.root).text
