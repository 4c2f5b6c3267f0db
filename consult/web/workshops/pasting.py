"""Notes from paper or a table in another program are pasted, one per line, under their source."""

import secrets
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from consult.errors import Invalid
from consult.models import Workshop
from consult.security import Permission
from consult.services.notes import paste_notes
from consult.services.workshops import WorkshopPlan, add_workshop
from consult.web.current import consultation, now, person, session
from consult.web.limits import Size, accepts
from consult.web.loading import belonging
from consult.web.options import options
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext, ngettext
from consult.web.workshops.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.workshops.forms import PasteForm


@blueprint.route("/workshops/paste", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
@accepts(Size.DOCUMENT)
def paste() -> ResponseReturnValue:
    """Every line becomes a note of its own, also one that says the same as another."""
    form = PasteForm(data={"page": secrets.token_hex(20)})
    form.workshop.choices = _sources()
    if form.is_submitted() and form.validate():
        try:
            count = _paste(form)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(ngettext("%(num)s note was saved.", "%(num)s notes were saved.", count))
            return redirect(url_for("workshops.index"), SEE_OTHER)
    return respond("workshops/paste.html", status=UNPROCESSABLE if form.errors else 200, form=form)


def _paste(form: PasteForm) -> int:
    page = (form.page.data or "")[:40] or secrets.token_hex(20)
    return paste_notes(
        session(),
        _source(form),
        form.text.data or "",
        theme=form.theme.data or "",
        page=page,
        actor=person(),
        now=now(),
    )


def _source(form: PasteForm) -> Workshop:
    """The workshop that was chosen or whose name was written; a name that is new makes one."""
    chosen = form.workshop.data or ""
    if chosen:
        return belonging(Workshop, id=int(chosen))
    name = form.source.data or ""
    if not name:
        raise Invalid("Choose a source or write a name for a new one.", field="source")
    here = consultation()
    known = session().scalar(
        select(Workshop).where(Workshop.consultation_id == here.id, Workshop.name == name)
    )
    return known or add_workshop(session(), here, WorkshopPlan(name), actor=person(), now=now())


def _sources() -> list[Any]:
    rows = session().execute(
        select(Workshop.id, Workshop.name)
        .where(Workshop.consultation_id == consultation().id)
        .order_by(Workshop.id)
    )
    return options({"": gettext("A new source"), **{str(found): name for found, name in rows}})
