"""The list of all proposals and comments, in the order of the text, with filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import select

from consult.models import Document, DocumentRole, Version
from consult.reports.chapters import Outline
from consult.reports.contributions import Entry, Noun, load_entries
from consult.reports.texts import load_texts
from consult.reports.words import (
    CommentWords,
    ProposalWords,
    load_comment_words,
    load_proposal_words,
)
from consult.security import Permission, permits
from consult.web.block_names import find_named, page_of, place_name
from consult.web.current import consultation, identity, now, place, session
from consult.web.permission import permission
from consult.web.query import asked_page
from consult.web.reading.blueprint import blueprint
from consult.web.reading.place import looker, may_adopt
from consult.web.reading.telling import Told, tell
from consult.web.reading.wanted import asked_wanted, count_states
from consult.web.respond import respond

PAGE_SIZE = 25


@dataclass(frozen=True)
class Shown:
    """One line of the list."""

    entry: Entry
    document: Document
    version: Version
    is_newest: bool
    name: Markup
    number: int | None
    page: int | None
    href: str
    proposal: ProposalWords | None = None
    changes: tuple[Told, ...] = ()
    comment: CommentWords | None = None
    may_adopt: bool = False


@dataclass(frozen=True)
class Library:
    """Every version that something was said about, with its text."""

    documents: Mapping[int, Document]
    versions: Mapping[int, Version]
    outlines: Mapping[int, Outline]
    newest: Mapping[int, int]
    draft: Outline | None

    def chapter_of(self, entry: Entry) -> str:
        """The heading above an entry's block in the version it was made on; drafts only."""
        if self.documents[entry.document_id].role is not DocumentRole.DRAFT:
            return ""
        outline = self.outlines[entry.version_id]
        return outline.chapter_of.get(entry.block_id or outline.first, "")

    def place_of(self, entry: Entry) -> tuple[bool, int, int]:
        """Where an entry stands in reading order: the draft first, then other documents."""
        document = self.documents[entry.document_id]
        position = self.outlines[entry.version_id].positions.get(entry.block_id, -1)
        return (document.role is not DocumentRole.DRAFT, document.id, position)


@blueprint.get("/contributions")
@permission(Permission.READ)
def contributions() -> ResponseReturnValue:
    """All that the reader may see; twenty-five at a time."""
    entries = load_entries(session(), looker(), now())
    library = _library({entry.version_id for entry in entries})
    voices = {entry.voice_id: entry.voice for entry in sorted(entries, key=lambda entry: entry.voice)}
    chapters = [chapter for chapter in library.draft.chapters if chapter.heading] if library.draft else []
    wanted = asked_wanted((chapter.id for chapter in chapters), voices)
    chosen = sorted(filter(wanted.takes(library.chapter_of), entries), key=library.place_of)
    total = max(1, -(-len(chosen) // PAGE_SIZE))
    page = min(asked_page(), total)
    return respond(
        "reading/contributions.html",
        "contributions",
        consultation=consultation(),
        rows=_shown(chosen[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], library),
        count=len(chosen),
        everything=len(entries),
        states=count_states(entries),
        voices=voices,
        chapters=chapters,
        wanted=wanted,
        may_return=permits(identity(), Permission.COORDINATE, place()),
        page=page,
        total=total,
    )


def _library(version_ids: set[int]) -> Library:
    rows = session().execute(
        select(Version, Document)
        .join(Document, Document.id == Version.document_id)
        .where(Document.consultation_id == consultation().id)
        .order_by(Version.number)
    )
    documents: dict[int, Document] = {}
    versions: dict[int, Version] = {}
    newest: dict[int, int] = {}
    draft: int | None = None
    for version, document in rows:
        documents[document.id], versions[version.id] = document, version
        newest[document.id] = version.id
        draft = version.id if document.role is DocumentRole.DRAFT else draft
    needed = version_ids | ({draft} if draft is not None else set())
    outlines = {key: Outline(found) for key, found in load_texts(session(), needed).items()}
    return Library(documents, versions, outlines, newest, outlines[draft] if draft is not None else None)


def _shown(entries: Sequence[Entry], library: Library) -> list[Shown]:
    proposals = load_proposal_words(
        session(), [entry.revision_id for entry in entries if entry.noun is Noun.PROPOSAL]
    )
    comments = load_comment_words(session(), [entry for entry in entries if entry.noun is Noun.COMMENT])
    return [_one(entry, library, proposals, comments) for entry in entries]


def _one(
    entry: Entry,
    library: Library,
    proposals: Mapping[int, ProposalWords],
    comments: Mapping[int, CommentWords],
) -> Shown:
    outline = library.outlines[entry.version_id]
    words = proposals.get(entry.revision_id) if entry.noun is Noun.PROPOSAL else None
    return Shown(
        entry=entry,
        document=library.documents[entry.document_id],
        version=library.versions[entry.version_id],
        is_newest=library.newest[entry.document_id] == entry.version_id,
        name=place_name(outline.document, entry.block_id or outline.first),
        number=find_named(outline.document, entry.block_id or outline.first)[1],
        page=page_of(outline.document, entry.block_id or outline.first),
        href=_href(entry, library),
        proposal=words,
        changes=tell(words.changes, outline.document) if words else (),
        comment=comments.get(entry.id) if entry.noun is Noun.COMMENT else None,
        may_adopt=may_adopt(entry),
    )


def _href(entry: Entry, library: Library) -> str:
    """The block in the version it was made on, with the contribution open beside it."""
    version = library.versions[entry.version_id]
    outline = library.outlines[entry.version_id]
    home = outline.homes.get(entry.block_id or outline.first, "")
    show = f"proposal:{entry.number}" if entry.noun is Noun.PROPOSAL else f"comments:{home}"
    return url_for(
        "reading.version",
        document_id=version.document_id,
        number=version.number,
        show=None if entry.withdrawn_at else show,
        _anchor=f"kohta-{home}",
    )
