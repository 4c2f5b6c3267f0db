"""The comments of a returned file, their answers, and the words they are about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from consult.docx.names import W14, W15, W16DU, w
from consult.docx.naming import Original
from consult.docx.package import Package
from consult.docx.reply import Answered, Remark
from consult.docx.styles import text_of
from consult.text.anchor import anchor_of, relocate_on
from consult.text.block_map import BlockMap
from consult.text.document import Document
from consult.text.normalise import normalise, single_line

_TIME = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T\d\d:\d\d:\d\d")
_NEVER = frozenset({"0", "false", "off", ""})


@dataclass(slots=True)
class Found:
    """A comment as the file has it; `last` is the name of its last paragraph, on which answers hang."""

    author: str
    text: str
    at: str
    last: str
    ends: dict[str, tuple[str, int]] = field(default_factory=dict)


def read_remarks(package: Package, original: Original, base: Document) -> tuple[Remark, ...]:
    """Every comment in the order of the text, those without a place last."""
    found = {text_of(comment, "id") or "": _found(comment) for comment in _comments(package)}
    for kind, name, at in _ends(original):
        if name in found:
            found[name].ends.setdefault(kind, at)
    threads = _Threads(package, list(found.values()))
    carried = BlockMap(original.document, base)
    remarks = [_Placing(carried, each).remark(threads) for each in threads.openers]
    order = {block.id: place for place, block in enumerate(base.blocks)}
    return tuple(
        sorted(remarks, key=lambda remark: (order.get(remark.block or "", len(order)), remark.start))
    )


def _comments(package: Package) -> Iterator[etree._Element]:
    for root in package.related("comments"):
        yield from root.iterchildren(w("comment"))


def _found(comment: etree._Element) -> Found:
    paragraphs = list(comment.iter(w("p")))
    texts = [normalise(_words(paragraph)).strip() for paragraph in paragraphs]
    return Found(
        author=single_line(text_of(comment, "author") or ""),
        text="\n\n".join(text for text in texts if text),
        at=time_of(comment),
        last=str(paragraphs[-1].get(f"{{{W14}}}paraId", "")).upper() if paragraphs else "",
    )


def _words(paragraph: etree._Element) -> str:
    parts = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n"}
    return "".join(
        str(element.text or "") if element.tag == w("t") else parts.get(str(element.tag), "")
        for element in paragraph.iter()
    )


def time_of(element: etree._Element) -> str:
    """The true time of a change or comment when the file says it, else the time on its author's wall.

    Empty where the file says nothing, or no time that ever was.
    """
    told = str(element.get(f"{{{W16DU}}}dateUtc") or element.get(w("date"), ""))
    return told if _TIME.match(told) else ""


def _ends(original: Original) -> Iterator[tuple[str, str, tuple[str, int]]]:
    """Every end or point of a comment with its block and its place in it."""
    for draft, block in original.read:
        text = "".join(segment.text for segment in draft.segments)
        lost = len(text) - len(text.lstrip())
        before, named = 0, original.names[block.id]
        for segment in draft.segments:
            if segment.place and segment.place.kind != "block":
                at = len(normalise(text[lost : max(before, lost)]))
                yield segment.place.kind, segment.place.name, (named, min(at, len(block.text)))
            before += len(segment.text)


class _Threads:
    """Which comment answers which; answers to answers belong to the first one."""

    def __init__(self, package: Package, found: list[Found]) -> None:
        self._parents: dict[str, str] = {}
        self._done: set[str] = set()
        for root in package.related("commentsExtended"):
            for entry in root.iter(f"{{{W15}}}commentEx"):
                self._read(entry)
        by_last = {each.last: each for each in found if each.last}
        self._answers: dict[int, list[Found]] = {}
        self.openers: list[Found] = []
        for each in found:
            opener = by_last.get(self._first(each.last))
            if opener is None or opener is each:
                self.openers.append(each)
            else:
                self._answers.setdefault(id(opener), []).append(each)

    def _read(self, entry: etree._Element) -> None:
        own = str(entry.get(f"{{{W15}}}paraId", "")).upper()
        parent = str(entry.get(f"{{{W15}}}paraIdParent", "")).upper()
        if parent:
            self._parents[own] = parent
        if str(entry.get(f"{{{W15}}}done", "0")).lower() not in _NEVER:
            self._done.add(own)

    def _first(self, name: str) -> str:
        seen = {name}
        while (parent := self._parents.get(name)) and parent not in seen:
            name = parent
            seen.add(name)
        return name

    def answers(self, opener: Found) -> tuple[Answered, ...]:
        """What was said to a comment, in order."""
        return tuple(Answered(each.author, each.text, each.at) for each in self._answers.get(id(opener), ()))

    def is_resolved(self, opener: Found) -> bool:
        """Whether somebody has marked the thread as done."""
        return opener.last in self._done


class _Placing:
    """Finds the words that a comment is about in the base."""

    def __init__(self, carried: BlockMap, found: Found) -> None:
        self._carried, self._found = carried, found

    def remark(self, threads: _Threads) -> Remark:
        """The comment with its answers, at its place."""
        block, start, end = self._place()
        text = self._carried.new.by_id[block].text if block is not None else ""
        return Remark(
            author=self._found.author,
            text=self._found.text,
            block=block,
            start=start,
            end=end,
            quote=text[start:end],
            at=self._found.at,
            is_resolved=threads.is_resolved(self._found),
            answers=threads.answers(self._found),
        )

    def _place(self) -> tuple[str | None, int, int]:
        ends = self._found.ends
        first = ends.get("start") or ends.get("point") or ends.get("end")
        if first is None:
            return None, 0, 0
        block_id, start = first
        old = self._carried.old.by_id[block_id]
        last = ends.get("end", first)
        end = last[1] if last[0] == block_id else len(old.text)
        return self._carry(old.id, start, max(start, end))

    def _carry(self, block_id: str, start: int, end: int) -> tuple[str | None, int, int]:
        """Where the words stand in the base, which may differ by what was edited without tracking."""
        before, now = self._carried.old.by_id[block_id], self._carried.new.by_id.get(block_id)
        if now is not None and now.text == before.text:
            return block_id, start, end
        anchor = relocate_on(anchor_of(self._carried.old, block_id, start, end), self._carried).anchor
        if anchor is not None:
            return anchor.block, anchor.position, anchor.position + len(anchor.quote)
        return (block_id, 0, 0) if now is not None else (self._neighbour(block_id), 0, 0)

    def _neighbour(self, block_id: str) -> str | None:
        """The nearest block before a new one that the base has."""
        found: str | None = None
        for block in self._carried.old.blocks:
            if block.id == block_id:
                return found
            found = block.id if block.id in self._carried.new.by_id else found
        return found
