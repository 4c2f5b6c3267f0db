"""A log of more than one page can be turned."""

from consult.services.log import record
from tests.factories import NOW
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
