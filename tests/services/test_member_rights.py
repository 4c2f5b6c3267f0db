"""An agent of one consultation gives nobody rights in another."""

import pytest
from sqlalchemy.orm import Session

from consult.errors import NotAllowed
from consult.models import Consultation, Organisation, Person
from consult.services.agencies import appoint_agent
from consult.services.member_rights import require_may_change_people
from consult.services.participations import join_organisation
from tests.factories import NOW, make_organisation, make_person


@pytest.fixture
def shared(session: Session, agent: Person, consultation: Consultation, noise: Consultation) -> Organisation:
    """An organisation that takes part in two consultations."""
    found = make_organisation(session)
    for where in (consultation, noise):
        join_organisation(session, where, found, actor=agent, now=NOW)
    return found


def test_an_agent_of_one_of_two_may_not(session: Session, agent: Person, shared: Organisation) -> None:
    with pytest.raises(NotAllowed):
        require_may_change_people(session, shared, agent)


def test_an_agent_of_all_of_them_may(
    session: Session, agent: Person, shared: Organisation, noise: Consultation
) -> None:
    appoint_agent(session, noise, agent, actor=agent, now=NOW)
    require_may_change_people(session, shared, agent)


def test_an_administrator_may(session: Session, shared: Organisation) -> None:
    require_may_change_people(session, shared, make_person(session, is_administrator=True))


def test_an_agent_may_when_the_organisation_takes_part_only_here(
    session: Session, agent: Person, consultation: Consultation, noise: Consultation
) -> None:
    organisation = make_organisation(session)
    join_organisation(session, consultation, organisation, actor=agent, now=NOW)
    require_may_change_people(session, organisation, agent)
