"""Events of workshops: one is held, its notes are kept, gathered into points, and answered."""

from typing import Any

from sqlalchemy import select

from consult.demo.content import Event
from consult.demo.story import Story
from consult.models import AttendanceKind, Destination, Point, Workshop
from consult.reports.notes import NotesWanted, load_notes, note_ids
from consult.services.gatherings import gather_into_new, set_aside
from consult.services.note_hiding import hide_note
from consult.services.notes import paste_notes
from consult.services.points import Went, answer_point
from consult.services.workshops import WorkshopPlan, add_workshop

#: Nobody else gathers while the demonstration is played.
EVERYTHING = 10**9


def workshop(story: Story, event: Event) -> None:
    """A workshop with its hours and who came."""
    attendance = {
        AttendanceKind(kind): (came, target) for kind, (came, target) in event["attendance"].items()
    }
    plan = WorkshopPlan(
        event["name"],
        event["place"],
        story.calendar.instant(event["opens"]),
        story.calendar.instant(event["closes"]),
        tuple(event["themes"]),
        attendance,
    )
    add_workshop(story.session, story.consultation, plan, actor=story.actor(event), now=story.at(event))


def notes(story: Story, event: Event) -> None:
    """What was written on paper there, about one theme."""
    paste_notes(
        story.session,
        _workshop(story, event["name"]),
        event["words"],
        theme=event["theme"],
        page=f"demo {event['name']} {event['theme']}",
        actor=story.actor(event),
        now=story.at(event),
    )


def gather(story: Story, event: Event) -> None:
    """The notes of a theme come to a point, which is in the text or for a reason not."""
    by = _by(story, event)
    ids = note_ids(story.session, story.consultation.id, NotesWanted(theme=event["theme"]))
    gathering = gather_into_new(story.session, story.consultation, ids, event["words"], seen=EVERYTHING, **by)
    if gathering is None or gathering.point_id is None:
        raise ValueError("nothing was gathered")
    point = story.session.get_one(Point, gathering.point_id)
    answer_point(story.session, point, _went(story, event), seen=0, **by)


def aside(story: Story, event: Event) -> None:
    """One note is set aside, and another hidden."""
    entries = load_notes(story.session, story.consultation.id, NotesWanted())
    by = _by(story, event)
    for entry in entries:
        if entry.note.text == event["note"]:
            set_aside(
                story.session,
                story.consultation,
                [entry.note.id],
                event["reason"],
                seen=EVERYTHING,
                **by,
            )
        elif entry.note.text == event.get("unlawful"):
            hide_note(story.session, entry.note, event["why"], **by)


def _went(story: Story, event: Event) -> Went:
    if "block" not in event:
        return Went(Destination.NOWHERE, reason=event["reason"])
    return Went(Destination.TEXT, story.version(event), (story.block(event, event["block"]),))


def _workshop(story: Story, name: str) -> Workshop:
    return story.session.scalars(
        select(Workshop).where(Workshop.consultation_id == story.consultation.id, Workshop.name == name)
    ).one()


def _by(story: Story, event: Event) -> dict[str, Any]:
    return {"actor": story.actor(event), "now": story.at(event)}
