"""Groups of organisations: named lists, made from an imported table or by hand."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from consult.errors import Invalid, NotFound
from consult.models import Group, GroupMember, Organisation, Person
from consult.services.limits import require_length
from consult.services.log import Entry, record_all
from consult.services.organisation_names import identity_key

MAX_GROUP = 100


def gather_group(
    session: Session, name: str, organisation_ids: Iterable[int], *, actor: Person, now: datetime
) -> Group:
    """The group of this name, made when there is none, holds these organisations from now on as well."""
    group = find_group(session, name)
    if group is None:
        group = Group(name=name, identity=_checked(name), created_at=now)
        session.add(group)
        session.flush()
        _log(session, "group.made", group, actor=actor, now=now)
    known = set(session.scalars(select(GroupMember.organisation_id).where(GroupMember.group_id == group.id)))
    new = sorted(set(organisation_ids) - known)
    if new:
        session.execute(
            insert(GroupMember), [{"group_id": group.id, "organisation_id": added} for added in new]
        )
        _log(session, "group.grown", group, actor=actor, now=now, count=len(new))
    session.flush()
    return group


def find_group(session: Session, name: str) -> Group | None:
    """The group of this name in any spelling."""
    return session.scalar(select(Group).where(Group.identity == _checked(name)))


def rename_group(session: Session, group: Group, name: str, *, actor: Person, now: datetime) -> None:
    """A group has its name alone."""
    other = find_group(session, name)
    if other is not None and other.id != group.id:
        raise Invalid("There is already a group with this name.", field="group")
    group.name, group.identity = name, _checked(name)
    session.flush()
    _log(session, "group.renamed", group, actor=actor, now=now)


def leave_group(
    session: Session, group: Group, organisation: Organisation, *, actor: Person, now: datetime
) -> None:
    """The organisation is no longer in the group."""
    member = session.get(GroupMember, (group.id, organisation.id))
    if member is None:
        raise NotFound("The organisation is not in the group.")
    session.delete(member)
    _log(session, "group.shrunk", group, actor=actor, now=now, organisation=organisation.id)


def remove_group(session: Session, group: Group, *, actor: Person, now: datetime) -> None:
    """The list is forgotten; its organisations stay in the register."""
    session.execute(delete(GroupMember).where(GroupMember.group_id == group.id))
    _log(session, "group.removed", group, actor=actor, now=now)
    session.delete(group)
    session.flush()


def _checked(name: str) -> str:
    key = identity_key(name)
    if not key:
        raise Invalid("Write a name for the group.", field="group")
    require_length(name, field="group", limit=MAX_GROUP)
    return key


def _log(
    session: Session,
    action: str,
    group: Group,
    *,
    actor: Person,
    now: datetime,
    count: int = 0,
    organisation: int = 0,
) -> None:
    details = {name: value for name, value in (("count", count), ("organisation", organisation)) if value}
    record_all(session, [Entry(action, "group", group.id, {**details})], actor=actor, now=now)
