"""What organisations hold of the options: inside their answer, newest row stands, seen as answers are."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from consult.errors import Invalid, NotAllowed
from consult.models import Channel, Consultation, OptionPosition, Person, Question, Visibility
from consult.reports.options import load_options
from consult.reports.visibility import Viewer
from consult.services.answers import find_answer, send_answer
from consult.services.choices import choose_option
from consult.services.option_positions import Stated, load_stated
from consult.services.publishing import prepare_publication, publish_version
from consult.services.questions import questions_of
from consult.services.recorded_positions import record_position
from consult.services.requests import find_request
from tests.factories import DAY, NOW
from tests.log import last_entry
from tests.services.scene import Scene
from tests.services.test_requests import save

YES = Stated("Kyllä", "Työnjako toimii.")


@pytest.fixture
def question(session: Session, scene: Scene, noise: Consultation) -> Question:
    """The second question of the request, with the options Kyllä and Ei."""
    save(session, noise, scene.agent)
    save(session, scene.consultation, scene.agent)
    return questions_of(session, scene.consultation.id)[1]


def send(session: Session, scene: Scene, stated: Stated, *, other: bool = False, minutes: int = 0) -> None:
    voice, person = (scene.other_voice, scene.other_lead) if other else (scene.voice, scene.lead)
    send_answer(
        session, voice, stance=None, positions={2: stated}, actor=person, now=NOW + timedelta(minutes=minutes)
    )


def seen(session: Session, scene: Scene, viewer: Viewer) -> dict[str, list[str]]:
    questions = questions_of(session, scene.consultation.id)
    [one] = load_options(session, questions, {}, viewer, NOW)
    return {option.option: [held.voice for held in option.held] for option in one.options}


def agent_of(scene: Scene) -> Viewer:
    return Viewer(scene.consultation.id, Visibility.SENT, is_agent=True)


def test_a_position_alone_is_an_answer(session: Session, scene: Scene, question: Question) -> None:
    send(session, scene, YES)
    assert load_stated(session, scene.voice) == {2: YES}
    entry = last_entry(session)
    assert (entry.action, entry.details["positions"]) == ("answer.sent", 1)
    with pytest.raises(Invalid, match="nothing to send"):
        send(session, scene, YES, minutes=1)


def test_it_can_be_changed_and_taken_back_while_the_round_is_open(
    session: Session, scene: Scene, question: Question
) -> None:
    send(session, scene, YES)
    send(session, scene, Stated("Ei"), minutes=1)
    assert seen(session, scene, agent_of(scene)) == {"Kyllä": [], "Ei": [scene.voice.name]}
    send(session, scene, Stated("", "Perustelu ilman kantaa"), minutes=2)
    assert load_stated(session, scene.voice) == {}
    assert session.query(OptionPosition).count() == 3
    with pytest.raises(NotAllowed, match="The round has closed"):
        send(session, scene, YES, minutes=20 * 24 * 60)


@pytest.mark.parametrize("position", [1, 3, 9])
def test_only_options_that_are_offered_can_be_held(
    session: Session, scene: Scene, question: Question, position: int
) -> None:
    with pytest.raises(Invalid, match="one of the options"):
        send(session, scene, Stated("Ehkä"))
    with pytest.raises(Invalid, match="questions have changed"):
        send_answer(session, scene.voice, stance=None, positions={position: YES}, actor=scene.lead, now=NOW)


def test_options_keep_the_authoritys_order_and_names_that_of_arrival(
    session: Session, scene: Scene, question: Question
) -> None:
    send(session, scene, YES, other=True)
    send(session, scene, YES, minutes=1)
    names = [scene.other_voice.name, scene.voice.name]
    assert seen(session, scene, agent_of(scene)) == {"Kyllä": names, "Ei": []}


def test_others_see_positions_as_the_consultation_says_and_always_once_the_choice_is_told(
    session: Session, scene: Scene, question: Question
) -> None:
    send(session, scene, YES)
    other = frozenset({scene.other_voice.id})
    hidden = Viewer(scene.consultation.id, Visibility.AGENT, other)
    assert seen(session, scene, Viewer(scene.consultation.id, Visibility.SENT))["Kyllä"] == [scene.voice.name]
    assert seen(session, scene, Viewer(scene.consultation.id, Visibility.CLOSED, other))["Kyllä"] == []
    assert seen(session, scene, hidden)["Kyllä"] == []
    assert seen(session, scene, Viewer(scene.consultation.id, Visibility.AGENT, frozenset({scene.voice.id})))[
        "Kyllä"
    ] == [scene.voice.name]
    request = find_request(session, scene.consultation.id)
    assert request is not None
    later = NOW + 13 * DAY
    choose_option(
        session, request, question, option="Ei", rationale="Syy.", standing=None, actor=scene.agent, now=later
    )
    publish_version(session, prepare_publication(session, scene.version), actor=scene.agent, now=later)
    assert seen(session, scene, hidden)["Kyllä"] == [scene.voice.name]


def test_the_agent_writes_down_what_came_by_phone(
    session: Session, scene: Scene, question: Question, agent: Person
) -> None:
    def write(stated: Stated) -> None:
        record_position(session, scene.voice, question, stated, channel=Channel.PHONE, actor=agent, now=NOW)

    write(YES)
    answer = find_answer(session, scene.voice.id, scene.round.id)
    assert answer is not None
    assert (answer.channel, answer.sent_at) == (Channel.PHONE, NOW)
    assert last_entry(session).action == "option.recorded"
    with pytest.raises(Invalid, match="holds this already"):
        write(YES)
    with pytest.raises(Invalid, match="one of the options"):
        write(Stated())
