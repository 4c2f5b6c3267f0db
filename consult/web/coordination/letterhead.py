"""Sivujen ulkoasu: the logo and the lines that exported pages carry."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField

from consult.docx import Picture, read_picture
from consult.errors import Invalid
from consult.models import Letterhead
from consult.reports.letterheads import find_letterhead, lines_of
from consult.reports.requests import load_request
from consult.security import Permission
from consult.services.documents import find_draft, newest_version
from consult.services.letterheads import change_letterhead, remove_logo
from consult.services.submissions import find_submission
from consult.web.coordination.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.coordination.labels import KINDS
from consult.web.coordination.tabs import setup_tabs, word_tabs
from consult.web.current import consultation, now, person, session
from consult.web.forms import BaseForm
from consult.web.limits import Size, accepts
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext


class LetterheadForm(BaseForm):
    """The logo with its words, and the lines."""

    file = FileField(lazy_gettext("Logo"), render_kw={"accept": ".png,.jpg,.jpeg"})
    logo_alt = StringField(lazy_gettext("What the logo says"))
    header = TextAreaField(lazy_gettext("Lines at the top from page 2 on"))
    footer = TextAreaField(lazy_gettext("Lines at the bottom of every page"))


@blueprint.route("/<slug>/letterhead", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
@accepts(Size.UPLOAD)
def letterhead() -> ResponseReturnValue:
    """How the pages of the Word file look around the text."""
    found = find_letterhead(session(), consultation().id)
    form = LetterheadForm(obj=found)
    if form.is_submitted() and form.validate():
        try:
            _change(form)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("The layout was saved."))
            return redirect(url_for("coordination.letterhead"), SEE_OTHER)
    return _show(form, found)


@blueprint.post("/<slug>/letterhead/logo/remove")
@permission(Permission.COORDINATE)
def remove_logo_() -> ResponseReturnValue:
    """Pages without a logo."""
    remove_logo(session(), consultation(), actor=person(), now=now())
    flash(gettext("The logo was removed."))
    return redirect(url_for("coordination.letterhead"), SEE_OTHER)


def _change(form: LetterheadForm) -> None:
    change_letterhead(
        session(),
        consultation(),
        header=form.header.data or "",
        footer=form.footer.data or "",
        logo=_chosen(form),
        logo_alt=form.logo_alt.data or "",
        actor=person(),
        now=now(),
    )


def _chosen(form: LetterheadForm) -> Picture | None:
    """The picture that was chosen, as it is kept."""
    data = form.file.data.read() if form.file.data else b""
    return read_picture(data) if data else None


def _show(form: LetterheadForm, found: Letterhead | None) -> ResponseReturnValue:
    draft = find_draft(session(), consultation().id)
    known, _ = load_request(session(), consultation().id)
    return respond(
        "coordination/letterhead.html",
        "form",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        tabs=setup_tabs(),
        word_tabs=word_tabs(),
        consultation=consultation(),
        letterhead=found,
        header=lines_of(found.header) if found else (),
        footer=lines_of(found.footer) if found else (),
        kind=KINDS[consultation().kind],
        request_=known,
        version=newest_version(session(), draft) if draft else None,
        is_filed=find_submission(session(), consultation().id) is not None,
    )
