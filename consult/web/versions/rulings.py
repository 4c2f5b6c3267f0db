"""A decision told in full: what the text was, who proposed what, what was decided and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from markupsafe import Markup

from consult import text
from consult.models import Document
from consult.reports.chapters import Outline
from consult.reports.said import Said
from consult.reports.sources import Part, Source
from consult.web.block_names import find_named, place_name
from consult.web.prose import prose
from consult.web.reading.telling import Told, tell


@dataclass(frozen=True)
class Answered:
    """One contribution with its outcome: the changes it proposed and their reason, or its words.

    `same_as` is the number of an earlier proposal of the same decision with the very same changes.
    """

    part: Part
    changes: tuple[Told, ...] = ()
    words: str = ""
    same_as: int | None = None


@dataclass(frozen=True)
class Ruled:
    """One decision as the page shows it; `after` is what its sentence reads in the version it made.

    Of a background document it is what we put forward to its authority.
    """

    source: Source
    document: Document
    name: Markup
    number: int | None
    chapter: str
    before: str
    wording: Markup | None
    after: str
    answered: Sequence[Answered]
    is_published: bool


@dataclass(frozen=True)
class Shelf:
    """What rulings are told from: the texts by version, what was said, and what came of each decision."""

    texts: Mapping[int, text.Document]
    said: Said
    after: Mapping[int, str]
    newest: int
    documents: Mapping[int, Document]
    outlines: dict[int, Outline] = field(default_factory=dict)

    def ruled(self, source: Source) -> Ruled:
        """One decision in words."""
        decision = source.decision
        content = self.texts[decision.version_id]
        block = content.by_id.get(source.block_id)
        start, end = int(decision.place.get("start", 0)), int(decision.place.get("end", 0))
        return Ruled(
            source=source,
            document=self.documents[decision.document_id],
            name=place_name(content, source.block_id),
            number=find_named(content, source.block_id)[1],
            chapter=self._chapter(decision.version_id, source.block_id),
            before=block.text[start:end].strip() if block else "",
            wording=_wording(decision.wording),
            after=self.after.get(source.id, ""),
            answered=_told_once(self._answered(list(parts)) for _, parts in groupby(source.parts, key=_same)),
            is_published=source.told_after < self.newest,
        )

    def _answered(self, parts: Sequence[Part]) -> Answered:
        """The changes of one proposal that got the same answer are told together."""
        part = parts[0]
        if part.comment is not None:
            return Answered(part, words=self.said.comments.get(part.comment, ""))
        words = self.said.proposals.get(part.revision_id or 0)
        if words is None:
            return Answered(part)
        changes = words.changes.only({each.change for each in parts if each.change is not None})
        return Answered(part, tell(changes, self.texts[words.base.id]), words.rationale)

    def _chapter(self, version_id: int, block_id: str) -> str:
        outline = self.outlines.setdefault(version_id, Outline(self.texts[version_id]))
        here = outline.chapter_of.get(block_id, "")
        chapter = next((each for each in outline.chapters if each.id == here and each.heading), None)
        if chapter is None or chapter.id == block_id:
            return ""
        return f"{chapter.number} {chapter.title}".strip()


def parts_of(sources: Iterable[Source]) -> list[Part]:
    """Everything that some decisions answered."""
    return [part for source in sources for part in source.parts]


def _told_once(answered: Iterable[Answered]) -> list[Answered]:
    """Those who proposed the same as one before them point to it."""
    first: dict[tuple[Told, ...], int | None] = {}
    told = []
    for one in answered:
        earlier = first.setdefault(one.changes, one.part.proposal) if one.changes else None
        told.append(replace(one, same_as=earlier if earlier != one.part.proposal else None))
    return told


def _same(part: Part) -> tuple[object, ...]:
    return (part.revision_id, part.comment, part.outcome, part.rationale)


def _wording(wording: Mapping[str, object] | None) -> Markup | None:
    if wording is None:
        return None
    fragment = text.apply_markdown_inline(str(wording["markdown"]).strip())
    return prose(fragment.text, fragment.marks)
