"""The reading page: chapters with their blocks, contents with counts, and what is open in the margin."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from consult.models import Question
from consult.reports.chapters import Chapter
from consult.reports.options import Options
from consult.reports.placed import find_block
from consult.reports.questions import question_words
from consult.web.current import now, session
from consult.web.reading.items import Item, Node, Shelf
from consult.web.reading.links import Links, make_links
from consult.web.reading.place import Reading, looker
from consult.web.reading.slip import ProposalSlip, Remark, Wish, proposal_slip, thread_on

#: The page's own heading is the first level; a chapter begins at the second.
TOP_LEVEL = 2
DEEPEST_LEVEL = 6


@dataclass(frozen=True)
class Section:
    """One chapter on the page."""

    chapter: Chapter
    item: Item | None
    nodes: tuple[Node, ...]
    count: int
    question: str
    options: Options | None = None

    @property
    def anchor(self) -> str:
        """The id of its heading."""
        return f"kohta-{self.chapter.id}" if self.chapter.heading else "alku"

    @property
    def level(self) -> int:
        """Its heading's level on the page."""
        return heading_level(self.chapter)

    @property
    def label_level(self) -> int:
        """The level of the labels of its blocks."""
        return block_level(self.chapter)


@dataclass(frozen=True)
class OpenMargin:
    """What is open, and on which block."""

    home: str
    proposal: ProposalSlip | None = None
    thread: tuple[Remark, ...] = ()


def heading_level(chapter: Chapter) -> int:
    """The level of a chapter's heading on the page, without gaps."""
    return min(chapter.depth + TOP_LEVEL - 1, DEEPEST_LEVEL - 2)


def block_level(chapter: Chapter) -> int:
    """The level of the labels of a chapter's blocks."""
    return heading_level(chapter) + 1 if chapter.heading else TOP_LEVEL


def label_level(reading: Reading, block_id: str) -> int:
    """The level of the label of one block."""
    chapter_id = reading.outline.chapter_of.get(block_id, "")
    chapter = next(chapter for chapter in reading.outline.chapters if chapter.id == chapter_id)
    return block_level(chapter)


def links_of(reading: Reading) -> Links:
    """The links of the blocks on the page they are read on."""
    page = (
        url_for("reading.draft")
        if reading.is_draft and reading.is_newest
        else url_for("reading.version", document_id=reading.document.id, number=reading.version.number)
    )
    return make_links(reading.document, page)


def shelf_of(reading: Reading) -> Shelf:
    """What makes items of this version's blocks; only documents of others have pages worth naming."""
    numbers = {note.id: number for number, note in enumerate(reading.outline.notes, start=1)}
    return Shelf(reading.text, reading.marginalia, numbers, shows_pages=not reading.is_draft)


def sections_of(
    reading: Reading, questions: tuple[Question, ...], options: Sequence[Options] = ()
) -> tuple[Section, ...]:
    """Every chapter with its blocks, how much has been said in it, and the options of its question."""
    shelf = shelf_of(reading)
    counts = reading.marginalia.count(reading.outline)
    asked = question_words(questions)
    offered = {one.question.position: one for one in options}
    return tuple(
        Section(
            chapter,
            shelf.item(chapter.heading) if chapter.heading else None,
            tuple(shelf.nodes(chapter.blocks)),
            counts.get(chapter.id, 0),
            asked.get(chapter.heading.question or 0, "") if chapter.heading else "",
            offered.get(chapter.heading.question or 0) if chapter.heading else None,
        )
        for chapter in reading.outline.chapters
    )


def open_margin(reading: Reading, wish: Wish | None) -> OpenMargin | None:
    """What the address asks to be open; None when it does not stand at this version."""
    if wish is None:
        return None
    home = home_of(reading, wish)
    if home is None:
        return None
    if wish.what == "proposal":
        return OpenMargin(home, proposal=proposal_slip(reading, home, wish.number))
    if wish.what == "comments" and reading.marginalia.on(home).comments:
        return OpenMargin(home, thread=thread_on(reading, home))
    return OpenMargin(home)


def home_of(reading: Reading, wish: Wish) -> str | None:
    """The block in whose margin something is to be shown."""
    if wish.what != "proposal":
        return reading.outline.homes.get(wish.block_id)
    block_id = find_block(session(), looker(), now(), reading.version, wish.number)
    return None if block_id is None else reading.outline.homes.get(block_id or reading.outline.first)
