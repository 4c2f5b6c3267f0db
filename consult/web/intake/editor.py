"""The one block that is open for editing, or the new one that is being written."""

from dataclasses import dataclass

from consult import text
from consult.errors import NotFound
from consult.models import Intake
from consult.reports.requests import load_request
from consult.services.intake_blocks import markdown_of
from consult.services.intakes import intake_text
from consult.web.current import consultation, session
from consult.web.intake.forms import BlockForm
from consult.web.intake.shapes import question_names, shape_names, shape_of
from consult.web.options import options

FIRST = "first"


@dataclass(frozen=True)
class Editor:
    """`block_id` is edited, or with `is_new` a block is written after it (`first`: before all)."""

    block_id: str
    form: BlockForm
    is_new: bool
    is_table: bool = False


def open_editor(intake: Intake, edit: str | None, add: str | None) -> Editor | None:
    """The editor that the address asks for."""
    content = intake_text(intake)
    if edit is not None:
        block = _found(content, edit)
        return Editor(edit, _filled(content, block, intake), is_new=False, is_table=_is_table(block))
    if add is not None:
        if add != FIRST:
            _found(content, add)
        form = BlockForm(formdata=None, data={"revision": intake.revision, "shape": "paragraph-0"})
        return Editor(add, with_choices(form), is_new=True)
    return None


def sent_editor(content: text.Document, block_id: str, *, is_new: bool) -> Editor:
    """The editor as it was sent."""
    block = content.by_id.get(block_id)
    form = BlockForm()
    is_table = not is_new and block is not None and _is_table(block)
    return Editor(block_id, with_choices(form, block), is_new=is_new, is_table=is_table)


def with_choices(form: BlockForm, block: text.Block | None = None) -> BlockForm:
    """The form with what can be chosen; a table stays a table."""
    _, questions = load_request(session(), consultation().id)
    shapes = shape_names(block.level if block else 0)
    if block is not None and _is_table(block):
        shapes = {shape_of(block): ""}
    form.shape.choices = options(shapes)
    form.question.choices = options(question_names(questions))
    return form


def _filled(content: text.Document, block: text.Block, intake: Intake) -> BlockForm:
    form = BlockForm(
        formdata=None,
        data={
            "words": markdown_of(content, block),
            "shape": shape_of(block),
            "question": str(block.question or ""),
            "revision": intake.revision,
        },
    )
    return with_choices(form, block)


def _found(content: text.Document, block_id: str) -> text.Block:
    block = content.by_id.get(block_id)
    if block is None or block.parent is not None:
        raise NotFound("The block is no longer in the text.")
    return block


def _is_table(block: text.Block) -> bool:
    return block.kind is text.BlockKind.TABLE
