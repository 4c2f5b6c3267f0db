"""The agent's own edits: proposals of the office, decided under the same rules as everybody's."""

from http import HTTPStatus

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from consult import text
from consult.errors import Conflict, DomainError, NotFound
from consult.models import Version
from consult.reports.texts import load_text
from consult.reports.versions import current_version
from consult.security import Permission
from consult.services.proposals import make_proposal
from consult.services.voices import office_voice
from consult.services.wishes import Add, Remove, Reword, Wish
from consult.text.markdown_inline import write_inline
from consult.web.block_names import subject_name
from consult.web.current import consultation, now, person, session
from consult.web.loading import NO_SUCH_PAGE
from consult.web.permission import permission
from consult.web.reconciling.blueprint import blueprint
from consult.web.reconciling.forms import OfficeEditForm
from consult.web.respond import respond


@blueprint.route("/documents/<int:document_id>/blocks/<block_id>/office", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def office_edit(document_id: int, block_id: str) -> ResponseReturnValue:
    """Edit a block, add one after it or remove it; the edit joins the queue."""
    version = current_version(session(), consultation().id, document_id)
    base = load_text(session(), version.id) if version else text.Document()
    block = base.by_id.get(block_id)
    if version is None or block is None:
        raise NotFound(NO_SUCH_PAGE)
    form = OfficeEditForm(data={"text": write_inline(block.text, block.marks), "version": str(version.id)})
    if form.validate_on_submit():
        try:
            key = _save(form, version, block_id)
        except DomainError as error:
            form.refuse(error)
        else:
            flash(gettext("Your edit is in the queue. It needs a decision like everybody's."))
            return redirect(url_for(".place", key=key), HTTPStatus.SEE_OTHER)
    failed = bool(form.errors or form.form_errors)
    return respond(
        "reconciling/office_edit.html",
        "form" if failed else None,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if failed else HTTPStatus.OK,
        form=form,
        block=block,
        number=base.numbers.get(block_id),
        place=subject_name(base, block_id),
        document_id=document_id,
    )


def _save(form: OfficeEditForm, version: Version, block_id: str) -> str:
    if str(version.id) != form.version.data:
        raise Conflict("A newer version has been published. Your text is below.", ours=form.text.data or "")
    proposal = make_proposal(
        session(),
        version,
        _wish(block_id, form.text.data or ""),
        voice=office_voice(session(), consultation().id),
        rationale=form.rationale.data or "",
        actor=person(),
        now=now(),
    )
    return f"p{proposal.number}-0"


def _wish(block_id: str, words: str) -> Wish:
    match request.form.get("what"):
        case "add":
            return Add(after=block_id, words=words)
        case "remove":
            return Remove((block_id,))
        case _:
            return Reword((block_id,), words)
