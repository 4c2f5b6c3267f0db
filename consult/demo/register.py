"""The people and the organisations of the demonstration."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from consult.models import MemberRole, Organisation, Person
from consult.services.organisations import add_member, add_organisation
from consult.services.people import add_person


@dataclass(frozen=True)
class Register:
    """Everybody by the keys of the stories: `agentti`, or `omaishoitajat.sihteeri` of `omaishoitajat`."""

    people: Mapping[str, Person]
    organisations: Mapping[str, Organisation]


def add_register(session: Session, content: Mapping[str, Any], *, now: datetime) -> Register:
    """Add the office, then every organisation with its leads and members."""
    people = {
        key: add_person(session, email=f"{key}@kumppanuuspoyta.example.invalid", now=now, **office)
        for key, office in content["office"].items()
    }
    organisations = {}
    for entry in content["organisation"]:
        organisations[entry["key"]] = organisation = _add_organisation(session, entry, now=now)
        for role, people_in_role in (
            (MemberRole.LEAD, entry["leads"]),
            (MemberRole.MEMBER, entry.get("members", {})),
        ):
            for task, name in people_in_role.items():
                person = _add_person(session, entry, task, name, now=now)
                add_member(session, organisation, person, role=role, now=now)
                people[f"{entry['key']}.{task}"] = person
        for key in entry.get("shared", ()):
            add_member(session, organisation, people[key], role=MemberRole.MEMBER, now=now)
    return Register(people, organisations)


def _add_organisation(session: Session, entry: Mapping[str, Any], *, now: datetime) -> Organisation:
    return add_organisation(
        session,
        entry["name"],
        sector=entry["sector"],
        municipality=entry["municipality"],
        language=entry.get("language", "fi"),
        now=now,
    )


def _add_person(session: Session, entry: Mapping[str, Any], task: str, name: str, *, now: datetime) -> Person:
    return add_person(
        session,
        email=f"{task}@{entry['key']}.example.invalid",
        name=name,
        language=entry.get("language", "fi"),
        now=now,
    )
