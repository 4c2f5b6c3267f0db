"""What an arrival holds, as its page shows it, and the blocks that can be spoken of."""

from collections.abc import Iterable, Sequence

from consult import text
from consult.models import Comment, Document, DocumentRole, Proposal
from consult.reports.texts import load_texts
from consult.web.answering.shown import Shown, show_all
from consult.web.answering.spot import excerpt_of
from consult.web.current import session
from consult.web.wording import gettext


def shown_parts(parts: Sequence[Comment | Proposal]) -> list[Shown]:
    """In the order of the text."""
    comments = [part for part in parts if isinstance(part, Comment)]
    proposals = [part for part in parts if isinstance(part, Proposal)]
    versions = {one.version_id for one in comments} | {one.current.version_id for one in proposals}
    return show_all(comments, proposals, load_texts(session(), versions))


def block_choices(texts: Iterable[tuple[Document, text.Document]]) -> list[tuple[str, str]]:
    """Numbered blocks and headings of the draft, then of background documents, by document and block."""
    choices: list[tuple[str, str]] = []
    for document, content in texts:
        title = "" if document.role is DocumentRole.DRAFT else f"{document.title}. "
        for block in content.blocks:
            if block.parent is not None:
                continue
            number = content.numbers.get(block.id)
            name = gettext("Block %(number)s", number=number) if number else gettext("Heading")
            if number or block.kind is text.BlockKind.HEADING:
                words = excerpt_of(content, block.id)
                choices.append((f"{document.id}:{block.id}", f"{title}{name}: {words}"))
    return choices
