"""Lisää vastaus järjestön puolesta: which organisation, how and when it came, then its content."""

from collections.abc import Sequence
from datetime import date

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, select

from consult import text
from consult.errors import DomainError
from consult.models import Channel, Document, DocumentRole, Organisation, Stance
from consult.reports.arrivals import Listed, list_arrivals
from consult.reports.register import Wanted, find_organisations
from consult.reports.texts import load_newest_texts
from consult.security import Permission
from consult.services.answers import stance_of
from consult.services.arrivals import begin_arrival, parts_of, require_enterable, send_arrival
from consult.services.participations import join_organisation
from consult.services.wall_clock import wall_clock
from consult.web.answering.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.answering.entered_forms import ArrivalForm, EnteredForm
from consult.web.answering.entering import address, enter_for, entered
from consult.web.answering.forms import whole_number
from consult.web.answering.on_behalf_shown import block_choices, shown_parts
from consult.web.answering.undo import just_withdrawn
from consult.web.current import config, consultation, now, person, session
from consult.web.i18n import sentence
from consult.web.permission import permission
from consult.web.query import asked_words, words_of
from consult.web.respond import OK, respond
from consult.web.wording import gettext, ngettext

KINDS = ("comment", "reword", "add", "remove", "move")


@blueprint.get("/on-behalf")
@permission(Permission.COORDINATE)
def on_behalf() -> ResponseReturnValue:
    """Search for the organisation; what has been entered before is below."""
    today = wall_clock(now(), config().timezone).date()
    return _choose(ArrivalForm(formdata=None, data={"arrived_on": today}), OK)


@blueprint.post("/on-behalf")
@permission(Permission.COORDINATE)
def begin() -> ResponseReturnValue:
    """An organisation that does not take part yet does so from now on."""
    form = ArrivalForm()
    found = _organisation(form.organisation.data)
    if found is None or not form.validate():
        return _choose(form, UNPROCESSABLE)
    try:
        require_enterable(session(), consultation().id, now())
        voice = join_organisation(session(), consultation(), found, actor=person(), now=now())
        arrival = begin_arrival(
            session(),
            voice,
            channel=Channel(form.channel.data),
            arrived_on=form.arrived_on.data or date.min,
            told_by=form.told_by.data or "",
            zone=config().timezone,
            actor=person(),
            now=now(),
        )
    except DomainError as error:
        form.refuse(error)
        return _choose(form, error.status)
    return redirect(url_for("answering.arrival", arrival_id=arrival.id), SEE_OTHER)


@blueprint.get("/on-behalf/<int:arrival_id>")
@permission(Permission.COORDINATE)
def arrival(arrival_id: int) -> ResponseReturnValue:
    """What has been entered, what can be added, and sending."""
    enter_for(arrival_id)
    stance = stance_of(session(), entered().answer)
    return _show(EnteredForm(formdata=None, data={"stance": stance.value if stance else ""}), OK)


@blueprint.post("/on-behalf/<int:arrival_id>")
@permission(Permission.COORDINATE)
def send_entered(arrival_id: int) -> ResponseReturnValue:
    """It becomes the organisation's answer, and the organisation gets it to confirm."""
    enter_for(arrival_id)
    form = EnteredForm()
    if not form.validate():
        return _show(form, UNPROCESSABLE)
    stance = Stance(form.stance.data) if form.stance.data else None
    try:
        count = send_arrival(session(), entered(), stance=stance, actor=person(), now=now())
    except DomainError as error:
        form.refuse(error)
        return _show(form, error.status)
    flash(_told(count))
    return redirect(url_for("answering.arrival", arrival_id=arrival_id), SEE_OTHER)


@blueprint.get("/on-behalf/<int:arrival_id>/block")
@permission(Permission.COORDINATE)
def enter_on(arrival_id: int) -> ResponseReturnValue:
    """To the form that was chosen for a block."""
    enter_for(arrival_id)
    document, _, block_id = request.args.get("block", "").partition(":")
    what = request.args.get("do", "")
    if what not in KINDS or not whole_number(document) or not block_id:
        return redirect(url_for("answering.arrival", arrival_id=arrival_id), SEE_OTHER)
    return redirect(address(what, document_id=whole_number(document), block_id=block_id), SEE_OTHER)


def _choose(form: ArrivalForm, status: int) -> ResponseReturnValue:
    words = asked_words()
    chosen = _organisation(form.organisation.data or request.args.get("organisation"))
    if chosen is not None:
        form.organisation.data = str(chosen.id)
    found = find_organisations(session(), Wanted(words=words_of(words))) if words else None
    return respond(
        "answering/on_behalf.html",
        status=status,
        form=form,
        chosen=chosen,
        search=words,
        found=found,
        refusal=_refusal(),
        arrivals=_listed(),
    )


def _listed() -> Sequence[Listed]:
    return list_arrivals(session(), consultation().id)


def _show(form: EnteredForm, status: int) -> ResponseReturnValue:
    here = entered()
    documents = {one.id: one for one in session().scalars(_documents())}
    texts: dict[int, text.Document] = load_newest_texts(session(), consultation().id, documents)
    drafts = [id_ for id_, one in documents.items() if one.role is DocumentRole.DRAFT]
    order = [*drafts, *(id_ for id_ in documents if id_ not in drafts)]
    return respond(
        "answering/arrival.html",
        status=status,
        form=form,
        arrival=here,
        voice=here.answer.voice,
        items=shown_parts(parts_of(session(), here)),
        blocks=block_choices([(documents[id_], texts[id_]) for id_ in order if id_ in texts]),
        refusal=_refusal(),
        withdrawn=just_withdrawn(),
    )


def _documents() -> Select[Document]:
    return select(Document).where(Document.consultation_id == consultation().id).order_by(Document.id)


def _refusal() -> str:
    try:
        require_enterable(session(), consultation().id, now())
    except DomainError as refused:
        return sentence(refused)
    return ""


def _organisation(given: object) -> Organisation | None:
    number = whole_number(given)
    return session().get(Organisation, number) if number else None


def _told(count: int | None) -> str:
    if count is None:
        return gettext("The answer has been sent already. Nothing has changed since.")
    if not count:
        return gettext("The answer was sent. The organisation has no address: read the answer back by phone.")
    return ngettext(
        "The answer was sent, and a confirmation to %(num)s address.",
        "The answer was sent, and a confirmation to %(num)s addresses.",
        count,
    )
