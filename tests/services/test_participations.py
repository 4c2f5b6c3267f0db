"""Organisations join once and open once."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import Consultation, Participation, Person, Voice, VoiceKind
from consult.services.participations import join_organisation, note_opening
from tests.factories import DAY, NOW, make_organisation
from tests.log import actions


def participations(session: Session, consultation: Consultation) -> list[Participation]:
    """Who takes part."""
    return list(
        session.scalars(select(Participation).where(Participation.consultation_id == consultation.id))
    )


def test_an_organisation_that_joins_has_a_voice_of_its_name(
    session: Session, agent: Person, consultation: Consultation, noise: Consultation
) -> None:
    organisation = make_organisation(session, "Kylän tuki ry")
    voice = join_organisation(session, consultation, organisation, actor=agent, now=NOW)
    assert (voice.kind, voice.name) == (VoiceKind.ORGANISATION, "Kylän tuki ry")
    assert [found.organisation_id for found in participations(session, consultation)] == [organisation.id]
    assert actions(session, consultation.id)[-1] == "organisation.joined"


def test_joining_again_changes_nothing(session: Session, agent: Person, consultation: Consultation) -> None:
    organisation = make_organisation(session)
    voices = {
        join_organisation(session, consultation, organisation, actor=agent, now=NOW).id for _ in range(2)
    }
    assert len(voices) == 1
    assert len(participations(session, consultation)) == 1


def test_the_same_organisation_speaks_in_each_consultation_with_a_voice_of_its_own(
    session: Session, agent: Person, consultation: Consultation, noise: Consultation
) -> None:
    organisation = make_organisation(session)
    for where in (consultation, noise):
        join_organisation(session, where, organisation, actor=agent, now=NOW)
    found = session.scalars(select(Voice).where(Voice.organisation_id == organisation.id)).all()
    assert {voice.consultation_id for voice in found} == {consultation.id, noise.id}


def test_only_the_first_opening_is_remembered(
    session: Session, agent: Person, consultation: Consultation, noise: Consultation
) -> None:
    first, second = make_organisation(session), make_organisation(session)
    for organisation in (first, second):
        join_organisation(session, consultation, organisation, actor=agent, now=NOW)
    join_organisation(session, noise, first, actor=agent, now=NOW)
    note_opening(session, consultation.id, (first.id,), now=NOW)
    note_opening(session, consultation.id, (first.id,), now=NOW + DAY)
    assert [found.opened_at for found in participations(session, consultation)] == [NOW, None]
    assert all(found.opened_at is None for found in participations(session, noise))
