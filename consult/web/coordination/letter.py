"""What stands around the statement when it leaves."""

from dataclasses import fields

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Invalid
from consult.reports.stages import load_standing
from consult.security import Permission
from consult.services.letters import Parts, find_letter, save_letter
from consult.web.coordination.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.coordination.letter_form import LetterForm
from consult.web.coordination.tabs import setup_tabs, word_tabs
from consult.web.current import consultation, now, person, session
from consult.web.moments import typed_date
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext


@blueprint.route("/<slug>/letter", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def letter() -> ResponseReturnValue:
    """Main points, closing words, annexes, distribution, contacts, the answerer's data."""
    form = LetterForm(data=_typed())
    if form.is_submitted() and form.validate():
        try:
            save_letter(session(), consultation(), _parts(form), actor=person(), now=now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("What stands around the text was saved."))
            return redirect(url_for("coordination.letter"), SEE_OTHER)
    standing = load_standing(session(), consultation(), now())
    return respond(
        "coordination/letter.html",
        "form",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        version=standing.version,
        submission=standing.submission,
        tabs=setup_tabs(),
        word_tabs=word_tabs(),
    )


def _typed() -> dict[str, object]:
    """What has been written, as one would type it; the answerer is the host until somebody else is named."""
    known = find_letter(session(), consultation().id)
    if known is None:
        return {"answerer": consultation().host}
    typed: dict[str, object] = {field.name: getattr(known, field.name) for field in fields(Parts)}
    return {**typed, "handled_on": typed_date(known.handled_on)}


def _parts(form: LetterForm) -> Parts:
    words = {field.name: form[field.name].data or "" for field in fields(Parts) if field.name != "handled_on"}
    return Parts(**words, handled_on=form.handled_on.day)
