"""A consultation is made with its office and its agent; its settings change, its address stays."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import (
    Access,
    Agency,
    Consultation,
    ConsultationKind,
    Person,
    Visibility,
    Voice,
    VoiceKind,
)
from consult.services.consultations import change_consultation, create_consultation
from consult.services.voices import office_voice
from tests.factories import NOW, make_consultation
from tests.log import actions, last_entry


def test_a_new_consultation_has_its_office_and_its_agent(
    session: Session, agent: Person, consultation: Consultation, noise: Consultation
) -> None:
    voices = session.scalars(select(Voice).where(Voice.consultation_id == consultation.id)).all()
    assert [(voice.kind, voice.name) for voice in voices] == [(VoiceKind.OFFICE, "Kumppanuuspöytä")]
    agencies = session.scalars(select(Agency).where(Agency.consultation_id == consultation.id)).all()
    assert [agency.person_id for agency in agencies] == [agent.id]
    assert actions(session, consultation.id) == ["consultation.created", "agent.appointed"]


def test_a_new_consultation_is_public_once_published_and_shows_what_was_sent(
    consultation: Consultation,
) -> None:
    assert (consultation.access, consultation.visibility) == (Access.PUBLIC, Visibility.SENT)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Järjestöjen yhteinen lausunto", "jarjestojen-yhteinen-lausunto"),
        ("  1.8.2017: § 5 & muut  ", "1-8-2017-5-muut"),
        ("Встреча", "consultation"),
        ("New", "new-2"),
        ("x" * 100, "x" * 60),
    ],
)
def test_the_address_is_made_of_the_title(session: Session, agent: Person, title: str, slug: str) -> None:
    assert make_consultation(session, agent, title).slug == slug


def test_the_same_title_again_gets_another_address(session: Session, agent: Person) -> None:
    slugs = [make_consultation(session, agent, "Lausunto").slug for _ in range(3)]
    assert slugs == ["lausunto", "lausunto-2", "lausunto-3"]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 256}, "title"),
        ({"host": ""}, "host"),
        ({"host": "x" * 256}, "host"),
        ({"summary": "ä" * 10_001}, "summary"),
        ({"language": "de"}, "language"),
    ],
)
def test_what_is_missing_or_too_long_is_refused(
    session: Session, agent: Person, words: dict[str, str], field: str
) -> None:
    given: dict[str, Any] = {"title": "Lausunto", "host": "Pöytä", **words}
    title = given.pop("title")
    with pytest.raises(Invalid) as refusal:
        create_consultation(session, title, kind=ConsultationKind.STATEMENT, actor=agent, now=NOW, **given)
    assert refusal.value.field == field
    assert session.scalars(select(Consultation)).all() == []


def change(session: Session, consultation: Consultation, agent: Person, **words: Any) -> None:
    """Change the settings, of which only these are named."""
    known = {
        "title": consultation.title,
        "summary": "",
        "host": consultation.host,
        "access": consultation.access,
        "visibility": consultation.visibility,
    }
    change_consultation(session, consultation, actor=agent, now=NOW, **{**known, **words})


def test_settings_change_and_the_address_stays(
    session: Session, agent: Person, consultation: Consultation
) -> None:
    slug = consultation.slug
    change(
        session, consultation, agent, title="Uusi nimi", access=Access.INVITED, visibility=Visibility.AGENT
    )
    assert (consultation.title, consultation.slug) == ("Uusi nimi", slug)
    entry = last_entry(session)
    assert (entry.action, entry.details) == (
        "consultation.changed",
        {"access": "invited", "visibility": "agent"},
    )


def test_the_office_speaks_in_the_name_of_the_host(
    session: Session, agent: Person, consultation: Consultation, noise: Consultation
) -> None:
    change(session, consultation, agent, host="Järvimaan pöytä")
    assert office_voice(session, consultation.id).name == "Järvimaan pöytä"
    assert office_voice(session, noise.id).name == "Kumppanuuspöytä"


@pytest.mark.parametrize("words", [{"title": ""}, {"title": "x" * 256}, {"host": ""}])
def test_settings_are_refused_like_a_new_consultation(
    session: Session, agent: Person, consultation: Consultation, words: dict[str, str]
) -> None:
    with pytest.raises(Invalid):
        change(session, consultation, agent, **words)
