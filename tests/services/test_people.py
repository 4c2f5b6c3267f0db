"""People are found by an address in one normal form."""

import pytest
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Person
from consult.services.people import add_person, choose_language, find_person, normal_address
from tests.factories import NOW
from tests.log import actions


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Anne@KYT.fi", "anne@kyt.fi"),
        ("  anne@kyt.fi\n", "anne@kyt.fi"),
        ("ANNE.Virtanen+jarjesto@kyt.fi", "anne.virtanen+jarjesto@kyt.fi"),
        ("anne@järvimaa.fi", "anne@xn--jrvimaa-5wa.fi"),
        ("o001@example.invalid", "o001@example.invalid"),
    ],
)
def test_an_address_has_one_form(typed: str, kept: str) -> None:
    assert normal_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "anne", "anne@", "@kyt.fi", "anne@kyt", "a b@kyt.fi", "\u0430nne@kyt.fi", "anne@kyt.fi\nx@y.fi"],
)
def test_what_is_no_address_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(Invalid) as caught:
        normal_address(typed)
    assert caught.value.field == "email"


def test_a_person_is_found_however_the_address_is_typed(session: Session, agent: Person) -> None:
    found = find_person(session, f" {agent.email.upper()} ")
    assert found is agent
    assert find_person(session, "nobody@example.test") is None


def test_a_disabled_person_is_not_found(session: Session, agent: Person) -> None:
    agent.disabled_at = NOW
    session.flush()
    assert find_person(session, agent.email) is None


def test_an_address_belongs_to_one_person(session: Session, agent: Person) -> None:
    with pytest.raises(Invalid) as caught:
        add_person(session, email=agent.email.upper(), name="Toinen", now=NOW)
    assert caught.value.params == {"email": agent.email}


def test_adding_somebody_is_logged(session: Session, agent: Person) -> None:
    add_person(session, email="uusi@example.test", name="Uusi", now=NOW, actor=agent, language="sv")
    assert actions(session)[-1] == "person.added"


def test_a_language_is_one_of_ours(session: Session, agent: Person) -> None:
    choose_language(session, agent, "en", now=NOW)
    assert agent.language == "en"
    with pytest.raises(Invalid):
        choose_language(session, agent, "de", now=NOW)
    with pytest.raises(Invalid):
        add_person(session, email="uusi@example.test", name="Uusi", now=NOW, language="de")
