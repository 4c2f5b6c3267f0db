"""Whoever renames an organisation, its voice follows, but for what has been filed."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import Organisation, Voice
from consult.services.organisations import change_organisation, details_of
from consult.services.participations import join_organisation
from consult.services.submissions import file_version
from tests.factories import NOW, make_consultation
from tests.signing import make_signing


def test_a_voice_follows_the_name_and_a_filed_one_stays(session: Session) -> None:
    filed = make_signing(session, ("Vanha ry",))
    organisation = session.get_one(Organisation, filed.voices[0][0].organisation_id)
    file_version(
        session,
        filed.consultation,
        filed.version,
        channel="Kirjaamo",
        filed_at=filed.round.closes_at,
        receipt="",
        actor=filed.agent,
        now=filed.round.closes_at,
    )
    going_on = make_consultation(session, filed.agent, "Toinen")
    join_organisation(session, going_on, organisation, actor=filed.agent, now=NOW)
    renamed = replace(details_of(organisation), name="Uusi ry")
    change_organisation(session, organisation, renamed, actor=filed.agent, now=NOW)
    session.expire_all()
    names = select(Voice.consultation_id, Voice.name).where(Voice.organisation_id == organisation.id)
    assert dict(session.execute(names).all()) == {filed.consultation.id: "Vanha ry", going_on.id: "Uusi ry"}
