"""The text as it will be read, before anybody else sees it; publishing it as version 1."""

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from consult import text
from consult.errors import Invalid
from consult.models import Document, Intake
from consult.reports.chapters import Outline
from consult.reports.questions import question_states
from consult.reports.requests import load_request, question_numbers
from consult.security import Permission
from consult.services.documents import has_version
from consult.services.drafts import load_draft
from consult.services.intakes import discard_intake, find_intake, intake_text, publish_intake, require_intake
from consult.web.current import consultation, identity, now, person, session
from consult.web.intake.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint, document_of
from consult.web.intake.editor import Editor, open_editor
from consult.web.intake.forms import PublishForm
from consult.web.intake.left_out import left_out_sentences
from consult.web.permission import permission
from consult.web.prose import note_numbers, prose
from consult.web.respond import respond
from consult.web.wording import gettext


@dataclass(frozen=True)
class ShownBlock:
    """A block as it is read, with its public number; a table with its rows of cells.

    `depth` is how deep a heading stands, without gaps; other blocks have none.
    """

    block: text.Block
    words: Markup
    number: int | None
    marker: str
    rows: tuple[tuple[bool, tuple[tuple[text.Block, Markup], ...]], ...]
    depth: int = 0


@blueprint.get("/documents/<int:document_id>/intake/preview")
@permission(Permission.COORDINATE)
def preview(document_id: int) -> ResponseReturnValue:
    """`?edit=<block>` opens one block for editing, `?add=<block>` a new one after it."""
    document = document_of(document_id)
    if has_version(session(), document):
        return redirect(url_for("reading.version", document_id=document.id, number=1), SEE_OTHER)
    intake = find_intake(session(), document.id)
    if intake is None:
        return redirect(url_for("intake.start", document_id=document.id), SEE_OTHER)
    editor = open_editor(intake, request.args.get("edit"), request.args.get("add"))
    return show_preview(document, intake, editor=editor)


@blueprint.post("/documents/<int:document_id>/intake/publish")
@permission(Permission.COORDINATE)
def publish(document_id: int) -> ResponseReturnValue:
    """Version 1 is what the page showed."""
    document = document_of(document_id)
    intake = require_intake(session(), document)
    form = PublishForm()
    if form.validate():
        try:
            version = publish_intake(
                session(),
                document,
                intake,
                revision=form.revision.data or 0,
                title=form.title.data or "",
                actor=person(),
                now=now(),
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("Version 1 was published."))
            return redirect(
                url_for("reading.version", document_id=document.id, number=version.number), SEE_OTHER
            )
    return show_preview(document, intake, form=form, status=UNPROCESSABLE)


@blueprint.post("/documents/<int:document_id>/intake/discard")
@permission(Permission.COORDINATE)
def discard(document_id: int) -> ResponseReturnValue:
    """Begin again from nothing."""
    document = document_of(document_id)
    require_intake(session(), document)
    discard_intake(session(), document, actor=person(), now=now())
    flash(gettext("The text was discarded."))
    return redirect(url_for("intake.start", document_id=document.id), SEE_OTHER)


def show_preview(
    document: Document,
    intake: Intake,
    *,
    form: PublishForm | None = None,
    editor: Editor | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """The page with the text, its open editor, its questions and the button that publishes it."""
    content = intake_text(intake)
    _, questions = load_request(session(), consultation().id)
    asked = questions if document.role.value == "draft" else ()
    return respond(
        "intake/preview.html",
        status=status,
        document=document,
        intake=intake,
        form=form or PublishForm(formdata=None, data={"title": intake.title, "revision": intake.revision}),
        editor=editor,
        blocks=shown_blocks(content),
        total=len(content.numbers),
        left_out=left_out_sentences(intake.left_out),
        states=question_states(content, asked),
        numbers=question_numbers(asked),
        undo=_undo(document, intake),
    )


def shown_blocks(content: text.Document) -> list[ShownBlock]:
    """The outermost blocks in order."""
    counts: dict[int, int] = {}
    notes = note_numbers(content)
    depths = {chapter.id: chapter.depth for chapter in Outline(content).chapters}
    shown = []
    for block in content.blocks:
        if block.parent is None:
            counts = _counted(counts, block)
            marker = f"{counts[block.level]}." if block.kind is text.BlockKind.NUMBERED else ""
            marker = f"{notes[block.id]}" if block.id in notes else marker
            rows = _rows(content, block, notes) if block.kind is text.BlockKind.TABLE else ()
            words = prose(block.text, block.marks, notes)
            number, depth = content.numbers.get(block.id), depths.get(block.id, 0)
            shown.append(ShownBlock(block, words, number, marker, rows, depth))
    return shown


def _counted(counts: dict[int, int], block: text.Block) -> dict[int, int]:
    """The running numbers of the numbered lists that go on after this block."""
    if block.kind not in (text.BlockKind.NUMBERED, text.BlockKind.BULLET):
        return {}
    kept = {level: count for level, count in counts.items() if level <= block.level}
    if block.kind is text.BlockKind.NUMBERED:
        kept[block.level] = kept.get(block.level, 0) + 1
    return kept


def _rows(
    content: text.Document, table: text.Block, notes: dict[str, int]
) -> tuple[tuple[bool, tuple[tuple[text.Block, Markup], ...]], ...]:
    return tuple(
        (
            row.level == 1,
            tuple((cell, prose(cell.text, cell.marks, notes)) for cell in content.children(row.id)),
        )
        for row in content.children(table.id)
    )


def _undo(document: Document, intake: Intake) -> bool:
    """Whether the last thing that happened was a removal by this reader."""
    kept = load_draft(session(), person_id=identity().person_id or 0, form=f"intake.removed:{document.id}")
    return kept is not None and kept.fields.get("revision") == str(intake.revision)
