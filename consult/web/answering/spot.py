"""The spot of a form: a document's newest text, and the block in it that the form speaks of."""

from dataclasses import dataclass

from sqlalchemy import select

from consult import text
from consult.errors import NotFound
from consult.models import Document, DocumentRole, Version, VersionBlock
from consult.reports.texts import load_text
from consult.services.runs import words_of_run
from consult.web.current import session
from consult.web.i18n import language
from consult.web.loading import NO_SUCH_PAGE, belonging

EXCERPT = 60


@dataclass(frozen=True)
class Spot:
    """One block, named by its public number or by its first words."""

    document: Document
    version: Version
    content: text.Document
    block_id: str

    @property
    def block(self) -> text.Block | None:
        """The block, or None when it is gone from the newest version."""
        return self.content.by_id.get(self.block_id)

    @property
    def words(self) -> str:
        """The words of the block as a form shows them; none when it is gone."""
        return "" if self.block is None else words_of_run(self.content, (self.block_id,), language())

    @property
    def number(self) -> int | None:
        """The public number: the block's own, or that of the table it is inside."""
        return number_of(self.content, self.block_id)

    @property
    def total(self) -> int:
        """How many numbered blocks there are."""
        return len(self.content.numbers)

    @property
    def excerpt(self) -> str:
        """The first words of the block."""
        return excerpt_of(self.content, self.block_id)

    @property
    def chapter(self) -> str:
        """The nearest heading above the block, with its number."""
        heading = ""
        for block in self.content.blocks:
            if block.id == self.block_id:
                break
            if block.kind is text.BlockKind.HEADING:
                heading = f"{self.content.heading_numbers[block.id]} {block.text}"
        return heading

    @property
    def page(self) -> int | None:
        """The page of the source that the block stands on; a text of our own has none."""
        return None if self.is_draft or self.block is None else self.block.page

    @property
    def is_draft(self) -> bool:
        """Whether this is the text we write together, not somebody's background document."""
        return self.document.role is DocumentRole.DRAFT


def load_spot(document_id: int, block_id: str) -> Spot:
    """The spot in the newest version; a block that no version has had does not exist.

    What stands before all blocks, with no id of its own, is named by the first one.
    """
    document = belonging(Document, id=document_id)
    version = session().scalar(
        select(Version).where(Version.document_id == document.id).order_by(Version.number.desc()).limit(1)
    )
    if version is None:
        raise NotFound(NO_SUCH_PAGE)
    content = load_text(session(), version.id)
    spot = Spot(document, version, content, block_id or content.blocks[0].id)
    if spot.block is None and not _has_been(document, block_id):
        raise NotFound(NO_SUCH_PAGE)
    return spot


def number_of(content: text.Document, block_id: str) -> int | None:
    """The public number of a block, or of the table around it."""
    block = content.by_id.get(block_id)
    while block is not None and block.id not in content.numbers and block.parent is not None:
        block = content.by_id.get(block.parent)
    return None if block is None else content.numbers.get(block.id)


def excerpt_of(content: text.Document, block_id: str) -> str:
    """The first words of a block, cut at a word."""
    block = content.by_id.get(block_id)
    words = " ".join(block.text.replace(text.OBJECT, "").split()) if block is not None else ""
    if len(words) <= EXCERPT:
        return words
    return words[:EXCERPT].rsplit(" ", 1)[0].rstrip(".,;:") + "…"


def _has_been(document: Document, block_id: str) -> bool:
    earlier = (
        select(VersionBlock.block_id)
        .join(Version, Version.id == VersionBlock.version_id)
        .where(Version.document_id == document.id, VersionBlock.block_id == block_id)
    )
    return session().scalar(earlier.limit(1)) is not None
