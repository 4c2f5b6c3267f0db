"""Nobody speaks in a name that is not theirs."""

import pytest
from sqlalchemy.orm import Session

from consult.errors import NotAllowed
from consult.models import Consultation, MemberRole, Organisation, Person
from consult.services.agencies import appoint_agent, dismiss_agent
from consult.services.memberships import add_member, end_membership
from consult.services.participations import join_organisation
from consult.services.voices import office_voice, require_voice, voices_of
from tests.factories import NOW, make_organisation, make_participant, make_person


def test_members_speak_for_their_organisations_by_name(
    session: Session, agent: Person, consultation: Consultation, noise: Consultation
) -> None:
    second, person = make_participant(session, consultation, agent, "Öljyn ystävät ry")
    first, _ = make_participant(session, consultation, agent, "Aamun ystävät ry")
    elsewhere, _ = make_participant(session, noise, agent, "Bussin ystävät ry")
    absent = make_organisation(session, "Cembalon ystävät ry")
    for organisation_id in (first.organisation_id, elsewhere.organisation_id, absent.id):
        add_member(
            session, session.get_one(Organisation, organisation_id), person, role=MemberRole.MEMBER, now=NOW
        )
    assert [voice.name for voice in voices_of(session, consultation.id, person.id)] == [
        "Aamun ystävät ry",
        "Öljyn ystävät ry",
    ]
    assert require_voice(session, consultation.id, second.id, person) == second


def test_an_ended_membership_has_no_voice(
    session: Session, agent: Person, consultation: Consultation
) -> None:
    voice, person = make_participant(session, consultation, agent)
    end_membership(
        session, session.get_one(Organisation, voice.organisation_id), person, actor=agent, now=NOW
    )
    with pytest.raises(NotAllowed):
        require_voice(session, consultation.id, voice.id, person)


def test_another_organisations_voice_is_refused(
    session: Session, agent: Person, consultation: Consultation
) -> None:
    _, person = make_participant(session, consultation, agent)
    other, _ = make_participant(session, consultation, agent)
    with pytest.raises(NotAllowed):
        require_voice(session, consultation.id, other.id, person)


def test_a_voice_of_another_consultation_is_refused(
    session: Session, agent: Person, consultation: Consultation, noise: Consultation
) -> None:
    voice, person = make_participant(session, noise, agent)
    join_organisation(
        session, consultation, session.get_one(Organisation, voice.organisation_id), actor=agent, now=NOW
    )
    with pytest.raises(NotAllowed):
        require_voice(session, consultation.id, voice.id, person)


def test_only_an_agent_speaks_for_the_office(
    session: Session, agent: Person, consultation: Consultation, noise: Consultation
) -> None:
    office = office_voice(session, consultation.id)
    assert require_voice(session, consultation.id, office.id, agent) == office
    _, person = make_participant(session, consultation, agent)
    for somebody in (person, make_person(session, is_administrator=True)):
        with pytest.raises(NotAllowed):
            require_voice(session, consultation.id, office.id, somebody)
    with pytest.raises(NotAllowed):
        require_voice(session, noise.id, office_voice(session, noise.id).id, agent)


def test_a_former_agent_does_not_speak_for_the_office(
    session: Session, agent: Person, consultation: Consultation
) -> None:
    appoint_agent(session, consultation, make_person(session), actor=agent, now=NOW)
    dismiss_agent(session, consultation, agent, actor=agent, now=NOW)
    with pytest.raises(NotAllowed):
        require_voice(session, consultation.id, office_voice(session, consultation.id).id, agent)
