"""A consultation is created and its settings are changed."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Invalid
from consult.models import Access, ConsultationKind, DocumentRole, Visibility
from consult.security import Permission
from consult.services.agencies import agencies_of
from consult.services.consultations import change_consultation, create_consultation
from consult.services.deadline_mails import switch_reminders
from consult.services.documents import add_document
from consult.web.coordination.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.coordination.setup_forms import CreateForm, ReminderForm
from consult.web.coordination.tabs import setup_tabs
from consult.web.current import consultation, now, person, session
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext


@blueprint.route("/new", methods=["GET", "POST"])
@permission(Permission.CREATE)
def create() -> ResponseReturnValue:
    """Only what cannot wait is asked; who creates the consultation is its agent."""
    form = CreateForm()
    if form.is_submitted() and form.validate():
        try:
            slug = _create(form)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("The consultation was created. Next, write down what the authority asks."))
            return redirect(url_for("coordination.request_", slug=slug), SEE_OTHER)
    return respond(
        "coordination/create.html", "form", status=UNPROCESSABLE if form.errors else 200, form=form
    )


@blueprint.route("/<slug>/settings", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def settings() -> ResponseReturnValue:
    """Title, summary, host, who may read, when others' words are seen."""
    form = ReminderForm(obj=consultation())
    if form.is_submitted() and form.validate():
        try:
            _change(form)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("The settings were saved."))
            return redirect(url_for("coordination.settings"), SEE_OTHER)
    return respond(
        "coordination/settings.html",
        "form",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        tabs=setup_tabs(),
        agents=[agency.person.called for agency in agencies_of(session(), consultation().id)],
    )


def _create(form: CreateForm) -> str:
    made = create_consultation(
        session(),
        form.title.data or "",
        kind=ConsultationKind(form.kind.data),
        host=form.host.data or "",
        summary=form.summary.data or "",
        access=Access(form.access.data),
        visibility=Visibility(form.visibility.data),
        language=form.language.data or "",
        actor=person(),
        now=now(),
    )
    add_document(
        session(),
        made,
        role=DocumentRole.DRAFT,
        title=made.title,
        language=made.language,
        actor=person(),
        now=now(),
    )
    return made.slug


def _change(form: ReminderForm) -> None:
    change_consultation(
        session(),
        consultation(),
        title=form.title.data or "",
        summary=form.summary.data or "",
        host=form.host.data or "",
        access=Access(form.access.data),
        visibility=Visibility(form.visibility.data),
        actor=person(),
        now=now(),
    )
    switch_reminders(
        session(), consultation(), sends=bool(form.sends_reminders.data), actor=person(), now=now()
    )
