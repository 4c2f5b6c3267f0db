"""Reads a returned Word file against the version it is based on."""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from consult.docx.carried import Carried, read_carried
from consult.docx.drafts import forget_header_rows, numbered_blocks
from consult.docx.known import sort_known
from consult.docx.layout import Layout
from consult.docx.left_out import listed
from consult.docx.names import CORE
from consult.docx.naming import Read, document_of, name_as_sent, name_view
from consult.docx.package import Package
from consult.docx.pictures import Album, shown_pictures
from consult.docx.places import name_elements
from consult.docx.read import guess
from consult.docx.reading import body_of, read_view
from consult.docx.recognise import recognise, share_of
from consult.docx.redline import write_redline
from consult.docx.refused import Refused
from consult.docx.remarks import read_remarks, time_of
from consult.docx.reply import Authored, Base, Reply, as_bases
from consult.docx.view import BRINGS, ORIGINAL, TAKES, View, author_of, only
from consult.text.document import Document
from consult.text.normalise import single_line
from consult.text.proposal import Proposal
from consult.text.propose import propose
from consult.text.rebase import rebase

MAX_AUTHORS = 50
_NOT_TOLD = frozenset({"tracked_changes", "comments", "format_changes"})


def read_reply(
    data: bytes, base: Document | Base | Sequence[Document | Base], *, is_chosen: bool = False
) -> Reply:
    """What a returned file says about the version it is based on; raises `Refused` when it cannot be read.

    `base` is one version or all of them in order. Which one it is, the file's properties say, else its
    bookmarks, else its words; with less than 60 % of them nothing is guessed, unless a person has chosen
    the version (`is_chosen`). Tracked changes become proposals by author: each proposal is what the file
    says with the changes of that author and nobody else's. A file without any is compared as a whole.
    """
    return _Reading(data, as_bases(base), is_chosen=is_chosen).reply()


class _Reading:
    """One file against the versions it may be based on."""

    def __init__(self, data: bytes, bases: tuple[Base, ...], *, is_chosen: bool) -> None:
        self._package = Package(data)
        self._bases = bases
        self._known = frozenset(shown_pictures(*(base.document for base in bases)))
        self._album = Album(self._known)
        self._seen: list[Document] = []
        self._body = body_of(self._package)
        name_elements(self._body)
        self._left: Counter[str] = Counter()
        read = self._read(ORIGINAL)
        identity = self._package.identity()
        self._recognised = recognise(
            bases, document_of(read), _bookmarks(read), identity, is_chosen=is_chosen
        )
        self._base = bases[self._recognised.version].document
        self._original, self._sent = name_as_sent(read, self._base)
        self._named = self._original.document

    def _read(self, view: View) -> Read:
        """The blocks in one view; what cannot be kept is counted in the first one only."""
        left = self._left if view is ORIGINAL else Counter[str]()
        drafts = read_view(self._package, view, left, self._album).drafts
        if not self._package.is_ours():
            guess(drafts, left)
            forget_header_rows(drafts)
        read = numbered_blocks(drafts)
        self._seen.append(document_of(read))
        return read

    def reply(self) -> Reply:
        """Everything the file says; what it only says again, because we wrote it, under its keys."""
        said = self.everything()
        carried = next(filter(None, map(read_carried, self._package.related("customXml"))), None)
        if carried is None:
            return said
        try:
            expected = _Reading(self._written(carried), (Base(self._base),), is_chosen=True).everything()
        except Exception:  # what a file claims to carry may make no sense at all: then all of it is new
            return said
        return sort_known(said, expected, carried)

    def _written(self, carried: Carried) -> bytes:
        """Our own redline of what the file carries."""
        pictures = {name: picture.data for name, picture in self._album.pictures.items()}
        layout = Layout(title="", date=datetime.date(2000, 1, 1))
        return write_redline(self._base, carried.proposals, carried.comments, layout, pictures)

    def everything(self) -> Reply:
        """Everything the file says, whoever wrote it."""
        changes = list(self._changes())
        authors = list(dict.fromkeys(map(author_of, changes)))
        if len(authors) > MAX_AUTHORS:
            raise too_many_authors()
        silent = self._on_base(propose(self._sent, self._named), self._sent, self._named)
        proposals = [
            self._authored(number, author, changes) for number, author in enumerate(authors, start=1)
        ]
        if not authors:
            proposals, silent = [Authored(self._last_author(), silent)], Proposal("")
        return Reply(
            version=self._recognised.version,
            recognised=self._recognised.how,
            share=share_of(self._base, self._named),
            proposals=tuple(each for each in proposals if each.proposal.changes),
            comments=read_remarks(self._package, self._original, self._base),
            silent=silent,
            is_tracked=bool(authors),
            format_changes=self._left["format_changes"],
            entangled=sum(_is_entangled(change) for change in changes),
            left_out=listed(Counter({k: n for k, n in self._left.items() if k not in _NOT_TOLD})),
            pictures=tuple(
                picture for picture in self._album.shown_in(*self._seen) if picture.hash not in self._known
            ),
        )

    def _changes(self) -> Iterator[etree._Element]:
        """Every tracked change that brings or takes something, in the order of the file."""
        roots = [self._body, *self._package.related("footnotes"), *self._package.related("endnotes")]
        for root in roots:
            yield from (element for element in root.iter(*BRINGS, *TAKES))

    def _authored(self, number: int, author: str, changes: Sequence[etree._Element]) -> Authored:
        view = self._read(only(author))
        edited = name_view(view, self._original, f"a{number}n")
        times = (time_of(change) for change in changes if author_of(change) == author)
        proposal = self._on_base(propose(self._named, edited, author), self._named, edited)
        return Authored(author, proposal, max(times, default=""))

    def _on_base(self, proposal: Proposal, made_on: Document, edited: Document) -> Proposal:
        """The proposal on the version itself: the file was edited without tracking, or has another order.

        Where a silent edit and a tracked one meet, the block reads as the author left it.
        """
        if made_on == self._base:
            return proposal
        carried = rebase(proposal, made_on, self._base)
        lost = {change.index for change in carried.changes if change.change is None}
        if not lost:
            return carried.proposal or Proposal(proposal.key)
        touched = {op.block for change in proposal.changes if change.index in lost for op in change.ops}
        now = carried.proposal.apply(self._base) if carried.proposal else self._base
        whole = Document(
            tuple(
                replace(block, text=edited.by_id[block.id].text, marks=edited.by_id[block.id].marks)
                if block.id in touched and block.id in edited.by_id
                else block
                for block in now.blocks
            )
        )
        return propose(self._base, whole, proposal.key)

    def _last_author(self) -> str:
        """Who saved the file last, by its own word."""
        for root in self._package.related("core-properties", of_package=True):
            for element in root.iter(f"{{{CORE}}}lastModifiedBy"):
                return single_line(str(element.text or ""))
        return ""


def _bookmarks(original: Read) -> frozenset[str]:
    places = (segment.place for draft, _ in original for segment in draft.segments)
    return frozenset(place.name for place in places if place is not None and place.kind == "block")


def _is_entangled(change: etree._Element) -> bool:
    """Whether somebody deletes what somebody else put in."""
    return change.tag in TAKES and any(
        around.tag in BRINGS and author_of(around) != author_of(change)
        for around in change.iterancestors(*BRINGS)
    )


def too_many_authors() -> Refused:
    """More people than one answer can have."""
    return Refused(
        "The file has tracked changes by more than %(limit)s people. Divide it into several files.",
        code="too_many_authors",
        limit=MAX_AUTHORS,
    )
