"""Groups of organisations: each name once, every organisation once."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Group, GroupMember, Person
from consult.reports.register import Wanted, every_organisation, groups
from consult.services.groups import gather_group, leave_group, remove_group, rename_group
from tests.factories import NOW, make_organisation


def test_a_group_grows_under_its_name_in_any_spelling(session: Session, agent: Person) -> None:
    first, second = make_organisation(session, "A ry"), make_organisation(session, "B ry")
    make_organisation(session, "C ry")
    group = gather_group(session, "Kumppanuus\u2011pöytä", [first.id], actor=agent, now=NOW)
    same = gather_group(session, "kumppanuus-pöytä", [first.id, second.id], actor=agent, now=NOW)
    assert same is group
    assert [(found.group.name, found.count) for found in groups(session)] == [("Kumppanuus\u2011pöytä", 2)]
    found = every_organisation(session, Wanted(group_id=group.id))
    assert [organisation.name for organisation in found] == ["A ry", "B ry"]
    leave_group(session, group, first, actor=agent, now=NOW)
    assert [found.count for found in groups(session)] == [1]


def test_names_are_each_ones_own(session: Session, agent: Person) -> None:
    one = gather_group(session, "Yksi", [], actor=agent, now=NOW)
    gather_group(session, "Kaksi", [], actor=agent, now=NOW)
    with pytest.raises(Invalid):
        rename_group(session, one, "KAKSI", actor=agent, now=NOW)
    rename_group(session, one, "YKSI", actor=agent, now=NOW)
    with pytest.raises(Invalid):
        gather_group(session, " \u200b", [], actor=agent, now=NOW)


def test_a_group_that_goes_leaves_its_organisations(session: Session, agent: Person) -> None:
    organisation = make_organisation(session)
    group = gather_group(session, "Yksi", [organisation.id], actor=agent, now=NOW)
    remove_group(session, group, actor=agent, now=NOW)
    assert session.scalar(select(Group.id)) is session.scalar(select(GroupMember.group_id)) is None
    assert every_organisation(session, Wanted()) == [organisation]
