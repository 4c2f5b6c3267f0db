"""Agents are appointed and dismissed, and somebody always remains."""

import pytest
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Consultation, Person
from consult.services.agencies import agencies_of, appoint_agent, dismiss_agent
from consult.services.voices import is_agent
from tests.factories import NOW, make_person
from tests.log import actions


@pytest.fixture
def other(session: Session) -> Person:
    """Somebody who could be an agent too."""
    return make_person(session)


def test_a_second_agent_is_of_this_consultation_only(
    session: Session, agent: Person, other: Person, consultation: Consultation, noise: Consultation
) -> None:
    appoint_agent(session, consultation, other, actor=agent, now=NOW)
    assert [agency.person for agency in agencies_of(session, consultation.id)] == [agent, other]
    assert is_agent(session, consultation.id, other.id)
    assert not is_agent(session, noise.id, other.id)


def test_an_agent_is_appointed_once(session: Session, agent: Person, consultation: Consultation) -> None:
    appoint_agent(session, consultation, agent, actor=agent, now=NOW)
    assert len(agencies_of(session, consultation.id)) == 1
    assert actions(session, consultation.id).count("agent.appointed") == 1


def test_a_dismissed_agent_can_come_back(
    session: Session, agent: Person, other: Person, consultation: Consultation
) -> None:
    appoint_agent(session, consultation, other, actor=agent, now=NOW)
    dismiss_agent(session, consultation, agent, actor=other, now=NOW)
    assert not is_agent(session, consultation.id, agent.id)
    appoint_agent(session, consultation, agent, actor=other, now=NOW)
    assert is_agent(session, consultation.id, agent.id)


def test_the_last_agent_stays(
    session: Session, agent: Person, consultation: Consultation, noise: Consultation
) -> None:
    with pytest.raises(Invalid, match="needs an agent"):
        dismiss_agent(session, consultation, agent, actor=agent, now=NOW)
    assert is_agent(session, consultation.id, agent.id)


def test_dismissing_somebody_who_is_no_agent_changes_nothing(
    session: Session, agent: Person, other: Person, consultation: Consultation
) -> None:
    dismiss_agent(session, consultation, other, actor=agent, now=NOW)
    assert "agent.dismissed" not in actions(session, consultation.id)
