"""The options of the request: what has been chosen and why, and how organisations stand."""

from collections.abc import Mapping, Sequence

from flask.typing import ResponseReturnValue

from consult.models import OptionChoice, Question, Version
from consult.reports.choices import standing_choices, version_choices
from consult.reports.options import Options, choice_questions, load_options
from consult.reports.requests import load_request
from consult.security import Permission
from consult.web.current import consultation, now, session
from consult.web.permission import permission
from consult.web.reading.blueprint import blueprint
from consult.web.reading.place import is_agent, looker, may_contribute, standing
from consult.web.respond import respond


@blueprint.get("/options")
@permission(Permission.READ)
def options() -> ResponseReturnValue:
    """Every question with options; what the agent has chosen is told to others with the next version."""
    _, questions = load_request(session(), consultation().id)
    published = choices_of(standing().version, questions)
    return respond(
        "reading/options.html",
        consultation=consultation(),
        standing=standing(),
        questions=options_of(questions, _shown(published, questions)),
        published=published,
        may_answer=may_contribute(),
        may_choose=is_agent() and standing().submission is None,
    )


def choices_of(version: Version | None, questions: Sequence[Question]) -> Mapping[int, OptionChoice]:
    """The choices that a version was published with; a request without options costs no query."""
    if version is None or not choice_questions(questions):
        return {}
    return version_choices(session(), version.id)


def options_of(questions: Sequence[Question], choices: Mapping[int, OptionChoice]) -> tuple[Options, ...]:
    """The options with those who hold them, as far as the reader may see it."""
    return load_options(session(), questions, choices, looker(), now())


def _shown(
    published: Mapping[int, OptionChoice], questions: Sequence[Question]
) -> Mapping[int, OptionChoice]:
    if not is_agent() or not choice_questions(questions) or standing().submission is not None:
        return published
    return standing_choices(session(), consultation().id)
