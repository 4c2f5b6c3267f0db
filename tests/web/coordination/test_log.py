"""A log of more than one page can be turned."""

from consult.models import Consultation, Person
from consult.services.log import record
from tests.factories import DAY, NOW, make_participant
from tests.web.conftest import writing
from tests.web.coordination.conftest import Desk


def test_a_long_log_is_turned_page_by_page(desk: Desk) -> None:
    with writing(desk.app) as session:
        for _ in range(60):
            record(
                session, "timetable.planned", actor=desk.agent, now=NOW, consultation_id=desk.consultation_id
            )
    assert "1/2" in desk.client.get(f"{desk.root}/log").text
    assert "2/2" in desk.client.get(f"{desk.root}/log?page=2").text


def logged(desk: Desk) -> Person:
    """A lead who answered yesterday, and a round that was planned today."""
    with writing(desk.app) as session:
        agent = session.get_one(Person, desk.agent.id)
        consultation = session.get_one(Consultation, desk.consultation_id)
        voice, lead = make_participant(session, consultation, agent, "=Kaava ry")
        for action, actor, moment in (
            ("answer.sent", lead, NOW - DAY),
            ("round.planned", agent, NOW),
        ):
            record(
                session,
                action,
                actor=actor,
                now=moment,
                consultation_id=consultation.id,
                voice_id=voice.id if action == "answer.sent" else None,
            )
        return lead


def test_the_log_is_searched_by_who_what_and_when(desk: Desk) -> None:
    lead = logged(desk)
    url = f"{desk.root}/log"
    everything = desk.client.get(url)
    assert f"=Kaava ry lähetti vastauksensa. ({lead.name})" in everything.text
    assert "kommentointikierroksen" in everything.text
    for query, is_told in (
        (f"who={lead.id}", True),
        ("what=answers", True),
        ("what=timetable", False),
        ("what=other", False),
        ("since=19.1.2027&until=19.1.2027", True),
        ("since=20.1.2027", False),
        ("until=18.1.2027", False),
    ):
        page = desk.client.get(f"{url}?{query}")
        assert ("=Kaava ry lähetti" in page.text) is is_told, query
    assert "Mitään tällaista ei ole tapahtunut" in desk.client.get(f"{url}?until=1.1.2020").text
    assert "Kirjoita päivä näin: 1.2.2027." in desk.client.get(f"{url}?since=eilen").text
    assert desk.client.get(f"{url}?what=x").status == 400


def test_the_log_is_taken_out_as_a_table_without_formulas(desk: Desk) -> None:
    lead = logged(desk)
    answer = desk.client.http.get(f"{desk.root}/log.csv?what=answers", base_url=desk.client.base_url)
    assert answer.headers["Content-Type"] == "text/csv"
    header, row = answer.data.decode("utf-8-sig").splitlines()
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert header == "Päivä ja kellonaika;Henkilö;Kenen nimissä;Mitä tapahtui;Koodi"
    assert row == (f"2027-01-19 09:42:00;{lead.name};'=Kaava ry;'=Kaava ry lähetti vastauksensa.;answer.sent")
