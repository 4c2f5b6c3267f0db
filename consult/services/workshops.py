"""Workshops: where and when one is held, what it speaks about, and the code that opens it for phones."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid
from consult.models import Attendance, AttendanceKind, Consultation, Person, Voice, VoiceKind, Workshop
from consult.services.limits import require_length
from consult.services.log import record

#: Letters that are not taken for another one or for a figure, and make no words.
CODE_LETTERS = "CDFHJKMNPRTVWXY"
CODE_LENGTH = 6
MAX_THEME = 100
MAX_THEMES = 30
MAX_HEADS = 100_000
Heads = tuple[int | None, int | None]
NOBODY: Heads = (None, None)


@dataclass(frozen=True)
class WorkshopPlan:
    """What is known of a workshop; `attendance` says how many came and how many were hoped for, by kind."""

    name: str
    place: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    themes: tuple[str, ...] = ()
    attendance: Mapping[AttendanceKind, Heads] = field(default_factory=dict)


def add_workshop(
    session: Session, consultation: Consultation, plan: WorkshopPlan, *, actor: Person, now: datetime
) -> Workshop:
    """A workshop of its own name, with a voice of the same name and a code."""
    _check(plan)
    voice = Voice(consultation_id=consultation.id, kind=VoiceKind.EVENT, name=plan.name)
    workshop = Workshop(
        consultation_id=consultation.id, voice=voice, code=_free_code(session), created_at=now
    )
    _write(workshop, plan)
    _save(session, workshop)
    _write_attendance(session, workshop, plan)
    record(
        session,
        "workshop.added",
        actor=actor,
        now=now,
        consultation_id=consultation.id,
        voice_id=voice.id,
        subject="workshop",
        subject_id=workshop.id,
    )
    return workshop


def change_workshop(
    session: Session, workshop: Workshop, plan: WorkshopPlan, *, seen: int, actor: Person, now: datetime
) -> None:
    """The workshop as it is from now on, unless somebody else has saved it since it was seen."""
    _check(plan)
    if plan_of(session, workshop) == plan:
        return
    if workshop.revision != seen:
        raise Conflict("Somebody else has saved this workshop since you opened it.")
    voice = session.get_one(Voice, workshop.voice_id)
    workshop.revision += 1
    _write(workshop, plan)
    voice.name = plan.name
    _save(session, workshop)
    _write_attendance(session, workshop, plan)
    record(
        session,
        "workshop.changed",
        actor=actor,
        now=now,
        consultation_id=workshop.consultation_id,
        voice_id=workshop.voice_id,
        subject="workshop",
        subject_id=workshop.id,
    )


def plan_of(session: Session, workshop: Workshop) -> WorkshopPlan:
    """What is known of a workshop now."""
    rows = session.scalars(select(Attendance).where(Attendance.workshop_id == workshop.id))
    return WorkshopPlan(
        workshop.name,
        workshop.place,
        workshop.opens_at,
        workshop.closes_at,
        tuple(workshop.themes),
        {**dict.fromkeys(AttendanceKind, NOBODY), **{row.kind: (row.came, row.target) for row in rows}},
    )


def find_workshop(session: Session, code: str) -> Workshop | None:
    """The workshop of a code, however it was typed."""
    return session.scalar(
        select(Workshop).where(Workshop.code == "".join(code.split()).upper()[: CODE_LENGTH + 1])
    )


def _check(plan: WorkshopPlan) -> None:
    if not plan.name:
        raise Invalid("Write a name for the workshop.", field="name")
    require_length(plan.name, field="name")
    require_length(plan.place, field="place")
    if (plan.opens_at is None) != (plan.closes_at is None):
        raise Invalid("Write the day and both times, or leave all of them empty.", field="held_day")
    if plan.opens_at is not None and plan.closes_at is not None and plan.opens_at >= plan.closes_at:
        raise Invalid("The workshop must end after it begins.", field="closes_at")
    if len(plan.themes) > MAX_THEMES:
        raise Invalid("There can be at most %(limit)s themes.", field="themes", limit=MAX_THEMES)
    for theme in plan.themes:
        require_length(theme, field="themes", limit=MAX_THEME)
    for kind, heads in plan.attendance.items():
        if any(count is not None and not 0 <= count <= MAX_HEADS for count in heads):
            raise Invalid("Write a number between 0 and %(limit)s.", field=f"came_{kind}", limit=MAX_HEADS)


def _write(workshop: Workshop, plan: WorkshopPlan) -> None:
    workshop.name, workshop.place = plan.name, plan.place
    workshop.opens_at, workshop.closes_at = plan.opens_at, plan.closes_at
    workshop.themes = list(plan.themes)


def _save(session: Session, workshop: Workshop) -> None:
    try:
        with session.begin_nested():
            session.add(workshop)
    except IntegrityError as error:
        raise Invalid("There is a workshop of that name already.", field="name") from error


def _write_attendance(session: Session, workshop: Workshop, plan: WorkshopPlan) -> None:
    rows = session.scalars(select(Attendance).where(Attendance.workshop_id == workshop.id))
    standing = {row.kind: row for row in rows}
    for kind, (came, target) in plan.attendance.items():
        if kind not in standing and (came, target) == NOBODY:
            continue
        row = standing.get(kind) or Attendance(workshop_id=workshop.id, kind=kind)
        row.came, row.target = came, target
        session.add(row)
    session.flush()


def _free_code(session: Session) -> str:
    while True:
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        if find_workshop(session, code) is None:
            return code
