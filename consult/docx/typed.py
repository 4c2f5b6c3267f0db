"""Numbers and bullets that somebody typed by hand instead of letting Word make them."""

import re
from collections import Counter
from itertools import groupby

from consult.docx.drafts import Draft
from consult.docx.segments import Segment
from consult.text.document import BlockKind

_HEADING = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2}){0,3})[.)]?[ \t\u00a0]+(?=\S)")
_BULLET = re.compile(r"\s*[•·◦▪●■○‣\uf0b7][ \t\u00a0]*(?=\S)")
_DASH = re.compile(r"\s*[-–—*][ \t\u00a0]+(?=\S)")
_ITEM = re.compile(r"\s*(\d{1,3})[.)][ \t\u00a0]+(?=\S)")


def cut(segments: list[Segment], count: int) -> list[Segment]:
    """The segments without their first characters."""
    rest: list[Segment] = []
    for segment in segments:
        taken = min(count, len(segment.text))
        count -= taken
        rest.append(segment._replace(text=segment.text[taken:]))
    return rest


def strip_heading_numbers(drafts: list[Draft], left: Counter[str]) -> None:
    """Take typed numbers off headings: `1.2` always, a bare `1` only where they count up one by one."""
    typed = [
        (draft, match)
        for draft in drafts
        if draft.kind is BlockKind.HEADING and not draft.counted and (match := _HEADING.match(draft.text))
    ]
    single = [int(match[1]) for _, match in typed if "." not in match[1]]
    counting = (
        len(single) > 1 and single == list(range(single[0], single[0] + len(single))) and single[0] <= 1
    )
    for draft, match in typed:
        if counting or "." in match[1]:
            draft.segments = cut(draft.segments, match.end())
            left["typed_numbers"] += 1


def recognise_lists(drafts: list[Draft]) -> None:
    """Make list items of paragraphs that begin with a typed bullet, or neighbours with dashes or numbers."""
    for _, group in groupby(drafts, key=typed_kind):
        items = [(draft, match) for draft in group if (match := typed_mark(draft))]
        if not items:
            continue
        numbers = [int(match[1]) for _, match in items if match.re is _ITEM]
        if numbers and numbers != list(range(1, len(numbers) + 1)):
            continue
        if len(items) > 1 or items[0][1].re is _BULLET:
            for draft, match in items:
                draft.kind = BlockKind.NUMBERED if numbers else BlockKind.BULLET
                draft.segments = cut(draft.segments, match.end())


def typed_mark(draft: Draft) -> re.Match[str] | None:
    """The typed bullet, dash or number at the start of a plain paragraph."""
    if draft.kind is not BlockKind.PARAGRAPH:
        return None
    text = draft.text
    return _BULLET.match(text) or _DASH.match(text) or _ITEM.match(text)


def typed_kind(draft: Draft) -> str:
    """The same for neighbours that can form one list."""
    match = typed_mark(draft)
    return match.re.pattern if match else ""
