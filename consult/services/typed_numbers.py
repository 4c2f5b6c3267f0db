"""Numbers that somebody typed before headings: they are derived, so the typed ones are taken off."""

import re
from dataclasses import replace

from consult import text

NUMBER = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2}){0,3})[.)]?[ \t\u00a0]+(?=\S)")


def strip_typed_numbers(content: text.Document) -> text.Document:
    """`1.2` goes always, a bare `1` only where such numbers count up one by one from 0 or 1."""
    typed = {
        block.id: match
        for block in content.blocks
        if block.kind is text.BlockKind.HEADING and (match := NUMBER.match(block.text))
    }
    single = [int(match[1]) for match in typed.values() if "." not in match[1]]
    counting = (
        len(single) > 1 and single[0] <= 1 and single == list(range(single[0], single[0] + len(single)))
    )
    return text.Document(
        tuple(
            _shortened(block, typed[block.id].end())
            if block.id in typed and (counting or "." in typed[block.id][1])
            else block
            for block in content.blocks
        )
    )


def _shortened(block: text.Block, count: int) -> text.Block:
    rest = text.cut(block.text, block.marks, count, len(block.text))
    return replace(block, text=rest.text, marks=rest.marks)
