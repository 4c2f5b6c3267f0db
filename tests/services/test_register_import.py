"""What a table would change is told first and done exactly; a second time it changes nothing."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models import Organisation, OrganisationKind
from consult.services.organisations import add_organisation
from consult.services.register_import import Plan, bring_in_register, plan_import
from consult.services.register_table import read_register
from consult.sheets import read_table
from tests.counting import count_queries
from tests.factories import NOW, make_organisation
from tests.log import actions

FIRST = "Nimi;Kunta;Y-tunnus\nKylä ry;Multia;2345670-5\nMuu ry;;\n;Joutsa;\n"


def plan(session: Session, words: str) -> Plan:
    """What the CSV file would do."""
    return plan_import(session, read_register(read_table("x.csv", words.encode())))


def bring(session: Session, words: str) -> Plan:
    """Look and confirm."""
    found = plan(session, words)
    bring_in_register(session, found, seen=found.digest, actor=None, now=NOW)
    return found


def test_looking_stores_nothing(session: Session) -> None:
    found = plan(session, FIRST)
    assert [line.name for line in found.added] == ["Kylä ry", "Muu ry"]
    assert [problem.number for problem in found.register.problems] == [4]
    assert session.scalars(select(Organisation)).all() == []


def test_what_was_seen_is_what_is_done_and_logged(session: Session) -> None:
    bring(session, FIRST)
    found = {row.name: row for row in session.scalars(select(Organisation))}
    assert (found["Kylä ry"].municipality, found["Kylä ry"].business_id) == ("Multia", "2345670-5")
    assert found["Muu ry"].language == "fi"
    assert sorted(actions(session)) == ["organisation.added", "organisation.added", "register.imported"]


def test_the_same_table_again_changes_nothing(session: Session) -> None:
    bring(session, FIRST)
    again = plan(session, FIRST)
    assert (again.added, again.changed, again.same, again.is_empty) == ((), (), 2, True)


def test_a_second_table_says_what_changes_and_leaves_what_it_does_not_say(session: Session) -> None:
    bring(session, FIRST)
    second = "Nimi;Kunta;Taso\nKYLÄ  RY;Joutsa;paikallinen\nMuu ry;;\nUusi ry;;\n"
    found = bring(session, second)
    assert [dict(change.fields) for change in found.changed] == [
        {
            "name": ("Kylä ry", "KYLÄ RY"),
            "kind": (None, OrganisationKind.LOCAL),
            "municipality": ("Multia", "Joutsa"),
        }
    ]
    assert [line.name for line in found.added] == ["Uusi ry"]
    kept = session.scalars(select(Organisation).where(Organisation.name == "KYLÄ RY")).one()
    assert (kept.business_id, kept.municipality) == ("2345670-5", "Joutsa")


def test_a_register_that_changed_meanwhile_is_looked_at_again(session: Session) -> None:
    found = plan(session, FIRST)
    make_organisation(session, "Muu ry")
    now = plan(session, FIRST)
    with pytest.raises(Conflict):
        bring_in_register(session, now, seen=found.digest, actor=None, now=NOW)
    assert len(session.scalars(select(Organisation)).all()) == 1


def test_a_new_name_with_a_known_business_id_is_pointed_out(session: Session) -> None:
    add_organisation(session, "Vanha nimi ry", business_id="2345670-5", now=NOW)
    found = plan(session, FIRST)
    assert [(line.name, other) for line, other in found.alike] == [("Kylä ry", "Vanha nimi ry")]
    bring(session, FIRST)
    assert (
        len(session.scalars(select(Organisation).where(Organisation.business_id == "2345670-5")).all()) == 2
    )


def test_hundreds_come_in_with_few_statements(session: Session) -> None:
    rows = "\n".join(f"Järjestö {number} ry;Multia" for number in range(500))
    with count_queries(session) as asked:
        assert len(bring(session, f"Nimi;Kunta\n{rows}").added) == 500
    assert len(asked) <= 12


def test_a_list_of_practice_comes_in_whole(session: Session) -> None:
    path = Path(__file__).with_name("organisations.csv")
    found = plan_import(session, read_register(read_table(path.name, path.read_bytes())))
    assert len(found.added) == 6
    assert [problem.number for problem in found.register.problems] == [7, 9]
    assert found.register.unknown == ("id", "paid_staff", "contact_role")
