"""An official name is there once."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Organisation
from consult.services.organisations import add_organisation
from tests.factories import NOW, make_organisation
from tests.log import actions


def test_an_organisation_keeps_what_was_told(session: Session) -> None:
    found = add_organisation(
        session, "Kylän tuki ry", sector="Sosiaali", municipality="Jyväskylä", language="sv", now=NOW
    )
    assert (found.sector, found.municipality, found.language) == ("Sosiaali", "Jyväskylä", "sv")
    assert actions(session) == ["organisation.added"]


@pytest.mark.parametrize(
    "again",
    [
        "Kylän tuki-yhdistys ry",
        "KYLÄN TUKI-YHDISTYS RY",
        "Kylän  tuki\u2011yhdistys ry",
        "Kyla\u0308n tuki-yhdistys ry",
    ],
)
def test_the_same_name_in_another_spelling_is_refused(session: Session, again: str) -> None:
    make_organisation(session, "Kylän tuki-yhdistys ry")
    with pytest.raises(Invalid, match="already an organisation") as refusal:
        add_organisation(session, again, now=NOW)
    assert refusal.value.field == "name"
    assert len(session.scalars(select(Organisation)).all()) == 1


@pytest.mark.parametrize("other", ["Kylän tuki", "Kylan tuki ry", "Kylän tuki ry 2"])
def test_another_name_is_another_organisation(session: Session, other: str) -> None:
    make_organisation(session, "Kylän tuki ry")
    assert add_organisation(session, other, now=NOW).name == other


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 256}, "name"),
        ({"sector": "x" * 101}, "sector"),
        ({"municipality": "x" * 101}, "municipality"),
        ({"language": "de"}, "language"),
    ],
)
def test_what_does_not_fit_is_refused(session: Session, words: dict[str, str], field: str) -> None:
    given: dict[str, Any] = {"name": "Kylän tuki ry", **words}
    with pytest.raises(Invalid) as refusal:
        add_organisation(session, given.pop("name"), now=NOW, **given)
    assert refusal.value.field == field
