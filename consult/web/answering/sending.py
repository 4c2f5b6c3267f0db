"""Tarkista ja lähetä: everything unsent in the name of one voice, what becomes public, and the receipt."""

from datetime import datetime

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import DomainError, NotAllowed, NotFound
from consult.models import Answer, Round, Stance, Voice
from consult.reports.gathering import load_ready
from consult.reports.texts import load_texts
from consult.security import Permission
from consult.services.answers import find_with_stance, send_answer, stance_of, unsent
from consult.web.answering.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.answering.forms import STANCE_LABELS, AnswerForm, SendersForm, whole_number
from consult.web.answering.gathering import Gathered, gather
from consult.web.answering.halfway import halfway_forms
from consult.web.answering.positions import (
    answer_form,
    bring_positions,
    position_fields,
    typed_positions,
)
from consult.web.answering.publicity import publicity
from consult.web.answering.removed import just_removed
from consult.web.answering.shown import Shown, show_all
from consult.web.answering.speaking import (
    chosen_voice,
    closing_for,
    may_send,
    name_voices,
    opening,
    own_voices,
    require_open_to,
)
from consult.web.answering.undo import just_withdrawn
from consult.web.current import consultation, identity, now, person, session
from consult.web.i18n import sentence
from consult.web.loading import NO_SUCH_PAGE
from consult.web.options import options
from consult.web.permission import permission
from consult.web.respond import OK, respond


@blueprint.get("/answer")
@permission(Permission.CONTRIBUTE)
def review() -> ResponseReturnValue:
    """Look through what would be sent now."""
    return _page(_asked_voice(request.args.get("voice")), answer_form(), OK)


@blueprint.post("/answer")
@permission(Permission.CONTRIBUTE)
def send() -> ResponseReturnValue:
    """Send it, once, in the name that the form says."""
    form = answer_form()
    try:
        voice = chosen_voice(form)
        if form.validate():
            answer = send_answer(
                session(),
                voice,
                stance=_stance(form),
                positions=typed_positions(form),
                actor=person(),
                now=now(),
            )
            return redirect(url_for("answering.receipt", answer_id=answer.id), SEE_OTHER)
    except DomainError as error:
        form.validate()
        form.refuse(error)
        return _page(_asked_voice(form.voice.data), form, error.status)
    return _page(voice, form, UNPROCESSABLE)


@blueprint.get("/answers/<int:answer_id>/sent")
@permission(Permission.CONTRIBUTE)
def receipt(answer_id: int) -> ResponseReturnValue:
    """The answer has arrived: what it held and what happens next."""
    answer = session().get(Answer, answer_id)
    voices = {voice.id: voice for voice in own_voices()}
    if answer is None or answer.sent_at is None or answer.voice_id not in voices:
        raise NotFound(NO_SUCH_PAGE)
    round_ = opening().round
    return respond(
        "answering/receipt.html",
        answer=answer,
        voice=voices[answer.voice_id],
        round=round_,
        stance=stance_of(session(), answer),
        publicity=publicity(round_),
    )


def _page(voice: Voice, form: AnswerForm, status: int) -> ResponseReturnValue:
    name_voices(form, among=[voice])
    form.voice.data = voice.id
    round_ = opening().round
    found = find_with_stance(session(), voice.id, round_.id) if round_ is not None else (None, None)
    answer, stance = found
    if status == OK and answer is not None:
        form.stance.data = _code(stance)
    if form.stance.data == Stance.ENDORSES.value and answer is not None and answer.sent_at is not None:
        # A stance that was taken can be changed; saying nothing keeps it, so it is no choice.
        form.stance.choices = options(STANCE_LABELS)
    if status == OK:
        bring_positions(form, voice)
    is_lead = voice.organisation_id in identity().leads
    gathered = gather(voice, round_) if is_lead and round_ is not None else None
    return respond(
        "answering/review.html",
        status=status,
        form=form,
        voice=voice,
        voices=own_voices(),
        round=round_,
        closes_at=closing_for([voice]) or (round_.closes_at if round_ is not None else None),
        refusal=_refusal(voice),
        answer=answer,
        options=position_fields(form),
        consultation=consultation(),
        items=gathered.items if gathered is not None else _own_items(voice, round_),
        is_lead=is_lead,
        sends=may_send(voice),
        gathered=gathered if gathered is not None and gathered.is_shared else None,
        senders=_senders_form(gathered) if gathered is not None and gathered.members > 1 else None,
        ready_at=_ready_at(voice, round_) if not is_lead and round_ is not None else None,
        halfway=halfway_forms(),
        publicity=publicity(round_),
        withdrawn=just_withdrawn(),
        removed=just_removed(),
    )


def _senders_form(gathered: Gathered) -> SendersForm:
    return SendersForm(formdata=None, data={"senders": gathered.senders.value})


def _ready_at(voice: Voice, round_: Round) -> datetime | None:
    return load_ready(session(), voice, round_, identity().person_id or 0)


def _own_items(voice: Voice, round_: Round | None) -> list[Shown]:
    """What a member who does not lead has written."""
    if round_ is None:
        return []
    waiting = unsent(session(), voice, round_, person=person())
    versions = {comment.version_id for comment in waiting.comments}
    versions |= {proposal.current.version_id for proposal in waiting.proposals}
    return show_all(waiting.comments, waiting.proposals, load_texts(session(), versions))


def _asked_voice(given: object) -> Voice:
    """The voice that the address names among one's own, else the first."""
    voices = own_voices()
    return next((voice for voice in voices if voice.id == whole_number(given)), voices[0])


def _refusal(voice: Voice) -> str:
    if closing_for([voice]) is not None:
        return ""
    try:
        require_open_to([voice])
    except NotAllowed as refused:
        return sentence(refused)
    return ""


def _stance(form: AnswerForm) -> Stance | None:
    return Stance(form.stance.data) if form.stance.data else None


def _code(stance: Stance | None) -> str:
    return stance.value if stance is not None else ""
