"""What stands around a statement is saved as a whole, and stays as it is once it has been filed."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from consult.errors import Invalid, NotAllowed
from consult.models import Consultation, Person
from consult.services.letters import Parts, find_letter, lines_in, save_letter
from consult.services.submissions import file_version
from tests.factories import NOW, make_version
from tests.log import last_entry


def test_it_is_saved_and_saved_again(
    session: Session, consultation: Consultation, agent: Person, noise: Consultation
) -> None:
    save_letter(session, consultation, Parts(place="Kuusiniemi"), actor=agent, now=NOW)
    parts = Parts(main_points="Yksi\nKaksi", handled_on=date(2027, 1, 19))
    letter = save_letter(session, consultation, parts, actor=agent, now=NOW)
    assert find_letter(session, consultation.id) == letter
    assert (letter.place, letter.handled_on) == ("", date(2027, 1, 19))
    assert find_letter(session, noise.id) is None
    assert last_entry(session).action == "letter.saved"


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        (Parts(place="x" * 101), "place"),
        (Parts(answerer="x" * 256), "answerer"),
        (Parts(contacts="x" * 20_001), "contacts"),
    ],
)
def test_too_much_is_refused(
    session: Session, consultation: Consultation, agent: Person, parts: Parts, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        save_letter(session, consultation, parts, actor=agent, now=NOW)
    assert refusal.value.field == field


def test_after_filing_it_does_not_change(session: Session, consultation: Consultation, agent: Person) -> None:
    version = make_version(session, consultation, agent)
    file_version(
        session, consultation, version, channel="Kirjaamo", filed_at=NOW, receipt="", actor=agent, now=NOW
    )
    with pytest.raises(NotAllowed, match="filed"):
        save_letter(session, consultation, Parts(), actor=agent, now=NOW)


def test_empty_lines_are_nothing() -> None:
    assert lines_in("  Yksi \n\n Kaksi\n") == ("Yksi", "Kaksi")
