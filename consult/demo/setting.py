"""Events that set a story up: consultation, request, timetable, texts, organisations, rounds, filing."""

from typing import Any

from consult.demo.content import Event, read_text
from consult.demo.moments import ZONE
from consult.demo.story import Story
from consult.models import PLANNABLE, ConsultationKind, DocumentRole, QuestionKind
from consult.services.consultations import (
    appoint_agent,
    create_consultation,
    join_organisation,
    plan_stages,
)
from consult.services.documents import add_document, publish_first_version
from consult.services.participations import note_opening
from consult.services.requests import Asked, save_request
from consult.services.rounds import open_round
from consult.services.submissions import file_version


def create(story: Story, event: Event) -> None:
    """The agent begins."""
    consultation = create_consultation(
        story.session,
        event["title"],
        kind=ConsultationKind.STATEMENT,
        host=event["host"],
        summary=event["summary"],
        **_by(story, event),
    )
    story.begin(consultation)


def appoint(story: Story, event: Event) -> None:
    """A second agent."""
    person = story.register.people[event["person"]]
    appoint_agent(story.session, story.consultation, person, **_by(story, event))


def request(story: Story, event: Event) -> None:
    """What the authority asks."""
    story.questions = tuple(question["header"] for question in event["questions"])
    save_request(
        story.session,
        story.consultation,
        title=event["title"],
        authority=event["authority"],
        register_number=event["register_number"].format(year=story.at(event).year),
        deadline=story.calendar.wall(event["deadline"]),
        zone=ZONE,
        questions=[_asked(question) for question in event["questions"]],
        text=event["text"],
        required_data=event["required_data"],
        channels=event["channels"],
        **_by(story, event),
    )


def stages(story: Story, event: Event) -> None:
    """The timetable."""
    planned = {kind: event[kind.value] for kind in PLANNABLE if kind.value in event}
    timetable = {
        kind: (story.calendar.instant(days[0]), story.calendar.instant(days[1]) if days[1:] else None)
        for kind, days in planned.items()
    }
    plan_stages(story.session, story.consultation, timetable, **_by(story, event))


def draft(story: Story, event: Event) -> None:
    """Version 1 of the draft."""
    _publish(story, event, DocumentRole.DRAFT)


def background(story: Story, event: Event) -> None:
    """A text of the authority."""
    _publish(story, event, DocumentRole.BACKGROUND)


def invite(story: Story, event: Event) -> None:
    """Organisations take part."""
    for key in event["organisations"]:
        organisation = story.register.organisations[key]
        join_organisation(story.session, story.consultation, organisation, **_by(story, event))


def open_(story: Story, event: Event) -> None:
    """Somebody of an organisation reads the draft."""
    voice = story.voice(event)
    if voice.organisation_id is not None:
        note_opening(story.session, story.consultation.id, (voice.organisation_id,), now=story.at(event))


def round_(story: Story, event: Event) -> None:
    """A round on the newest version."""
    open_round(
        story.session,
        story.consultation,
        opens_at=story.calendar.instant(event["opens"]),
        closes_at=story.calendar.instant(event["closes"]),
        **_by(story, event),
    )


def file(story: Story, event: Event) -> None:
    """The newest version is given to the authority."""
    file_version(
        story.session,
        story.consultation,
        story.version(event),
        channel=event["channel"],
        filed_at=story.calendar.instant(event["filed_at"]),
        receipt=event["receipt"],
        **_by(story, event),
    )


def _publish(story: Story, event: Event, role: DocumentRole) -> None:
    document = add_document(
        story.session, story.consultation, role=role, title=event["title"], **_by(story, event)
    )
    story.documents[role.value] = document
    content = read_text(event["file"], story.questions)
    publish_first_version(story.session, document, content, title=event["title"], **_by(story, event))


def _asked(question: Event) -> Asked:
    options = tuple(question.get("options", ()))
    kind = QuestionKind.CHOICE if options else QuestionKind.TEXT
    return Asked(
        header=question["header"],
        kind=QuestionKind.SECTION if question.get("is_section") else kind,
        is_mandatory=question.get("is_mandatory", False),
        options=options,
    )


def _by(story: Story, event: Event) -> dict[str, Any]:
    return {"actor": story.actor(event), "now": story.at(event)}
