"""The pages on which a text is read."""

from collections.abc import Sequence

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from consult.errors import NotFound
from consult.models import Document, Question, Version, VersionBlock
from consult.reports.questions import QuestionState, question_states, unanswered
from consult.reports.request_changes import load_changed_request
from consult.reports.tallies import count_own
from consult.security import Permission
from consult.web.beside import told_beside
from consult.web.current import consultation, session
from consult.web.loading import NO_SUCH_PAGE
from consult.web.permission import permission
from consult.web.reading.blueprint import SEE_OTHER, blueprint
from consult.web.reading.options import choices_of, options_of
from consult.web.reading.page import (
    OpenMargin,
    label_level,
    links_of,
    open_margin,
    sections_of,
    shelf_of,
)
from consult.web.reading.place import Reading, is_agent, read_draft, read_version, standing
from consult.web.reading.slip import asked_wish
from consult.web.respond import is_partial, respond
from consult.web.steps import wizard_steps


@blueprint.get("/draft")
@permission(Permission.READ)
def draft() -> ResponseReturnValue:
    """The newest version of the draft."""
    if standing().version is None:
        return respond("reading/no_draft.html", consultation=consultation(), steps=wizard_steps(standing()))
    return _show(read_draft())


@blueprint.get("/documents/<int:document_id>/versions/<int:number>")
@permission(Permission.READ)
def version(document_id: int, number: int) -> ResponseReturnValue:
    """One version of the draft or of a background document."""
    return _show(read_version(document_id, number))


@blueprint.get("/blocks/<block_id>")
@permission(Permission.READ)
def block(block_id: str) -> ResponseReturnValue:
    """The permanent link of a block leads to the newest version that has it; the draft comes first."""
    found = (
        session()
        .execute(
            select(Document.id, Version.number)
            .join(Version, Version.document_id == Document.id)
            .join(VersionBlock, VersionBlock.version_id == Version.id)
            .where(Document.consultation_id == consultation().id, VersionBlock.block_id == block_id)
            .order_by(Document.role.desc(), Document.id, Version.number.desc())
            .limit(1)
        )
        .first()
    )
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    document_id, number = found
    here, anchor = standing(), f"kohta-{block_id}"
    if here.version is not None and (here.version.document_id, here.version.number) == (document_id, number):
        return redirect(url_for("reading.draft", _anchor=anchor), SEE_OTHER)
    target = url_for("reading.version", document_id=document_id, number=number, _anchor=anchor)
    return redirect(target, SEE_OTHER)


def _show(reading: Reading) -> ResponseReturnValue:
    """The whole page, or for htmx the margin that was asked for."""
    wish = asked_wish()
    opened = open_margin(reading, wish)
    if wish is not None and opened is None:
        return _elsewhere(wish.number)
    if opened is not None and is_partial():
        return _show_margin(reading, opened)
    request_, questions, changes = load_changed_request(session(), consultation().id)
    choices = choices_of(reading.version, questions) if reading.is_draft else {}
    options = options_of(questions, choices) if reading.is_draft else ()
    homes = reading.outline.homes
    tells_changes = reading.is_draft and reading.is_newest
    return respond(
        "reading/draft.html",
        consultation=consultation(),
        reading=reading,
        standing=standing(),
        steps=wizard_steps(standing()),
        request_=request_,
        changes=changes if tells_changes else (),
        sections=sections_of(reading, questions, options),
        notes=shelf_of(reading).nodes(reading.outline.notes),
        progress=count_own(reading.tallies),
        opened=opened,
        beside=homes.get(told_beside(homes), ""),
        links=links_of(reading),
        unanswered=_unanswered(reading, questions),
        icons=url_for("static", filename="icons.svg"),
    )


def _unanswered(reading: Reading, questions: Sequence[Question]) -> tuple[QuestionState, ...]:
    """The questions that the newest draft does not answer yet: for the agent, until it is filed."""
    if not (reading.is_draft and reading.is_newest and is_agent()) or standing().submission is not None:
        return ()
    return unanswered(question_states(reading.text, questions))


def _show_margin(reading: Reading, opened: OpenMargin) -> ResponseReturnValue:
    return respond(
        "reading/_margin.html",
        item=shelf_of(reading).item(reading.text.by_id[opened.home]),
        reading=reading,
        opened=opened,
        links=links_of(reading),
        level=label_level(reading, opened.home),
    )


def _elsewhere(number: int) -> ResponseReturnValue:
    """What does not stand at this version has a page of its own, or nothing to show."""
    if not number:
        raise NotFound(NO_SUCH_PAGE)
    return redirect(url_for("reading.proposal", number=number), SEE_OTHER)
