"""What a block can be, as one choice: its kind together with its level."""

from consult import text
from consult.models import Question
from consult.reports.questions import question_words
from consult.services.intake_blocks import Words
from consult.web.intake.forms import BlockForm
from consult.web.wording import gettext

MAX_LABEL = 80
DEEPEST_ITEM = 3


def shape_names(level: int) -> dict[str, str]:
    """Every kind that can be chosen; list items down to the level that the block has now."""
    depths = range(max(DEEPEST_ITEM, level + 1))
    return {
        "paragraph-0": gettext("Paragraph"),
        **{f"heading-{high}": gettext("Heading, level %(level)s", level=high) for high in (1, 2, 3)},
        **{f"bullet-{depth}": _item(gettext("Bullet"), depth) for depth in depths},
        **{f"numbered-{depth}": _item(gettext("Numbered item"), depth) for depth in depths},
    }


def question_names(questions: tuple[Question, ...]) -> dict[str, str]:
    """The request's questions by their numbers."""
    names = {str(position): _short(words) for position, words in question_words(questions).items()}
    return {"": gettext("None"), **names}


def words_of(form: BlockForm) -> Words:
    """The block as it was typed."""
    kind, _, level = (form.shape.data or "paragraph-0").partition("-")
    return Words(
        markdown=form.words.data or "",
        kind=text.BlockKind(kind),
        level=int(level or 0),
        question=int(form.question.data) if form.question.data else None,
    )


def shape_of(block: text.Block) -> str:
    """The choice that a block is now."""
    return f"{block.kind.value}-{block.level}"


def _item(name: str, depth: int) -> str:
    return name if depth == 0 else gettext("%(name)s, level %(level)s", name=name, level=depth + 1)


def _short(header: str) -> str:
    return header if len(header) <= MAX_LABEL else header[: MAX_LABEL - 1].rstrip() + "…"
