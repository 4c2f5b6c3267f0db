"""A sector representative speaks for a network, and only as long as appointed."""

import pytest
from sqlalchemy.orm import Session

from consult.errors import Invalid, NotAllowed
from consult.models import CommentKind, Consultation, Person, Voice
from consult.security import load_identity
from consult.services.answers import send_answer
from consult.services.comments import make_comment
from consult.services.networks import (
    add_network,
    appoint_representative,
    end_representation,
    heard_by,
    representatives_of,
    say_heard,
)
from consult.services.voices import require_voice, voices_of
from tests.factories import NOW, make_participant, make_person, make_round, make_version


@pytest.fixture
def network(session: Session, consultation: Consultation, agent: Person) -> Voice:
    """A network without anybody."""
    return add_network(session, consultation, "Vammaisjärjestöjen verkosto", actor=agent, now=NOW)


@pytest.fixture
def representative(session: Session, network: Voice, agent: Person) -> Person:
    """Who speaks for it."""
    person = make_person(session, "Edustaja")
    appoint_representative(session, network, person, actor=agent, now=NOW)
    appoint_representative(session, network, person, actor=agent, now=NOW)
    return person


def test_its_words_are_the_networks(
    session: Session, consultation: Consultation, agent: Person, network: Voice, representative: Person
) -> None:
    version = make_version(session, consultation, agent)
    make_round(session, consultation, agent)
    assert voices_of(session, consultation.id, representative.id) == [network]
    voice = require_voice(session, consultation.id, network.id, representative)
    make_comment(
        session,
        version,
        "b1",
        voice=voice,
        kind=CommentKind.OTHER,
        words="Hyvä.",
        actor=representative,
        now=NOW,
    )
    assert send_answer(session, voice, stance=None, actor=representative, now=NOW).voice_id == network.id


def test_rights_last_as_long_as_the_work(
    session: Session, consultation: Consultation, agent: Person, network: Voice, representative: Person
) -> None:
    assert load_identity(session, representative).takes_part_in(consultation.id)
    assert not load_identity(session, representative).agent_of
    assert not load_identity(session, representative, invited_to=consultation.id).takes_part_in(
        consultation.id
    )
    end_representation(session, network, representative, actor=agent, now=NOW)
    assert not load_identity(session, representative).takes_part_in(consultation.id)
    with pytest.raises(NotAllowed):
        require_voice(session, consultation.id, network.id, representative)
    with pytest.raises(NotAllowed):
        say_heard(session, network, "Kaikkia.", actor=representative, now=NOW)
    assert representatives_of(session, [network.id]) == {}


def test_the_newest_word_on_whom_it_heard_counts(
    session: Session, network: Voice, representative: Person, agent: Person
) -> None:
    for words in ("Viittä järjestöä.", "Kuutta järjestöä."):
        say_heard(session, network, words, actor=representative, now=NOW)
    assert heard_by(session, [network.id])[network.id].words == "Kuutta järjestöä."
    with pytest.raises(NotAllowed):
        say_heard(session, network, "Ei ketään.", actor=agent, now=NOW)


def test_a_network_takes_nobodys_name(
    session: Session, consultation: Consultation, agent: Person, network: Voice
) -> None:
    make_participant(session, consultation, agent, "Kylä ry")
    for name in ("VAMMAISJÄRJESTÖJEN  verkosto", "kylä r.y.", " "):
        with pytest.raises(Invalid):
            add_network(session, consultation, name, actor=agent, now=NOW)
    assert network.organisation_id is None
