"""A document as plain text."""

from collections.abc import Sequence

from consult.text.block import Block, BlockKind

_LISTS = (BlockKind.BULLET, BlockKind.NUMBERED)


def write_plain(blocks: Sequence[Block]) -> str:
    """Blocks apart by an empty line, list items on lines of their own, a table's row on one line."""
    parts: list[str] = []
    numbers: dict[int, int] = {}
    previous: Block | None = None
    for block in blocks:
        if block.kind is BlockKind.TABLE and not block.text:
            continue
        numbers = _count(numbers, block)
        parts += [_gap(previous, block), _line(block, numbers)]
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


def _line(block: Block, numbers: dict[int, int]) -> str:
    if block.kind is BlockKind.BULLET:
        return "  " * block.level + "- " + block.text
    if block.kind is BlockKind.NUMBERED:
        return "  " * block.level + f"{numbers[block.level]}. {block.text}"
    return block.text
