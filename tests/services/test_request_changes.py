"""The authority changes its request midway: a row, a log line, one mail for each participant."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid, NotAllowed
from consult.models import Consultation, DocumentRole, OutboxMail, Request, RequestChange, Version
from consult.reports.request_changes import load_changed_request, load_request_changes
from consult.reports.requests import load_request
from consult.services.documents import add_document, publish_first_version
from consult.services.endings import cancel_consultation
from consult.services.request_changes import move_deadline, replace_plan
from tests.factories import NOW, make_text
from tests.log import last_entry
from tests.services.scene import Scene
from tests.services.test_requests import DEADLINE, save

LATER = DEADLINE + timedelta(days=7)


@pytest.fixture
def request_(session: Session, scene: Scene, noise: Consultation) -> Request:
    save(session, noise, scene.agent)
    return save(session, scene.consultation, scene.agent)


def move(
    session: Session, scene: Scene, request_: Request, to: datetime = LATER, **given: object
) -> RequestChange:
    known = {"seen": request_.deadline_at, "note": "Lisää aikaa.", **given}
    return move_deadline(session, request_, deadline=to, actor=scene.agent, now=NOW, **known)  # type: ignore[arg-type]  # as move_deadline


def plan(session: Session, scene: Scene) -> Version:
    document = add_document(
        session,
        scene.consultation,
        role=DocumentRole.BACKGROUND,
        title="Suunnitelma 4",
        actor=scene.agent,
        now=NOW,
    )
    return publish_first_version(
        session, document, make_text(), title="Suunnitelma 4", actor=scene.agent, now=NOW
    )


def mails(session: Session) -> list[OutboxMail]:
    return list(session.scalars(select(OutboxMail).where(OutboxMail.template == "request_changed")))


def test_a_moved_deadline_is_kept_with_the_old_one_and_told_to_every_participant(
    session: Session, scene: Scene, request_: Request
) -> None:
    change = move(session, scene, request_)
    assert (change.old_deadline_at, change.new_deadline_at) == (
        datetime(2027, 2, 15, 14, 15, tzinfo=UTC),
        datetime(2027, 2, 22, 14, 15, tzinfo=UTC),
    )
    assert (request_.deadline_at, request_.deadline_wall_clock) == (
        change.new_deadline_at,
        "2027-02-22T16:15",
    )
    assert last_entry(session).action == "request.deadline-moved"
    assert {mail.person_id for mail in mails(session)} == {scene.lead.id, scene.other_lead.id}
    assert mails(session)[0].params["old_at"] == "2027-02-15T14:15:00+00:00"


def test_the_newest_of_each_kind_is_shown(session: Session, scene: Scene, request_: Request) -> None:
    move(session, scene, request_)
    version = plan(session, scene)
    replaced = replace_plan(session, request_, version, note="", actor=scene.agent, now=NOW)
    newest = move(session, scene, request_, LATER + timedelta(days=1))
    shown = load_request_changes(session, scene.consultation.id)
    assert [change.id for change in shown] == [newest.id, replaced.id]
    request, questions, changes = load_changed_request(session, scene.consultation.id)
    assert (request, questions) == load_request(session, scene.consultation.id)
    assert changes == shown


def test_what_cannot_be_recorded(session: Session, scene: Scene, request_: Request) -> None:
    with pytest.raises(Invalid, match="deadline already"):
        move(session, scene, request_, DEADLINE)
    with pytest.raises(Invalid, match="has passed already"):
        move(session, scene, request_, DEADLINE - timedelta(days=60))
    with pytest.raises(Invalid, match="does not exist"):
        move(session, scene, request_, datetime(2027, 3, 28, 3, 30))  # noqa: DTZ001 - a wall clock has no zone
    with pytest.raises(Conflict) as caught:
        move(session, scene, request_, seen=NOW)
    assert caught.value.ours == "Lisää aikaa."
    with pytest.raises(Invalid, match="background"):
        replace_plan(session, request_, scene.version, note="", actor=scene.agent, now=NOW)
    cancel_consultation(session, scene.consultation, reason="Peruttu.", actor=scene.agent, now=NOW)
    with pytest.raises(NotAllowed):
        move(session, scene, request_)
    assert mails(session) == []
