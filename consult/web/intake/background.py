"""Background documents: what others wrote, to be commented and proposed to as well."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import exists, select

from consult.errors import Invalid
from consult.models import Document, DocumentRole, Intake, Version
from consult.security import Permission
from consult.services.documents import add_document
from consult.web.coordination.tabs import setup_tabs
from consult.web.current import consultation, now, person, session
from consult.web.intake.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.intake.forms import BackgroundForm
from consult.web.permission import permission
from consult.web.respond import respond


@blueprint.route("/background/new", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def add_background() -> ResponseReturnValue:
    """The title first, then the text is brought in like the draft."""
    form = BackgroundForm()
    if form.is_submitted() and form.validate():
        try:
            made = add_document(
                session(),
                consultation(),
                role=DocumentRole.BACKGROUND,
                title=form.title.data or "",
                language=form.language.data or "fi",
                actor=person(),
                now=now(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            return redirect(url_for("intake.start", document_id=made.id), SEE_OTHER)
    return respond(
        "intake/background.html",
        "form",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        documents=_documents(),
        tabs=setup_tabs(),
    )


def _documents() -> list[tuple[Document, bool, bool]]:
    """Each background document, whether it has been published and whether it waits for that."""
    published = exists().where(Version.document_id == Document.id)
    waiting = exists().where(Intake.document_id == Document.id)
    rows = session().execute(
        select(Document, published, waiting)
        .where(Document.consultation_id == consultation().id, Document.role == DocumentRole.BACKGROUND)
        .order_by(Document.id)
    )
    return [(document, is_published, is_waiting) for document, is_published, is_waiting in rows]
