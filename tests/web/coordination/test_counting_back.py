"""The counted timetable is shown beside the days so far and saved only when it is accepted."""

from datetime import datetime
from urllib.parse import urlencode

import pytest

from consult.models import Consultation, ConsultationKind, Round, Stage
from consult.services.requests import save_request
from tests.factories import NOW
from tests.web.conftest import reading, writing
from tests.web.coordination.conftest import Desk
from tests.web.coordination.test_rounds import DAYS, submit
from tests.web.page import Page

DEADLINE = datetime(2027, 4, 26, 16, 15)  # noqa: DTZ001 - a wall clock, as the authority writes it


def ask(desk: Desk, deadline: datetime = DEADLINE) -> None:
    """The authority asks for a statement by a deadline, or moves it."""
    with writing(desk.app) as session:
        save_request(
            session,
            session.get_one(Consultation, desk.consultation_id),
            title="Pyyntö",
            authority="Järvimaa",
            register_number="",
            deadline=deadline,
            zone="Europe/Helsinki",
            questions=[],
            actor=desk.agent,
            now=NOW,
        )


def days(page: Page) -> dict[str, str]:
    """What the form of the timetable holds."""
    (form,) = [form for form in page.forms() if form.action.endswith("/rounds/timetable")]
    typed = {name: values[0] for name, values in form.fields.items() if name != "csrf_token"}
    return {name: value for name, value in typed.items() if value}


@pytest.fixture
def url(published: Desk) -> str:
    """Where the timetable is counted."""
    return f"{published.root}/rounds/count-back"


def test_without_a_deadline_one_is_asked_for(published: Desk, url: str) -> None:
    page = published.client.get(url)
    assert not [form for form in page.forms() if form.action.endswith("/rounds/timetable")]
    typed = {"deadline_day": "15.4.2027", "endorsing_days": "0", "margin": "1"}
    counted = days(published.client.get(f"{url}?{urlencode(typed)}"))
    assert counted["filing_last"] == "14.4.2027"
    (form,) = [
        form for form in published.client.get(f"{url}?deadline_day=15.4.2027").forms() if form.method == "get"
    ]
    assert (form.fields["commenting_days"], form.fields["margin"]) == (["15"], ["2"])
    assert "endorsing_last" not in counted


def test_the_deadline_of_the_request_is_counted_from_and_nothing_is_saved(published: Desk, url: str) -> None:
    ask(published)
    assert days(published.client.get(url)) == {
        "planning_first": "20.1.2027",
        "planning_last": "15.3.2027",
        "commenting_first": "16.3.2027",
        "commenting_last": "7.4.2027",
        "reconciling_first": "8.4.2027",
        "reconciling_last": "14.4.2027",
        "endorsing_first": "15.4.2027",
        "endorsing_last": "21.4.2027",
        "filing_first": "22.4.2027",
        "filing_last": "22.4.2027",
    }
    with reading(published.app) as session:
        assert session.query(Stage).count() == 0


def test_what_is_accepted_is_saved_and_ends_at_four(published: Desk, url: str) -> None:
    ask(published)
    page = published.client.submit(published.client.get(url), {}, action=f"{published.root}/rounds/timetable")
    assert page.status == 303
    with reading(published.app) as session:
        closing = {stage.kind.value: stage.ends_at for stage in session.query(Stage)}
    assert f"{closing['commenting']:%d.%m. %H.%M}" == "07.04. 13.00"
    assert f"{closing['planning']:%d.%m. %H.%M}" == "15.03. 14.00"


def test_days_set_by_hand_are_saved_and_what_is_awkward_is_said(published: Desk) -> None:
    ask(published, datetime(2027, 2, 15, 16, 15))  # noqa: DTZ001 - a wall clock
    typed = {"endorsing_first": "8.2.2027", "endorsing_last": "13.2.2027", "filing_first": "14.2.2027"}
    page = submit(published, f"{published.root}/rounds", typed, "/timetable")
    assert "Aikataulu tallennettiin." in page.text
    assert "Viimeinen päivä la 13.2.2027 on viikonloppuna." in page.text
    page = submit(published, f"{published.root}/rounds", {"endorsing_last": "16.2.2027"}, "/timetable")
    assert "Viimeinen päivä ti 16.2.2027 on määräajan jälkeen." in page.text
    page = submit(published, f"{published.root}/rounds", {"endorsing_last": "9.2.2027"}, "/timetable")
    assert "Työpäiviä on 2. Varaa vähintään 3." in page.text


def test_a_moved_deadline_asks_for_a_recount_that_shows_old_and_new(published: Desk, url: str) -> None:
    ask(published)
    rounds = f"{published.root}/rounds"
    published.client.submit(published.client.get(url), {}, action=f"{rounds}/timetable")
    assert "Määräaika on siirtynyt" not in published.client.get(rounds).text
    ask(published, datetime(2027, 5, 10, 16, 15))  # noqa: DTZ001 - a wall clock
    assert "Aikataulu laskettiin määräajalle ma 26.4.2027 klo 16.15." in published.client.get(rounds).text
    page = published.client.get(url)
    assert days(page)["commenting_last"] == "20.4.2027"
    assert "Tähän asti: 16.3.–7.4." in page.text
    published.client.submit(page, {}, action=f"{rounds}/timetable")
    assert "Määräaika on siirtynyt" not in published.client.get(rounds).text


def test_a_planned_round_is_moved_by_a_button_of_its_own(published: Desk, url: str) -> None:
    ask(published)
    submit(published, f"{published.root}/rounds", DAYS)
    page = published.client.get(url)
    assert "commenting_last" not in days(page)
    assert "sulkeutuisi 7.4.2027 klo 16.00" in page.text
    moved = published.client.submit(page, {}, action=f"{published.root}/rounds/closing")
    assert moved.status == 303
    with reading(published.app) as session:
        (round_,) = session.query(Round)
    assert f"{round_.opens_at:%d.%m. %H.%M}–{round_.closes_at:%d.%m. %H.%M}" == "16.03. 07.00–07.04. 13.00"
    assert "sulkeutuisi" not in published.client.get(url).text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"deadline_day": "31.2.2027"}, "Tällaista päivää ei ole."),
        ({"deadline_day": "15.4.2027", "commenting_days": "paljon"}, "Kirjoita luku 0–250."),
        ({"deadline_day": "15.4.2027", "margin": "999"}, "Kirjoita luku 0–250."),
    ],
)
def test_what_cannot_be_counted_with_is_said(
    published: Desk, url: str, typed: dict[str, str], words: str
) -> None:
    page = published.client.get(f"{url}?{urlencode(typed)}")
    assert page.status == 422
    assert words in page.text


def test_too_little_time_is_said_before_saving(published: Desk, url: str) -> None:
    typed = {"deadline_day": "15.2.2027", "commenting_days": "60"}
    page = published.client.get(f"{url}?{urlencode(typed)}")
    assert "Aika on lyhyt tai jokin päivä hankala" in page.text
    assert "Tämän olisi pitänyt alkaa jo" in page.text


def test_a_strategy_is_counted_with_its_workshops_and_rounds(published: Desk, url: str) -> None:
    with writing(published.app) as session:
        session.get_one(Consultation, published.consultation_id).kind = ConsultationKind.STRATEGY
    page = published.client.get(f"{url}?deadline_day=15.12.2027")
    typed = days(page)
    assert {"workshops_first", "drafting_last", "commenting_first", "commenting3_last"} <= typed.keys()
    saved = published.client.submit(page, {}, action=f"{published.root}/rounds/timetable")
    assert "Aikataulu tallennettiin." in published.client.follow(saved).text
    with reading(published.app) as session:
        stages = {(stage.kind.value, stage.number) for stage in session.query(Stage)}
    assert {("commenting", 3), ("reconciling", 2), ("workshops", 1)} <= stages
    front = published.client.get(f"{published.root}/timetable").text
    assert "Kommentointi 1" in front
    assert "Kommentointi 3" in front
    wrong = submit(published, f"{published.root}/rounds", {"commenting2_first": "1.1.2027"}, "/timetable")
    assert wrong.status == 422
