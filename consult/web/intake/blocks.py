"""What can be done to one block of an intake; each step is a form of its own and needs no script."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Invalid
from consult.models import Document
from consult.security import Permission
from consult.services import intake_blocks
from consult.services.drafts import drop_draft, load_draft, save_draft
from consult.services.intake_blocks import Editing
from consult.services.intakes import require_intake
from consult.services.limits import MAX_TEXT_BYTES
from consult.web.current import consultation, now, person, session
from consult.web.intake.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint, document_of
from consult.web.intake.editor import FIRST, Editor, sent_editor
from consult.web.intake.preview import show_preview
from consult.web.intake.shapes import words_of
from consult.web.limits import Size, accepts
from consult.web.permission import permission
from consult.web.wording import gettext


@blueprint.post("/documents/<int:document_id>/intake/blocks/<block_id>")
@permission(Permission.COORDINATE)
@accepts(Size.DOCUMENT)
def change_block(document_id: int, block_id: str) -> ResponseReturnValue:
    """Other words, another kind, another question."""
    document = document_of(document_id)
    editing = _editing(document)
    editor = sent_editor(editing.content, block_id, is_new=False)
    if editor.form.validate():
        try:
            intake_blocks.change_block(editing, block_id, words_of(editor.form))
        except Invalid as error:
            _refuse(editor, error)
        else:
            return _back(document, block_id)
    return show_preview(document, editing.intake, editor=editor, status=UNPROCESSABLE)


@blueprint.post("/documents/<int:document_id>/intake/blocks/<block_id>/after")
@permission(Permission.COORDINATE)
@accepts(Size.DOCUMENT)
def add_block(document_id: int, block_id: str) -> ResponseReturnValue:
    """A new block after another, or `first` of all."""
    document = document_of(document_id)
    editing = _editing(document)
    editor = sent_editor(editing.content, block_id, is_new=True)
    if editor.form.validate():
        after = None if block_id == FIRST else block_id
        try:
            added = intake_blocks.add_block(editing, after, words_of(editor.form))
        except Invalid as error:
            _refuse(editor, error)
        else:
            return _back(document, added)
    return show_preview(document, editing.intake, editor=editor, status=UNPROCESSABLE)


@blueprint.post("/documents/<int:document_id>/intake/blocks/<block_id>/move")
@permission(Permission.COORDINATE)
def move_block(document_id: int, block_id: str) -> ResponseReturnValue:
    """One place up or down."""
    document = document_of(document_id)
    intake_blocks.move_block(_editing(document), block_id, up=request.form.get("to") == "up")
    return _back(document, block_id)


@blueprint.post("/documents/<int:document_id>/intake/blocks/<block_id>/remove")
@permission(Permission.COORDINATE)
def remove_block(document_id: int, block_id: str) -> ResponseReturnValue:
    """The block goes; its words are kept so that this can be undone."""
    document = document_of(document_id)
    editing = _editing(document)
    block = editing.content.by_id.get(block_id)
    before, markdown = intake_blocks.remove_block(editing, block_id)
    if len(markdown.encode()) <= MAX_TEXT_BYTES:
        save_draft(
            session(),
            consultation_id=consultation().id,
            person=person(),
            form=_removed(document),
            fields={
                "markdown": markdown,
                "after": before or "",
                "question": str(block.question or "") if block else "",
                "revision": str(editing.intake.revision),
            },
            now=now(),
        )
    return _back(document, before)


@blueprint.post("/documents/<int:document_id>/intake/restore")
@permission(Permission.COORDINATE)
def restore_block(document_id: int) -> ResponseReturnValue:
    """Undo the last removal."""
    document = document_of(document_id)
    kept = load_draft(session(), person_id=person().id, form=_removed(document))
    if kept is None:
        raise Invalid("There is nothing to undo.")
    after, question = kept.fields["after"] or None, kept.fields["question"]
    editing = _editing(document, revision=int(kept.fields["revision"]))
    intake_blocks.restore_blocks(editing, after, kept.fields["markdown"], int(question) if question else None)
    drop_draft(session(), person_id=person().id, form=_removed(document))
    flash(gettext("The block is back."))
    return _back(document, after)


def _editing(document: Document, *, revision: int | None = None) -> Editing:
    intake = require_intake(session(), document)
    if revision is None:
        sent = request.form.get("revision", "")
        revision = int(sent[:9]) if sent.isdecimal() else -1
    return Editing(session(), document, intake, revision, person(), now())


def _refuse(editor: Editor, error: Invalid) -> None:
    """The service calls the words Markdown and the shape a kind."""
    fields = {"markdown": "words", "kind": "shape"}
    editor.form.refuse(Invalid(error.message, field=fields.get(error.field, error.field), **error.params))


def _removed(document: Document) -> str:
    return f"intake.removed:{document.id}"


def _back(document: Document, block_id: str | None) -> ResponseReturnValue:
    place = f"#kohta-{block_id}" if block_id else ""
    return redirect(url_for("intake.preview", document_id=document.id) + place, SEE_OTHER)
