"""The register is found by words in any spelling, in Finnish order, a page at a time."""

import pytest
from sqlalchemy.orm import Session

from consult.models import OrganisationKind
from consult.reports.register import (
    PAGE_SIZE,
    Wanted,
    every_organisation,
    find_organisations,
    register_choices,
)
from consult.services.organisation_names import search_words
from consult.services.organisations import add_organisation
from tests.counting import count_queries
from tests.factories import NOW, make_organisation


@pytest.fixture
def register(session: Session) -> Session:
    """Three organisations."""
    add_organisation(session, "Öljymäen kylät ry", municipality="Äänekoski", sector="kylät", now=NOW)
    add_organisation(
        session,
        "Ahon 100 % tuki ry",
        municipality="Jyväskylä",
        sector="sote",
        business_id="2345670-5",
        kind=OrganisationKind.LOCAL,
        now=NOW,
    )
    add_organisation(session, "Åbo rf", sector="sote", language="sv", now=NOW)
    return session


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", ["Ahon 100 % tuki ry", "Åbo rf", "Öljymäen kylät ry"]),
        ("oljymaen", ["Öljymäen kylät ry"]),
        ("KYLÄT äänekoski", ["Öljymäen kylät ry"]),
        ("abo", ["Åbo rf"]),
        ("2345670", ["Ahon 100 % tuki ry"]),
        ("%", ["Ahon 100 % tuki ry"]),
        ("_", []),
        ("ahon åbo", []),
    ],
)
def test_every_word_is_found_somewhere(register: Session, typed: str, names: list[str]) -> None:
    found = find_organisations(register, Wanted(words=tuple(search_words(typed).split())))
    assert [organisation.name for organisation in found.organisations] == names
    assert found.count == len(names)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (Wanted(kind=OrganisationKind.LOCAL), ["Ahon 100 % tuki ry"]),
        (Wanted(sector="sote"), ["Ahon 100 % tuki ry", "Åbo rf"]),
        (Wanted(sector="sote", municipality="Äänekoski"), []),
        (Wanted(municipality="Äänekoski"), ["Öljymäen kylät ry"]),
    ],
)
def test_what_is_chosen_is_what_is_found(register: Session, wanted: Wanted, names: list[str]) -> None:
    assert [organisation.name for organisation in every_organisation(register, wanted)] == names


def test_what_can_be_chosen_is_what_there_is(register: Session) -> None:
    found = register_choices(register)
    assert (found["sector"], found["municipality"]) == (["kylät", "sote"], ["Jyväskylä", "Äänekoski"])
    assert found["sub_region"] == []


def test_a_page_beyond_the_last_is_the_last(session: Session) -> None:
    for number in range(PAGE_SIZE + 1):
        make_organisation(session, f"Järjestö {number:03} ry")
    session.flush()
    with count_queries(session) as asked:
        found = find_organisations(session, Wanted(), page=9)
    assert (found.page, found.total, found.count) == (2, 2, PAGE_SIZE + 1)
    assert [organisation.name for organisation in found.organisations] == [f"Järjestö {PAGE_SIZE:03} ry"]
    assert len(asked) == 2
