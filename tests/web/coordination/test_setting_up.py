"""The agent sets a consultation up: times of Helsinki, questions, organisations and their people."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask

from consult.models import Agency, Consultation, Document, Person, Question, Request, Round, Stage, Submission
from consult.services.participations import join_organisation
from consult.services.requests import save_request
from tests.factories import NOW, make_consultation, make_organisation, make_person, make_version
from tests.web.client import PageClient
from tests.web.conftest import Clock, reading, writing
from tests.web.coordination.conftest import Desk

REQUEST = {
    "title": "Lausuntopyyntö: suunnitelma",
    "authority": "Järvimaan kunta",
    "register_number": "JVK/1/2027",
    "deadline_day": "15.2.2027",
    "deadline": "16.15",
    "required_data": "Virallinen nimi\nToimielin",
    "channels": "Lausuntopalvelu",
}


def test_a_consultation_is_created_with_its_draft_and_its_agent(
    app: Flask, client_as: Callable[[Person], PageClient]
) -> None:
    with writing(app) as session:
        administrator = make_person(session, is_administrator=True)
    client = client_as(administrator)
    typed = {"title": "Lausunto  tiloista", "host": "Pöytä", "kind": "position", "access": "invited"}
    answer = client.submit(client.get("/consultations/new"), typed)
    assert answer.location == "/consultations/lausunto-tiloista/request"
    with reading(app) as session:
        made = session.query(Consultation).one()
        assert (made.title, made.kind, made.access) == ("Lausunto tiloista", "position", "invited")
        assert session.query(Document).one().title == "Lausunto tiloista"
        assert session.query(Agency).one().person_id == administrator.id
    assert "Kirjaa seuraavaksi, mitä viranomainen pyytää." in client.follow(answer).text


@pytest.mark.parametrize("missing", ["title", "host"])
def test_what_is_missing_is_asked_and_the_rest_is_kept(
    app: Flask, client_as: Callable[[Person], PageClient], missing: str
) -> None:
    with writing(app) as session:
        administrator = make_person(session, is_administrator=True)
    client = client_as(administrator)
    typed = {"title": "Tilat", "host": "Pöytä", "summary": "Tärkeä asia.", missing: " "}
    page = client.submit(client.get("/consultations/new"), typed)
    assert page.status == 422
    assert page.form().fields["summary"] == ["Tärkeä asia."]
    with reading(app) as session:
        assert session.query(Consultation).count() == 0


def test_somebody_without_the_right_creates_nothing(
    app: Flask, client: PageClient, client_as: Callable[[Person], PageClient]
) -> None:
    with writing(app) as session:
        person = make_person(session)
    assert client.get("/consultations/new").status == 303
    assert client_as(person).get("/consultations/new").status == 403


def test_the_request_keeps_the_wall_clock_and_the_questions(desk: Desk) -> None:
    page = desk.client.get(f"{desk.root}/request")
    typed = {**REQUEST, "questions": "Onko rooli selkeä?\n\nMuuta kommentoitavaa"}
    assert desk.client.submit(page, typed).status == 303
    with reading(desk.app) as session:
        request = session.query(Request).one()
        assert request.deadline_at == datetime(2027, 2, 15, 14, 15, tzinfo=UTC)
        assert (request.required_data, request.channels) == (
            ["Virallinen nimi", "Toimielin"],
            ["Lausuntopalvelu"],
        )
        assert [q.header for q in session.query(Question).order_by(Question.position)] == [
            "Onko rooli selkeä?",
            "Muuta kommentoitavaa",
        ]
    again = desk.client.get(f"{desk.root}/request").form(f"{desk.root}/request")
    assert again.fields["deadline_day"] == ["15.2.2027"]
    assert again.fields["deadline"] == ["16.15"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"deadline_day": "31.2.2027"}, "Tällaista päivää ei ole."),
        ({"deadline": "25.00"}, "Kirjoita kellonaika näin: 16.00."),
        ({"deadline_day": "28.3.2027", "deadline": "3.30"}, "kelloja siirretään sinä yönä eteenpäin"),
        ({"deadline_day": "31.10.2027", "deadline": "3.30"}, "kelloja siirretään sinä yönä taaksepäin"),
        ({"authority": ""}, "Kirjoita, kuka lausuntoa pyytää."),
    ],
)
def test_a_request_that_cannot_be_is_kept_on_the_page(
    desk: Desk, typed: dict[str, str], sentence: str
) -> None:
    page = desk.client.submit(desk.client.get(f"{desk.root}/request"), {**REQUEST, **typed})
    assert page.status == 422
    assert sentence in page.text
    assert page.form().fields["title"] == [REQUEST["title"]]
    with reading(desk.app) as session:
        assert session.query(Request).count() == 0


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """A consultation whose request has two questions."""
    typed = {**REQUEST, "questions": "Onko rooli selkeä?\nMuuta kommentoitavaa"}
    assert desk.client.post(f"{desk.root}/request", typed).status == 303
    return desk


def questions(desk: Desk) -> list[tuple[str, str, bool, list[str]]]:
    """The questions as they stand."""
    with reading(desk.app) as session:
        rows = session.query(Question).order_by(Question.position).all()
    return [(row.kind.value, row.header, row.is_mandatory, row.options) for row in rows]


def test_a_question_becomes_a_choice_that_must_be_answered(asked: Desk) -> None:
    url = f"{asked.root}/request/questions/1"
    typed = {"kind": "choice", "options": "Kyllä\nEi", "is_mandatory": "y"}
    assert asked.client.submit(asked.client.get(url), typed).status == 303
    assert questions(asked)[0] == ("choice", "Onko rooli selkeä?", True, ["Kyllä", "Ei"])
    page = asked.client.get(url)
    assert page.form().fields["options"] == ["Kyllä\nEi"]


def test_a_choice_without_options_is_refused(asked: Desk) -> None:
    url = f"{asked.root}/request/questions/1"
    page = asked.client.submit(asked.client.get(url), {"kind": "choice", "options": "Kyllä"})
    assert page.status == 422
    assert "kaksi eri vaihtoehtoa" in page.text


def test_questions_are_added_moved_and_removed(asked: Desk) -> None:
    url = f"{asked.root}/request/questions"
    asked.client.post(url, {"questions": "Kolmas\nNeljäs"})
    asked.client.post(f"{url}/4/move", {"to": "up"})
    asked.client.post(f"{url}/1/remove")
    asked.client.post(f"{url}/1/move", {"to": "up"})
    assert [header for _, header, _, _ in questions(asked)] == ["Muuta kommentoitavaa", "Neljäs", "Kolmas"]
    assert asked.client.get(f"{url}/9").status == 404


def test_an_organisation_is_added_with_its_lead(desk: Desk) -> None:
    url = f"{desk.root}/organisations"
    typed = {"name": "Kylän tuki ry", "lead": "Puheenjohtaja", "email": "Puheenjohtaja@example.test"}
    page = desk.client.follow(desk.client.submit(desk.client.get(url), typed, action=url))
    assert "Kylän tuki ry" in page.text
    assert "Puheenjohtaja (pääkäyttäjä)" in page.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "KYLÄN  TUKI ry"}, "Tämänniminen järjestö on jo rekisterissä."),
        ({"name": "Uusi ry", "email": "ei osoite"}, "osoite"),
    ],
)
def test_an_organisation_that_cannot_be_added_is_kept_on_the_page(
    desk: Desk, typed: dict[str, str], sentence: str
) -> None:
    with writing(desk.app) as session:
        make_organisation(session, "Kylän tuki ry")
    url = f"{desk.root}/organisations"
    page = desk.client.submit(desk.client.get(url), typed, action=url)
    assert page.status == 422
    assert sentence in page.text
    assert "Mukana (0)" in page.text


def test_an_organisation_of_the_register_joins_and_gets_people(desk: Desk) -> None:
    with writing(desk.app) as session:
        organisation = make_organisation(session, "Kylän tuki ry")
    url = f"{desk.root}/organisations"
    answer = desk.client.submit(
        desk.client.get(url), {"organisation": str(organisation.id)}, action=f"{url}/join"
    )
    page = desk.client.follow(answer)
    assert page.h1 == "Kylän tuki ry"
    added = desk.client.submit(page, {"email": "jasen@example.test", "name": "Jäsen", "role": "member"})
    page = desk.client.follow(added)
    assert "Henkilöt (1)" in page.text
    removal = next(form.action for form in page.forms() if form.action.endswith("/remove"))
    assert "Henkilöt (0)" in desk.client.follow(desk.client.post(removal)).text


def test_an_agent_adds_nobody_to_an_organisation_that_others_work_with(desk: Desk) -> None:
    with writing(desk.app) as session:
        other = make_person(session)
        organisation = make_organisation(session)
        for consultation in (
            make_consultation(session, other, "Toinen"),
            session.get_one(Consultation, desk.consultation_id),
        ):
            join_organisation(session, consultation, organisation, actor=other, now=NOW)
    url = f"{desk.root}/organisations/{organisation.id}"
    answer = desk.client.submit(desk.client.get(url), {"email": "uusi@example.test"})
    assert answer.status == 403


def test_a_round_is_planned_in_finnish_time_and_its_closing_moved(published: Desk) -> None:
    url = f"{published.root}/rounds"
    typed = {"opens_day": "26.3.2027", "opens_at": "9", "closes_day": "29.3.2027", "closes_at": "klo 16.00"}
    assert published.client.submit(published.client.get(url), typed, action=url).status == 303
    with reading(published.app) as session:
        round_ = session.query(Round).one()
        assert round_.opens_at == datetime(2027, 3, 26, 7, 0, tzinfo=UTC)
        assert round_.closes_at == datetime(2027, 3, 29, 13, 0, tzinfo=UTC)
    moved = {"closes_day": "30.3.2027", "closes_at": "12.00"}
    page = published.client.get(url)
    assert published.client.submit(page, moved, action=f"{url}/closing").status == 303
    with reading(published.app) as session:
        assert session.query(Round).one().closes_at == datetime(2027, 3, 30, 9, 0, tzinfo=UTC)


def plan(desk: Desk, **typed: str) -> str:
    """Plan a round in March; the address of the page."""
    url = f"{desk.root}/rounds"
    days = {"opens_day": "1.3.2027", "opens_at": "9.00", "closes_day": "10.3.2027", "closes_at": "16.00"}
    assert desk.client.submit(desk.client.get(url), {**days, **typed}, action=url).status == 303
    return url


def test_a_planned_round_is_moved_whole(published: Desk) -> None:
    url = plan(published)
    page = published.client.get(url)
    moved = {"opens_day": "2.3.2027", "closes_day": "11.3.2027"}
    assert published.client.submit(page, moved, action=f"{url}/closing").status == 303
    refused = published.client.submit(page, {"opens_day": "12.3.2027"}, action=f"{url}/closing")
    assert refused.status == 422
    assert "12.3.2027" in {field.get("value") for field in refused.tree.iter("input")}
    with reading(published.app) as session:
        round_ = session.query(Round).one()
        assert round_.opens_at == datetime(2027, 3, 2, 7, 0, tzinfo=UTC)
        assert round_.closes_at == datetime(2027, 3, 11, 14, 0, tzinfo=UTC)


def test_a_planned_round_is_cancelled_and_an_open_one_cannot_be(published: Desk, clock: Clock) -> None:
    url = plan(published)
    page = published.client.get(url)
    assert "Peru kierros" in page.text
    assert published.client.submit(page, {}, action=f"{url}/cancel").status == 303
    with reading(published.app) as session:
        assert session.query(Round).count() == 0
    plan(published)
    clock.tick(days=41)
    assert "Peru kierros" not in published.client.get(url).text
    assert published.client.submit(page, {}, action=f"{url}/cancel").status == 403


def test_a_round_that_closes_after_the_deadline_is_warned_of(published: Desk) -> None:
    with writing(published.app) as session:
        save_request(
            session,
            session.query(Consultation).filter_by(slug=published.root.rpartition("/")[2]).one(),
            title="Pyyntö",
            authority="Järvimaa",
            register_number="",
            deadline=datetime(2027, 3, 9, 16, 15),  # noqa: DTZ001 - a wall clock, as the authority writes it
            zone="Europe/Helsinki",
            questions=[],
            actor=published.agent,
            now=NOW,
        )
    late = published.client.get(plan(published))
    assert "Kierros sulkeutuu viranomaisen määräajan jälkeen" in late.text
    url = f"{published.root}/rounds"
    published.client.submit(late, {"closes_day": "8.3.2027"}, action=f"{url}/closing")
    timely = published.client.get(url)
    assert "määräajan jälkeen" not in timely.text
    assert "Viranomaisen määräaika on" in timely.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"closes_day": "1.2.2027"}, "Kierroksen"),
        ({"closes_day": "28.3.2027", "closes_at": "3.30"}, "Tuota kellonaikaa ei ole"),
        ({"opens_at": ""}, "Kirjoita kellonaika näin: 16.00."),
    ],
)
def test_a_round_that_cannot_be_is_refused(published: Desk, typed: dict[str, str], sentence: str) -> None:
    url = f"{published.root}/rounds"
    good = {"opens_day": "1.3.2027", "opens_at": "9.00", "closes_day": "10.3.2027", "closes_at": "16.00"}
    page = published.client.submit(published.client.get(url), {**good, **typed}, action=url)
    assert page.status == 422
    assert sentence in page.text
    with reading(published.app) as session:
        assert session.query(Round).count() == 0


def test_the_timetable_is_planned_and_a_stage_left_out(desk: Desk) -> None:
    url = f"{desk.root}/rounds"
    days = {"planning_first": "4.12.2026", "planning_last": "15.1.2027", "filing_first": "15.2.2027"}
    assert desk.client.submit(desk.client.get(url), days, action=f"{url}/timetable").status == 303
    less = {"planning_first": "", "planning_last": ""}
    assert desk.client.submit(desk.client.get(url), less, action=f"{url}/timetable").status == 303
    with reading(desk.app) as session:
        assert [stage.kind.value for stage in session.query(Stage)] == ["filing"]


@pytest.mark.parametrize(
    "days",
    [
        {"planning_last": "15.1.2027"},
        {"planning_first": "15.1.2027", "planning_last": "4.12.2026"},
        {"commenting_first": "4.12.2026", "planning_first": "15.1.2027"},
        {"planning_first": "pian"},
    ],
)
def test_a_timetable_that_cannot_be_is_refused(desk: Desk, days: dict[str, str]) -> None:
    url = f"{desk.root}/rounds"
    page = desk.client.submit(desk.client.get(url), days, action=f"{url}/timetable")
    assert page.status == 422
    with reading(desk.app) as session:
        assert session.query(Stage).count() == 0


def test_filing_locks_the_text(published: Desk, clock: Clock) -> None:
    url = f"{published.root}/filing"
    clock.tick(hours=1)
    page = published.client.submit(
        published.client.get(url), {"channel": "Lausuntopalvelu", "receipt": "Vastaus 7"}, action=url
    )
    assert page.status == 303
    page = published.client.follow(page)
    assert page.h1 == "Lausunto on jätetty"
    assert "Vastaus 7" in page.text
    with reading(published.app) as session:
        assert session.query(Submission).one().filed_at == datetime(2027, 1, 20, 8, 42, tzinfo=UTC)
    again = published.client.post(
        url, {"version": "1", "channel": "x", "filed_day": "20.1.2027", "filed_at": "10.00"}
    )
    assert again.status == 409


@pytest.mark.parametrize(
    ("typed", "status"),
    [({"channel": ""}, 422), ({"filed_day": "21.1.2027"}, 422), ({"version": "7"}, 422)],
)
def test_what_was_not_filed_is_not_recorded(
    published: Desk, clock: Clock, typed: dict[str, str], status: int
) -> None:
    clock.tick(hours=1)
    url = f"{published.root}/filing"
    given = {"channel": "Lausuntopalvelu", **typed}
    page = published.client.submit(published.client.get(url), given, action=url)
    assert page.status == status
    with reading(published.app) as session:
        assert session.query(Submission).count() == 0


def test_markup_in_names_is_text(app: Flask, client_as: Callable[[Person], PageClient]) -> None:
    with writing(app) as session:
        agent = make_person(session, "<b>Agentti</b>")
        consultation = make_consultation(session, agent, "<script>alert(1)</script>", host="<i>x</i>")
        make_version(session, consultation, agent)
    client = client_as(agent)
    for name in ("desk", "settings", "log", "filing"):
        page = client.get(f"/consultations/{consultation.slug}/{name}")
        assert "<script>alert" not in page.html
        assert "<b>Agentti" not in page.html


def test_the_text_is_marked_as_taken_out_before_it_is_filed(published: Desk, clock: Clock) -> None:
    url = f"{published.root}/filing"
    page = published.client.get(url)
    page = published.client.follow(published.client.submit(page, action=f"{url}/taken-out"))
    assert "Versio 1 merkittiin viedyksi" in page.text
    assert "Viety, nyt" in published.client.get(f"{published.root}/desk").text
    assert published.client.post(f"{url}/taken-out").status == 409
    page = published.client.follow(published.client.submit(page, action=f"{url}/not-taken-out"))
    assert "Merkitse viedyksi" in page.text
    assert published.client.post(f"{url}/not-taken-out").status == 403
    log = published.client.get(f"{published.root}/log").text
    assert "vei version 1 jätettäväksi" in log
    assert "perui version 1 viennin" in log


def test_an_approval_is_taken_back_until_the_signing_opens(published: Desk, clock: Clock) -> None:
    url = f"{published.root}/signatures"
    typed = {"body": "Kumppanuuspöytä", "approved_on": "20.1.2027"}
    published.client.submit(published.client.get(url), typed, action=f"{url}/approval")
    page = published.client.get(url)
    page = published.client.follow(published.client.submit(page, action=f"{url}/no-approval"))
    assert "Hyväksyntä peruttiin." in page.text
    assert "Pyydä allekirjoitukset" not in page.text
    assert published.client.post(f"{url}/no-approval").status == 403
