"""Blocks as CommonMark with tables."""

from collections.abc import Sequence

from consult.text.block import Block, BlockKind
from consult.text.markdown_inline import write_inline

_LISTS = (BlockKind.BULLET, BlockKind.NUMBERED)


def write_markdown(blocks: Sequence[Block]) -> str:
    """The Markdown of blocks in reading order; empty blocks but cells and spans cannot be said in it."""
    children: dict[str, list[Block]] = {}
    for block in blocks:
        if block.parent is not None:
            children.setdefault(block.parent, []).append(block)
    parts: list[str] = []
    stack: list[tuple[BlockKind, int]] = []
    previous: Block | None = None
    for block in blocks:
        if block.kind in (BlockKind.ROW, BlockKind.CELL):
            continue
        if block.kind not in _LISTS:
            stack = []
        text = _block(block, children, stack)
        if text:
            tight = previous is not None and previous.kind in _LISTS and block.kind in _LISTS
            parts += ["\n" if tight else "\n\n", text]
            previous = block
    return "".join(parts[1:]) + "\n" if parts else ""


def _block(block: Block, children: dict[str, list[Block]], stack: list[tuple[BlockKind, int]]) -> str:
    if block.kind is BlockKind.TABLE:
        return _table(block, children)
    if not block.text:
        return ""
    if block.kind is BlockKind.HEADING:
        return "#" * min(max(block.level, 1), 3) + " " + _one_line(block)
    text = write_inline(block.text, block.marks)
    if block.kind is BlockKind.NOTE:
        return f"\\[^{block.id}]: " + text
    return _item(block, text, stack) if block.kind in _LISTS else text


def _item(block: Block, text: str, stack: list[tuple[BlockKind, int]]) -> str:
    """A list item under those of `stack`, which holds the kind and number of each open level."""
    del stack[block.level + 1 :]
    number = 1
    if len(stack) > block.level:
        kind, last = stack.pop()
        number = last + 1 if kind is block.kind else 1
    indent = sum(_sign_width(kind, count) for kind, count in stack)
    missing = block.level - len(stack)
    stack += [(BlockKind.BULLET, 1)] * missing + [(block.kind, number)]
    lead = " " * indent + "- " * missing + _sign(block.kind, number)
    return lead + text.replace("\n", "\n" + " " * len(lead))


def _sign(kind: BlockKind, number: int) -> str:
    return f"{number}. " if kind is BlockKind.NUMBERED else "- "


def _sign_width(kind: BlockKind, number: int) -> int:
    return len(_sign(kind, number))


def _table(table: Block, children: dict[str, list[Block]]) -> str:
    """A pipe table; a table without a header row gets an empty one."""
    rows = [
        (row, [_one_line(cell) for cell in children.get(row.id, [])]) for row in children.get(table.id, [])
    ]
    width = max((len(cells) for _, cells in rows), default=0)
    if not width:
        return ""
    header = rows.pop(0)[1] if rows[0][0].level == 1 else []
    lines = [header, ["---"] * width, *(cells for _, cells in rows)]
    return "\n".join("| " + " | ".join(cells + [""] * (width - len(cells))) + " |" for cells in lines)


def _one_line(block: Block) -> str:
    return write_inline(block.text, block.marks).replace("\\\n", "&#10;")
