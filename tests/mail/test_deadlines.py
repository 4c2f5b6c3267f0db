"""A reminder that has become needless before it leaves does not leave."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from consult.config import Config
from consult.db import writing_session
from consult.mail.render import Overtaken, render_mail
from consult.models import Consultation, OutboxMail, Person, Round, Stance, Voice
from consult.services.answers import send_answer
from consult.services.deadline_mails import queue_deadline_mails, switch_reminders
from consult.services.endings import cancel_consultation
from tests.factories import NOW, make_consultation, make_participant, make_person, make_round, make_version
from tests.mail.test_render import plain

WEEK_BEFORE = NOW + timedelta(days=5)


class Scene:
    """A round that closes in a week, and an organisation that has not answered."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.agent = make_person(session)
        self.consultation: Consultation = make_consultation(session, self.agent)
        make_version(session, self.consultation, self.agent)
        self.round: Round = make_round(session, self.consultation, self.agent)
        self.voice: Voice
        self.lead: Person
        self.voice, self.lead = make_participant(session, self.consultation, self.agent, "Kylä ry")
        queue_deadline_mails(session, now=WEEK_BEFORE, zone="Europe/Helsinki")
        self.mail = session.query(OutboxMail).filter_by(template="deadline").one()


def answer(scene: Scene) -> None:
    send_answer(scene.session, scene.voice, stance=Stance.ENDORSES, actor=scene.lead, now=WEEK_BEFORE)


def move(scene: Scene) -> None:
    scene.round.closes_at += timedelta(days=1)


def cancel(scene: Scene) -> None:
    cancel_consultation(
        scene.session, scene.consultation, reason="Peruttu.", actor=scene.agent, now=WEEK_BEFORE
    )


def switch_off(scene: Scene) -> None:
    switch_reminders(scene.session, scene.consultation, sends=False, actor=scene.agent, now=WEEK_BEFORE)


@pytest.mark.parametrize("happens", [answer, move, cancel, switch_off])
def test_it_is_overtaken(engine: Engine, config: Config, happens: Callable[[Scene], None]) -> None:
    with writing_session(engine) as session:
        scene = Scene(session)
        happens(scene)
        session.flush()
        with pytest.raises(Overtaken):
            render_mail(session, scene.mail, config, now=WEEK_BEFORE)


def test_it_tells_who_until_when_and_where(engine: Engine, config: Config) -> None:
    with writing_session(engine) as session:
        scene = Scene(session)
        text = plain(render_mail(session, scene.mail, config, now=WEEK_BEFORE))
    assert "Kylä ry ei ole vielä vastannut." in text
    assert "ma 1.2.2027 klo 9.42" in text
    assert f"https://lausunto.example/consultations/{scene.consultation.slug}\n" in text
