"""Who reads which version of which document: what every page that reads begins with."""

from dataclasses import dataclass
from functools import cached_property

from flask import g
from sqlalchemy import func, select

from consult import text
from consult.errors import NotFound
from consult.models import Document, DocumentRole, StageKind, Version, Voice
from consult.reports.chapters import Outline
from consult.reports.contributions import Entry, Noun
from consult.reports.marginalia import Marginalia, gather
from consult.reports.open_blocks import load_open_blocks
from consult.reports.stages import Standing, load_standing
from consult.reports.tallies import Tally, load_tallies
from consult.reports.texts import load_text
from consult.reports.visibility import Viewer
from consult.security import Permission, permits
from consult.web.answering.speaking import own_voices
from consult.web.current import consultation, identity, now, place, session
from consult.web.loading import NO_SUCH_PAGE


def standing() -> Standing:
    """Where the consultation stands, asked once per request."""
    if "standing" not in g:
        g.standing = load_standing(session(), consultation(), now())
    found: Standing = g.standing
    return found


def looker() -> Viewer:
    """The reader as the rule of visibility sees them."""
    here = consultation()
    return Viewer(here.id, here.visibility, frozenset(voice.id for voice in voices()), is_agent())


def voices() -> tuple[Voice, ...]:
    """The reader's own voices; nobody has none and costs no query."""
    return tuple(own_voices()) if identity().takes_part_in(consultation().id) else ()


def is_agent() -> bool:
    """Whether the reader coordinates this consultation."""
    return permits(identity(), Permission.COORDINATE, place())


def may_contribute() -> bool:
    """The reader speaks for somebody who takes part, and the round is open or open to them."""
    if not permits(identity(), Permission.CONTRIBUTE, place()):
        return False
    return standing().is_open or any(voice.id in standing().admitted for voice in voices())


def may_return() -> bool:
    """The round is open, and the reader may answer with a Word file: a lead, or the agent for any."""
    if not permits(identity(), Permission.SPEAK, place()):
        return False
    if is_agent():
        return standing().is_open or bool(standing().admitted)
    led = [voice.id for voice in voices() if voice.organisation_id in identity().leads]
    return bool(led) and (standing().is_open or any(voice in standing().admitted for voice in led))


def may_adopt(entry: Entry) -> bool:
    """A sent proposal that others have withdrawn can be made one's own while the round is open."""
    withdrawn = entry.noun is Noun.PROPOSAL and entry.withdrawn_at is not None and entry.sent_at is not None
    return withdrawn and may_contribute() and any(voice.id != entry.voice_id for voice in voices())


@dataclass(frozen=True)
class Reading:
    """One version as somebody reads it."""

    document: Document
    version: Version
    newest: int

    @property
    def is_draft(self) -> bool:
        """Whether this is the text that is being written, not a background document."""
        return self.document.role is DocumentRole.DRAFT

    @property
    def is_newest(self) -> bool:
        """Only the newest version can be commented and proposed to."""
        return self.version.number == self.newest

    @property
    def may_contribute(self) -> bool:
        """Whether the actions of the blocks are shown."""
        return self.is_newest and may_contribute()

    @cached_property
    def open_blocks(self) -> frozenset[str] | None:
        """The blocks that a narrow round opens; None where the round opens them all."""
        if not self.is_draft or not self.may_contribute:
            return None
        return load_open_blocks(session(), standing().facts.round, self.version.id)

    def may_speak_of(self, *blocks: str) -> bool:
        """Whether the actions of a block, or of a table by any of its cells, are shown."""
        if not self.may_contribute:
            return False
        return self.open_blocks is None or not self.open_blocks.isdisjoint(blocks)

    @property
    def may_return(self) -> bool:
        """Whether this text can come back as a Word file; one that began from an older version may too."""
        return self.is_draft and may_return()

    @property
    def may_edit(self) -> bool:
        """The agent makes edits of their own once the round has closed and until the text is filed."""
        stages = (StageKind.RECONCILING, StageKind.ENDORSING, StageKind.FILING)
        return self.is_newest and self.is_draft and is_agent() and standing().current in stages

    @cached_property
    def text(self) -> text.Document:
        """The blocks of the version."""
        return load_text(session(), self.version.id)

    @cached_property
    def outline(self) -> Outline:
        """Its chapters."""
        return Outline(self.text)

    @cached_property
    def tallies(self) -> tuple[Tally, ...]:
        """How much stands on each block of this version, as far as the reader may see it."""
        return load_tallies(session(), looker(), now(), self.version)

    @cached_property
    def marginalia(self) -> Marginalia:
        """The same by block on the page."""
        return gather(self.tallies, self.outline)

    def blocks_of(self, home: str) -> frozenset[str]:
        """The blocks whose notes stand in the margin of one on the page; the first takes those before it."""
        before = {""} if self.outline.homes.get(self.outline.first) == home else set()
        return frozenset(block_id for block_id, at in self.outline.homes.items() if at == home) | before


def read_draft() -> Reading:
    """The newest version of the draft; a reader who comes before it is told so by the page."""
    found = standing()
    if found.draft is None or found.version is None:
        raise NotFound("The draft has not been published yet.")
    return Reading(found.draft, found.version, found.version.number)


def read_version(document_id: int, number: int) -> Reading:
    """Any version of any document of the consultation."""
    newest = select(func.max(Version.number)).where(Version.document_id == document_id).scalar_subquery()
    row = (
        session()
        .execute(
            select(Document, Version, newest)
            .join(Version, Version.document_id == Document.id)
            .where(
                Document.consultation_id == consultation().id,
                Document.id == document_id,
                Version.number == number,
            )
        )
        .one_or_none()
    )
    if row is None:
        raise NotFound(NO_SUCH_PAGE)
    return Reading(*row)
