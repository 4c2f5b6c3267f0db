"""Bringing a table into the register: first a plan of what would change, then exactly that."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models import Organisation, Person
from consult.services.log import Entry, record, record_all
from consult.services.organisation_names import identity_key
from consult.services.organisations import Details, columns_of, details_of, differences, write_details
from consult.services.record_changes import note_changes
from consult.services.register_table import Line, Register


@dataclass(frozen=True)
class Change:
    """An organisation of the register about which the table says something else."""

    line: Line
    organisation: Organisation
    details: Details
    fields: Mapping[str, tuple[object, object]]


@dataclass(frozen=True)
class Plan:
    """What bringing in the table would do.

    `alike` are new ones whose business id another name has, `kept` those whose address does not change.
    """

    register: Register
    added: tuple[Line, ...]
    changed: tuple[Change, ...]
    same: int
    alike: tuple[tuple[Line, str], ...]
    kept: tuple[Organisation, ...] = ()

    @property
    def digest(self) -> str:
        """Two plans with the same digest do the same."""
        said = [
            [sorted(map(str, line.given.items())) for line in self.added],
            [(change.organisation.id, sorted(map(str, change.fields.items()))) for change in self.changed],
        ]
        return hashlib.sha256(repr(said).encode()).hexdigest()

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not self.added and not self.changed


def plan_import(session: Session, register: Register, *, settled: Collection[int] = ()) -> Plan:
    """What the table would add and change; a blank cell leaves what stands. One query.

    The addresses of the `settled` organisations stay whatever the table says.
    """
    known = session.scalars(select(Organisation)).all()
    by_identity = {organisation.identity: organisation for organisation in known}
    added: list[Line] = []
    changed: list[Change] = []
    kept: list[Organisation] = []
    for line in register.lines:
        organisation = by_identity.get(identity_key(line.name))
        if organisation is None:
            added.append(line)
            continue
        details = replace(details_of(organisation), **line.given)
        if organisation.id in settled and details.email != organisation.email:
            details = replace(details, email=organisation.email)
            kept.append(organisation)
        fields = differences(organisation, details)
        if fields:
            changed.append(Change(line, organisation, details, fields))
    same = len(register.lines) - len(added) - len(changed)
    return Plan(register, tuple(added), tuple(changed), same, tuple(_alike(added, known)), tuple(kept))


def bring_in_register(
    session: Session, plan: Plan, *, seen: str, actor: Person | None, now: datetime
) -> None:
    """Do what the plan says; when it is no longer the one that was seen, nothing is done."""
    if plan.digest != seen:
        raise _overtaken()
    try:
        with session.begin_nested():
            made = _add(session, plan.added, now)
            for change in plan.changed:
                write_details(change.organisation, change.details)
    except IntegrityError as error:
        raise _overtaken() from error
    note_changes(
        session, [(change.organisation, change.fields) for change in plan.changed], actor=actor, now=now
    )
    added = [Entry("organisation.added", "organisation", organisation_id, {}) for organisation_id in made]
    changed = [
        Entry("organisation.changed", "organisation", change.organisation.id, {"fields": list(change.fields)})
        for change in plan.changed
    ]
    record_all(session, [*added, *changed], actor=actor, now=now)
    record(
        session,
        "register.imported",
        actor=actor,
        now=now,
        added=len(plan.added),
        changed=len(plan.changed),
        left_out=len(plan.register.problems),
    )
    session.flush()


def organisations_in(session: Session, register: Register) -> Sequence[int]:
    """The ids of the organisations of the table, once they are in the register."""
    identities = [identity_key(line.name) for line in register.lines]
    return session.scalars(select(Organisation.id).where(Organisation.identity.in_(identities))).all()


def _overtaken() -> Conflict:
    return Conflict("The register has changed since you looked. Look at the changes again.")


def _alike(added: Iterable[Line], known: Iterable[Organisation]) -> Iterable[tuple[Line, str]]:
    names: dict[str, list[str]] = defaultdict(list)
    for organisation in known:
        if organisation.business_id:
            names[organisation.business_id].append(organisation.name)
    for line in added:
        for name in names.get(line.given.get("business_id", ""), ())[:1]:
            yield line, name


def _add(session: Session, lines: Sequence[Line], now: datetime) -> Sequence[int]:
    """Insert them all in one statement; their ids in the order of the register."""
    if not lines:
        return ()
    before = session.scalar(select(func.max(Organisation.id))) or 0
    session.execute(
        insert(Organisation),
        [{**columns_of(Details(**line.given)), "created_at": now} for line in lines],
    )
    return session.scalars(
        select(Organisation.id).where(Organisation.id > before).order_by(Organisation.id)
    ).all()
