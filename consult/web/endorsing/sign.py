"""Allekirjoitus: the lead signs one exact version in the organisation's name, or says that it does not."""

from collections.abc import Sequence

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Conflict, DomainError, NotFound
from consult.models import Document, Endorsement, EndorsementChoice, EndorsementRound, Voice
from consult.reports.endorsements import standing_endorsement
from consult.security import Permission
from consult.services.approvals import find_approval
from consult.services.drafts import drop_draft, load_draft, save_draft
from consult.services.endorsement_rounds import present_endorsing
from consult.services.endorsements import NotFresh, Seen, Stand, endorse, is_fresh
from consult.web.answering.speaking import chosen_voice, name_voices, own_voices
from consult.web.current import config, consultation, identity, now, person, session, signed_in_at
from consult.web.endorsing.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.endorsing.changed import changed_since_signed
from consult.web.endorsing.forms import CHOICES, TYPED, SignForm, StandingForm
from consult.web.endorsing.publicity import publicity
from consult.web.moments import typed_date
from consult.web.permission import permission
from consult.web.respond import OK, respond
from consult.web.wording import gettext


@blueprint.get("/signing")
@permission(Permission.ENDORSE)
def sign() -> ResponseReturnValue:
    """The text, what was answered before, and the form while the signing is open."""
    voice = _asked_voice(request.args.get("voice"))
    round_ = present_endorsing(session(), consultation().id)
    return _page(voice, round_, _filled(voice, round_), OK)


@blueprint.post("/signing")
@permission(Permission.ENDORSE)
def confirm() -> ResponseReturnValue:
    """Vahvista valinta: taken once, from a lead who has just signed in."""
    form, round_ = SignForm(), _round()
    name_voices(form, among=_led())
    try:
        voice = chosen_voice(form)
        if form.validate():
            _endorse(form, round_, voice, form.stand, form.before_eyes)
            drop_draft(session(), person_id=person().id, form=_kept_as(round_))
            flash(gettext("The answer of %(voice)s was saved.", voice=voice.name))
            return redirect(url_for("endorsing.sign", voice=voice.id), SEE_OTHER)
    except NotFresh:
        return _sign_in_again(form, round_, voice)
    except DomainError as error:
        form.validate()
        form.refuse(error)
        voice = _asked_voice(form.voice.data)
        if isinstance(error, Conflict):
            # The page shows what stands now; sending it again is an answer to that.
            form.standing.data, form.seen.data = _stands(voice, round_)
        return _page(voice, round_, form, error.status)
    return _page(voice, round_, form, UNPROCESSABLE)


@blueprint.post("/signing/withdraw")
@permission(Permission.ENDORSE)
def withdraw() -> ResponseReturnValue:
    """The answer is taken back; the organisation has not answered then."""
    form, round_ = StandingForm(), _round()
    voice = chosen_voice(form)
    back = url_for("endorsing.sign", voice=voice.id)
    if standing_endorsement(session(), round_.id, voice.organisation_id or 0) is None:
        raise Conflict("There is no answer to take back.")
    try:
        seen = Seen(round_.version_hash, form.stood)
        _endorse(form, round_, voice, Stand(EndorsementChoice.WITHDRAWN), seen)
    except NotFresh:
        return redirect(url_for("auth.again", next=back), SEE_OTHER)
    flash(gettext("The answer was taken back. You can answer anew until the signing closes."))
    return redirect(back, SEE_OTHER)


def _endorse(
    form: StandingForm, round_: EndorsementRound, voice: Voice, stand: Stand, seen: Seen
) -> Endorsement:
    return endorse(
        session(),
        round_,
        voice,
        stand,
        seen=seen,
        actor=person(),
        signed_in_at=signed_in_at(),
        zone=config().timezone,
        now=now(),
    )


def _sign_in_again(form: SignForm, round_: EndorsementRound, voice: Voice) -> ResponseReturnValue:
    """What was typed waits for the lead."""
    fields = {name: str(form[name].data or "") for name in TYPED}
    save_draft(
        session(),
        consultation_id=consultation().id,
        person=person(),
        form=_kept_as(round_),
        fields=fields,
        now=now(),
    )
    back = url_for("endorsing.sign", voice=voice.id)
    return redirect(url_for("auth.again", next=back), SEE_OTHER)


def _page(voice: Voice, round_: EndorsementRound | None, form: SignForm, status: int) -> ResponseReturnValue:
    name_voices(form, among=[voice])
    form.voice.data = voice.id
    answer = _standing(voice, round_)
    return respond(
        "endorsing/sign.html",
        status=status,
        consultation=consultation(),
        voice=voice,
        voices=_led(),
        round=round_,
        document=session().get_one(Document, round_.version.document_id) if round_ else None,
        is_open=round_ is not None and round_.is_open(now()),
        is_coming=round_ is not None and now() < round_.opens_at,
        approval=find_approval(session(), round_.version_id) if round_ else None,
        answer=answer,
        changed=changed_since_signed(voice, round_) if round_ else None,
        choices=CHOICES,
        publicity=publicity(),
        is_fresh=is_fresh(signed_in_at(), now()),
        form=form,
    )


def _filled(voice: Voice, round_: EndorsementRound | None) -> SignForm:
    """What was typed before signing in again, else what stands, else the lead's own name."""
    if round_ is None:
        return SignForm(formdata=None)
    answer = _standing(voice, round_)
    standing, seen = _stands(voice, round_)
    stands = {"seen": seen, "standing": standing}
    kept = load_draft(session(), person_id=identity().person_id or 0, form=_kept_as(round_))
    if kept is not None and kept.fields.get("voice") == str(voice.id):
        return SignForm(formdata=None, data={**kept.fields, **stands})
    if answer is None or answer.choice is EndorsementChoice.WITHDRAWN:
        return SignForm(formdata=None, data={"signatory": identity().name, **stands})
    return SignForm(formdata=None, data={**_typed(answer), **stands})


def _stands(voice: Voice, round_: EndorsementRound) -> tuple[str, str]:
    """What the form carries of the answer and the text it was opened on."""
    answer = _standing(voice, round_)
    return ("0" if answer is None else str(answer.id)), round_.version_hash


def _typed(answer: Endorsement) -> dict[str, object]:
    return {
        "choice": answer.choice.value,
        "dissent": answer.dissent,
        "signatory": answer.signatory,
        "title": answer.title,
        "body": answer.body,
        "handled_on": typed_date(answer.handled_on),
    }


def _standing(voice: Voice, round_: EndorsementRound | None) -> Endorsement | None:
    if round_ is None:
        return None
    return standing_endorsement(session(), round_.id, voice.organisation_id or 0)


def _round() -> EndorsementRound:
    round_ = present_endorsing(session(), consultation().id)
    if round_ is None:
        raise NotFound("Nothing has been opened for signing yet.")
    return round_


def _led() -> Sequence[Voice]:
    """The organisations that the reader leads here."""
    return [voice for voice in own_voices() if voice.organisation_id in identity().leads]


def _asked_voice(asked: object) -> Voice:
    """The voice named, else the first one."""
    led = _led()
    return next((voice for voice in led if str(voice.id) == str(asked)), led[0])


def _kept_as(round_: EndorsementRound) -> str:
    return f"endorsing.sign:{round_.id}"
