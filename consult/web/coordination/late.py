"""One organisation is let in after the closing of a round, and that can be undone."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired

from consult.errors import Invalid, NotAllowed, NotFound
from consult.models import Admission, Voice
from consult.reports.admissions import load_admissions
from consult.reports.returned_files import organisation_voices
from consult.security import Permission
from consult.services.admissions import admit_late, require_lately_closed, revoke_admission
from consult.web.coordination.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.coordination.round_forms import WRITE_DAY, WRITE_TIME
from consult.web.coordination.tabs import setup_tabs
from consult.web.current import consultation, now, person, session
from consult.web.forms import BaseForm
from consult.web.i18n import long_deadline, sentence
from consult.web.loading import NO_SUCH_PAGE, belonging
from consult.web.moments import ClockField, DayField, moment_of
from consult.web.options import options
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext


class LateForm(BaseForm):
    """Who is let in, until when and why."""

    shown = ("voice", "until_day", "until_at", "reason")

    voice = SelectField(
        lazy_gettext("Organisation"), validators=[DataRequired(lazy_gettext("Choose an organisation."))]
    )
    until_day = DayField(lazy_gettext("Last day"), validators=[DataRequired(WRITE_DAY)])
    until_at = ClockField(lazy_gettext("Closing time"), validators=[DataRequired(WRITE_TIME)])
    reason = TextAreaField(
        lazy_gettext("Reason"),
        validators=[DataRequired(lazy_gettext("Write why the organisation is let in late."))],
    )


@blueprint.route("/<slug>/rounds/late", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def let_in() -> ResponseReturnValue:
    """The form, and everybody who was let in so far."""
    form = LateForm(data={"until_at": "16.00"})
    voices = {voice.id: voice for voice in organisation_voices(session(), consultation().id)}
    form.voice.choices = options(
        {"": gettext("Choose an organisation"), **{str(key): voice.name for key, voice in voices.items()}}
    )
    if form.is_submitted() and form.validate():
        try:
            admitted = _admit(form, voices[int(form.voice.data or 0)])
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_told(admitted))
            return redirect(url_for("coordination.let_in"), SEE_OTHER)
    return respond(
        "coordination/late.html",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        refusal=_refusal(),
        admissions=load_admissions(session(), consultation().id),
        now=now(),
        tabs=setup_tabs(),
    )


@blueprint.post("/<slug>/rounds/late/<int:admission_id>/undo")
@permission(Permission.COORDINATE)
def revoke(admission_id: int) -> ResponseReturnValue:
    """The organisation is no longer let in."""
    admission = session().get(Admission, admission_id)
    if admission is None:
        raise NotFound(NO_SUCH_PAGE)
    voice = belonging(Voice, id=admission.voice_id)
    revoke_admission(session(), voice, admission, actor=person(), now=now())
    flash(gettext("%(name)s can no longer answer.", name=voice.name))
    return redirect(url_for("coordination.let_in"), SEE_OTHER)


def _admit(form: LateForm, voice: Voice) -> Admission:
    return admit_late(
        session(),
        voice,
        until=moment_of(form.until_day, form.until_at),
        reason=form.reason.data or "",
        actor=person(),
        now=now(),
    )


def _told(admission: Admission) -> str:
    name = session().get_one(Voice, admission.voice_id).name
    return gettext("%(name)s can answer until %(when)s.", name=name, when=long_deadline(admission.until))


def _refusal() -> str:
    try:
        require_lately_closed(session(), consultation().id, now())
    except NotAllowed as refused:
        return sentence(refused)
    return ""
