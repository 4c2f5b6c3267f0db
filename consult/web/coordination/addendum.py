"""Late signatories: they go to a dated addendum, and the filed document stays as it is."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length

from consult.errors import Invalid, NotFound
from consult.models import EndorsementRound
from consult.reports.endorsements import load_signings
from consult.security import Permission
from consult.services.endorsement_rounds import present_endorsing
from consult.services.late_signatures import Late, add_late, late_signatures, remove_late
from consult.services.limits import MAX_NAME
from consult.web.coordination.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.coordination.round_forms import WRITE_DAY
from consult.web.coordination.setup_forms import TOO_LONG
from consult.web.coordination.tabs import setup_tabs
from consult.web.current import config, consultation, now, person, session
from consult.web.forms import BaseForm
from consult.web.moments import DayField
from consult.web.options import options
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext


class LateForm(BaseForm):
    """An organisation that signs afterwards."""

    organisation = SelectField(
        lazy_gettext("Organisation"), validators=[DataRequired(lazy_gettext("Choose an organisation."))]
    )
    signatory = StringField(
        lazy_gettext("Name"),
        validators=[
            DataRequired(lazy_gettext("Write the name of the one who signs.")),
            Length(max=MAX_NAME, message=TOO_LONG),
        ],
    )
    title = StringField(
        lazy_gettext("Position in the organisation"),
        validators=[
            DataRequired(lazy_gettext("Write the position of the one who signs.")),
            Length(max=MAX_NAME, message=TOO_LONG),
        ],
    )
    signed_on = DayField(lazy_gettext("Signed on"), validators=[DataRequired(WRITE_DAY)])


@blueprint.route("/<slug>/signatures/addendum", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def addendum() -> ResponseReturnValue:
    """Who has come afterwards, and one more."""
    round_ = _round()
    form = LateForm()
    form.organisation.choices = options({"": gettext("Choose an organisation"), **_absent(round_)})
    if form.is_submitted() and form.validate():
        try:
            _add(form, round_)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("The organisation was added to the addendum."))
            return redirect(url_for("coordination.addendum"), SEE_OTHER)
    return respond(
        "coordination/addendum.html",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        round=round_,
        is_over=round_.closes_at <= now(),
        late=late_signatures(session(), round_.version_id),
        tabs=setup_tabs(),
    )


@blueprint.post("/<slug>/signatures/addendum/<int:late_id>/remove")
@permission(Permission.COORDINATE)
def remove_late_signature(late_id: int) -> ResponseReturnValue:
    """Taken out again; it can be added anew."""
    remove_late(session(), _round(), late_id, actor=person(), now=now())
    flash(gettext("The organisation was taken out of the addendum."))
    return redirect(url_for("coordination.addendum"), SEE_OTHER)


def _add(form: LateForm, round_: EndorsementRound) -> None:
    if form.signed_on.day is None:
        raise Invalid("Write the day like this: 1.2.2027.", field="signed_on")
    late = Late(form.signatory.data or "", form.title.data or "", form.signed_on.day)
    chosen = int(form.organisation.data or 0)
    add_late(session(), round_, chosen, late, zone=config().timezone, actor=person(), now=now())


def _absent(round_: EndorsementRound) -> dict[str, str]:
    """Those that take part and do not stand behind the text."""
    rows = load_signings(session(), consultation().id, round_.id)
    late = {found.organisation_id for found in late_signatures(session(), round_.version_id)}
    return {
        str(row.organisation.id): row.organisation.name
        for row in rows
        if not row.is_signatory and row.organisation.id not in late
    }


def _round() -> EndorsementRound:
    round_ = present_endorsing(session(), consultation().id)
    if round_ is None:
        raise NotFound("Nothing has been opened for signing yet.")
    return round_
