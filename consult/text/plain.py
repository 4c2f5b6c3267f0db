"""A document as plain text."""

from collections.abc import Mapping, Sequence

from consult.text.block import OBJECT_MARKS, Block, BlockKind, Mark, MarkKind

_LISTS = (BlockKind.BULLET, BlockKind.NUMBERED)


def write_plain(blocks: Sequence[Block]) -> str:
    """Blocks apart by an empty line, list items on lines of their own, a table's row on one line.

    Notes are told by their number as `[1]`, pictures by their alternative text in brackets.
    """
    noted = (block.id for block in blocks if block.kind is BlockKind.NOTE)
    notes = {block_id: number for number, block_id in enumerate(noted, start=1)}
    parts: list[str] = []
    numbers: dict[int, int] = {}
    previous: Block | None = None
    for block in blocks:
        if block.kind is BlockKind.TABLE and not block.text:
            continue
        numbers = _count(numbers, block)
        parts += [_gap(previous, block), _line(block, numbers, notes)]
        previous = block
    return "".join(parts).rstrip("\n") + "\n" if parts else ""


def _count(numbers: dict[int, int], block: Block) -> dict[int, int]:
    """The running numbers of the numbered lists that go on after this block."""
    if block.kind not in _LISTS:
        return {}
    kept = {level: number for level, number in numbers.items() if level <= block.level}
    if block.kind is BlockKind.NUMBERED:
        kept[block.level] = kept.get(block.level, 0) + 1
    else:
        kept.pop(block.level, None)
    return kept


def _gap(previous: Block | None, block: Block) -> str:
    if previous is None:
        return ""
    if block.kind is BlockKind.CELL:
        return "" if previous.kind is BlockKind.ROW else "\t"
    if block.kind is BlockKind.ROW and previous.kind is BlockKind.CELL:
        return "\n"
    return "\n" if previous.kind in _LISTS and block.kind in _LISTS else "\n\n"


def _line(block: Block, numbers: dict[int, int], notes: Mapping[str, int]) -> str:
    text = _words(block, notes)
    if block.kind is BlockKind.BULLET:
        return "  " * block.level + "- " + text
    if block.kind is BlockKind.NUMBERED:
        return "  " * block.level + f"{numbers[block.level]}. {text}"
    return f"[{notes[block.id]}] {text}" if block.kind is BlockKind.NOTE else text


def _words(block: Block, notes: Mapping[str, int]) -> str:
    text = block.text
    for mark in sorted(block.marks, reverse=True):
        if mark.kind in OBJECT_MARKS:
            text = text[: mark.start] + _object(mark, notes) + text[mark.end :]
    return text


def _object(mark: Mark, notes: Mapping[str, int]) -> str:
    said = mark.alt if mark.kind is MarkKind.PICTURE else notes.get(mark.target)
    return f"[{said}]" if said else ""
