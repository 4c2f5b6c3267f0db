"""The first page of a consultation: what is asked, until when, and what the reader does next."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import func, select

from consult import text
from consult.models import Document, DocumentRole, Question, QuestionKind, StageKind, Version, Voice
from consult.reports.next_steps import NextStep, StepKind, organisation_steps
from consult.reports.options import choice_questions
from consult.reports.questions import question_words
from consult.reports.request_changes import load_request_changes
from consult.reports.requests import load_request
from consult.reports.stages import Standing
from consult.reports.texts import load_text
from consult.reports.workshops import has_workshops
from consult.security import Permission, permits
from consult.web.answering.speaking import may_send
from consult.web.current import consultation, identity, place, session
from consult.web.next_steps import todo_of
from consult.web.permission import permission
from consult.web.reading.blueprint import blueprint
from consult.web.reading.place import is_agent, standing, voices
from consult.web.respond import respond
from consult.web.steps import wizard_steps

WORDS_PER_MINUTE = 150
STEP = 5


@dataclass(frozen=True)
class Size:
    """How long a text is for the one who answers."""

    blocks: int
    minutes: int


@dataclass(frozen=True)
class Part:
    """A section of the form with its questions, each in words under its number."""

    heading: str
    asked: list[tuple[str, Question]]


@blueprint.get("")
@permission(Permission.READ)
def front() -> ResponseReturnValue:
    """Who asks what, until when, how to answer, and one next step."""
    here = standing()
    steps = _steps(here)
    request_, questions = load_request(session(), consultation().id)
    return respond(
        "reading/front.html",
        consultation=consultation(),
        standing=here,
        steps=wizard_steps(here),
        request_=request_,
        changes=load_request_changes(session(), consultation().id) if request_ is not None else (),
        questions=_parts(questions),
        has_options=bool(choice_questions(questions)),
        size=_size(load_text(session(), here.version.id)) if here.version else None,
        voices=voices(),
        action=_next_action(steps),
        todo=[(voice, todo_of(own)) for voice, own in steps],
        background=background_documents(),
        workshops=has_workshops(session(), consultation().id),
    )


@blueprint.get("/background")
@permission(Permission.READ)
def background() -> ResponseReturnValue:
    """The documents that the draft speaks about."""
    return respond("reading/background.html", consultation=consultation(), documents=background_documents())


def background_documents() -> list[tuple[Document, Version]]:
    """Each background document with its newest version."""
    newest = select(func.max(Version.number)).where(Version.document_id == Document.id).scalar_subquery()
    rows = session().execute(
        select(Document, Version)
        .join(Version, Version.document_id == Document.id)
        .where(
            Document.consultation_id == consultation().id,
            Document.role == DocumentRole.BACKGROUND,
            Version.number == newest.correlate(Document),
        )
        .order_by(Document.id)
    )
    return [(document, version) for document, version in rows]


def _steps(here: Standing) -> list[tuple[Voice, tuple[NextStep, ...]]]:
    """What each of the reader's organisations does next; one that reads nothing yet has nothing to do."""
    if here.version is None or is_agent() or not voices():
        return []
    steps = organisation_steps(session(), consultation(), here, [voice.id for voice in voices()])
    return [(voice, tuple(_for_reader(steps[voice.id], voice))) for voice in voices()]


def _for_reader(steps: Iterable[NextStep], voice: Voice) -> Iterator[NextStep]:
    """Who may send may also take a stance alone; others tell the lead that they are ready."""
    for step in steps:
        if step.kind is StepKind.SEND and not may_send(voice):
            yield replace(step, kind=StepKind.TELL_READY)
            continue
        yield step
        if step.kind is StepKind.ANSWER and may_send(voice):
            yield NextStep(StepKind.TAKE_STANCE)


def _next_action(steps: Sequence[tuple[Voice, tuple[NextStep, ...]]]) -> tuple[str, str] | None:
    """The primary action by role and stage: its words and its address."""
    here = standing()
    if is_agent():
        return gettext("Go to the desk"), url_for("coordination.desk")
    if here.version is None:
        return None
    if permits(identity(), Permission.CONTRIBUTE, place()):
        if here.current is StageKind.COMMENTING:
            return _answering({step.kind for _, own in steps for step in own})
        if here.current is StageKind.ENDORSING or here.facts.round is not None:
            return _afterwards(here)
    if here.current is StageKind.FOLLOWING:
        return gettext("Read the filed text"), url_for("reading.draft")
    return gettext("Read the draft"), url_for("reading.draft")


def _afterwards(here: Standing) -> tuple[str, str]:
    """A lead signs while the text is open for it; everybody looks at what became of their words."""
    is_signed_now = here.current is StageKind.ENDORSING and here.facts.endorsing is not None
    if is_signed_now and permits(identity(), Permission.ENDORSE, place()):
        return gettext("Go to sign"), url_for("endorsing.sign")
    return gettext("See what became of your answers"), url_for("answering.own")


def _answering(kinds: set[StepKind]) -> tuple[str, str]:
    """While the round is open: begin, go on with what is unsent, or look at what was sent."""
    if kinds & {StepKind.SEND, StepKind.TELL_READY}:
        return gettext("Go on answering"), url_for("reading.draft")
    if StepKind.ANSWER in kinds or not kinds:
        return gettext("Start answering"), url_for("reading.draft")
    return gettext("See your answers"), url_for("answering.own")


def _parts(questions: Sequence[Question]) -> list[Part]:
    """The questions under the sections of the form; a section without any is only a heading."""
    words = question_words(questions)
    parts = [] if not questions or questions[0].kind is QuestionKind.SECTION else [Part("", [])]
    for question in questions:
        if question.kind is QuestionKind.SECTION:
            parts.append(Part(question.header, []))
        else:
            parts[-1].asked.append((words[question.position], question))
    return parts


def _size(content: text.Document) -> Size:
    words = sum(len(block.text.split()) for block in content.blocks)
    minutes = -(-words // WORDS_PER_MINUTE // STEP) * STEP
    return Size(len(content.numbers), max(minutes, STEP))
