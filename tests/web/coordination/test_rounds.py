"""The page of the rounds: what is cancelled can be undone, a late closing is said, one home for each day."""

from datetime import UTC, datetime

import pytest

from consult.models import Consultation, Round, Stage
from consult.services.requests import save_request
from tests.factories import NOW
from tests.web.conftest import reading, writing
from tests.web.coordination.conftest import Desk
from tests.web.page import Page, words

DAYS = {"opens_day": "1.3.2027", "opens_at": "9.00", "closes_day": "10.3.2027", "closes_at": "16.00"}
LATE = "Se sulkeutuu viranomaisen määräajan jälkeen. Määräaika on ti 9.3.2027 klo 16.15."


@pytest.fixture
def url(published: Desk) -> str:
    """Where the rounds of a consultation with version 1 are planned."""
    return f"{published.root}/rounds"


def submit(desk: Desk, url: str, typed: dict[str, str], to: str = "") -> Page:
    """Send a form of the page and read what comes of it."""
    answer = desk.client.submit(desk.client.get(url), typed, action=url + to)
    return desk.client.follow(answer) if answer.status == 303 else answer


def rounds(desk: Desk) -> list[tuple[int, datetime, datetime]]:
    """What is planned."""
    with reading(desk.app) as session:
        return [(found.number, found.opens_at, found.closes_at) for found in session.query(Round)]


def undo(page: Page) -> dict[str, str] | None:
    """What Kumoa plans again, where the page offers it."""
    undone = [form for form in page.tree.iter("form") if words(form) == "Kumoa"]
    if not undone:
        return None
    return {str(field.get("name")): str(field.get("value")) for field in undone[0].iter("input")}


def test_a_cancelled_round_is_planned_again_by_undo(published: Desk, url: str) -> None:
    submit(published, url, DAYS)
    before = rounds(published)
    page = submit(published, url, {}, "/cancel")
    assert "Kierros peruttiin." in page.text
    assert rounds(published) == []
    fields = undo(page)
    assert fields is not None
    assert published.client.post(url, fields).status == 303
    assert rounds(published) == before
    assert undo(published.client.get(f"{url}?cancelled=1")) is None


def test_undo_is_offered_only_after_cancelling(published: Desk, url: str) -> None:
    assert undo(published.client.get(f"{url}?cancelled=1")) is None
    submit(published, url, DAYS)
    submit(published, url, {}, "/cancel")
    assert undo(published.client.get(url)) is None


def test_a_closing_after_the_deadline_is_said_in_the_same_notice(published: Desk, url: str) -> None:
    with writing(published.app) as session:
        save_request(
            session,
            session.get_one(Consultation, published.consultation_id),
            title="Pyyntö",
            authority="Järvimaa",
            register_number="",
            deadline=datetime(2027, 3, 9, 16, 15),  # noqa: DTZ001 - a wall clock, as the authority writes it
            zone="Europe/Helsinki",
            questions=[],
            actor=published.agent,
            now=NOW,
        )
    assert f"Kierros 1 suunniteltiin. {LATE}" in submit(published, url, DAYS).text
    moved = submit(published, url, {"closes_day": "9.3.2027"}, "/closing")
    assert "Kierroksen aikaa siirrettiin." in moved.text
    assert LATE not in moved.text
    late = submit(published, url, {"closes_day": "11.3.2027"}, "/closing")
    assert f"Kierroksen aikaa siirrettiin. {LATE}" in late.text


def test_what_is_wrong_is_listed_from_top_to_bottom(published: Desk, url: str) -> None:
    page = submit(published, url, dict.fromkeys(DAYS, "pian"))
    summary = next(each for each in page.tree.iter("ul") if each.get("class") == "error-summary__list")
    linked = [link.get("href") for link in summary.iter("a")]
    assert linked == ["#opens_day", "#opens_at", "#closes_day", "#closes_at"]


def test_the_days_of_commenting_are_those_of_the_rounds_on_the_whole_page(published: Desk, url: str) -> None:
    typed = {"planning_first": "1.2.2027", "commenting_first": "3.2.2027", "commenting_last": "4.2.2027"}
    assert "3.–4.2." in submit(published, url, typed, "/timetable").text
    page = submit(published, url, DAYS)
    assert page.text.count("1.–10.3.") == 2
    assert "3.–4.2." not in page.text
    assert "commenting_first" not in {field.get("name") for field in page.tree.iter("input")}
    page = submit(published, url, {}, "/timetable")
    assert page.text.count("1.–10.3.") == 2
    with reading(published.app) as session:
        assert [stage.kind.value for stage in session.query(Stage)] == ["planning"]
    assert rounds(published) == [
        (1, datetime(2027, 3, 1, 7, tzinfo=UTC), datetime(2027, 3, 10, 14, tzinfo=UTC))
    ]
