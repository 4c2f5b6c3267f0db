"""The desk: what to do next, how far the answers have come, what has happened."""

from flask.typing import ResponseReturnValue

from consult.models import Question, StageKind
from consult.reports.choices import standing_choices
from consult.reports.events import load_events
from consult.reports.next_steps import Overview, agent_steps, load_overview
from consult.reports.options import choice_questions
from consult.reports.questions import QuestionState, question_states, unanswered
from consult.reports.requests import load_request
from consult.reports.stages import load_standing
from consult.reports.texts import load_text
from consult.security import Permission
from consult.services.intakes import intake_text
from consult.web.coordination.blueprint import blueprint
from consult.web.coordination.tabs import setup_tabs
from consult.web.current import consultation, now, session
from consult.web.log_words import today_words
from consult.web.logged import told
from consult.web.next_steps import todo_of
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.steps import wizard_steps

EVENTS = 8


@blueprint.get("/<slug>/desk")
@permission(Permission.COORDINATE)
def desk() -> ResponseReturnValue:
    """Everything the agent needs to see at a glance."""
    standing = load_standing(session(), consultation(), now())
    known, questions = load_request(session(), consultation().id)
    overview = load_overview(session(), consultation(), standing, known, now())
    round_ = standing.round
    return respond(
        "coordination/desk.html",
        "desk",
        consultation=consultation(),
        standing=standing,
        stages=wizard_steps(standing),
        request_=known,
        today=today_words(),
        closes_at=round_.closes_at if round_ is not None and standing.is_open else None,
        todo=todo_of(agent_steps(overview), draft_id=standing.draft.id if standing.draft else None),
        open_questions=_open_questions(overview, questions),
        unchosen=_unchosen(overview, questions),
        funnel=overview.funnel,
        events=told(load_events(session(), consultation().id, limit=EVENTS)),
        tabs=setup_tabs(),
    )


def _unchosen(overview: Overview, questions: tuple[Question, ...]) -> int:
    """How many questions still lack a chosen option once the first round has closed."""
    is_time = overview.standing.current in (StageKind.RECONCILING, StageKind.ENDORSING, StageKind.FILING)
    if not is_time or not choice_questions(questions):
        return 0
    return len(choice_questions(questions)) - len(standing_choices(session(), consultation().id))


def _open_questions(overview: Overview, questions: tuple[Question, ...]) -> tuple[QuestionState, ...]:
    """The questions that the newest text does not answer; after filing nobody needs to know."""
    standing = overview.standing
    if not questions or standing.submission is not None:
        return ()
    if standing.version is not None:
        content = load_text(session(), standing.version.id)
    elif overview.intake is not None:
        content = intake_text(overview.intake)
    else:
        return ()
    return unanswered(question_states(content, questions))
