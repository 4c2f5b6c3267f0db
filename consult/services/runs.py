"""Runs: blocks that follow each other and can be given other words together."""

from consult import text
from consult.errors import Conflict

MAX_RUN = 12
TEXTS = frozenset({text.BlockKind.PARAGRAPH, text.BlockKind.BULLET, text.BlockKind.NUMBERED})


def longest_run(content: text.Document, first: str) -> tuple[text.Block, ...]:
    """The block and the paragraphs and list items right after it; any other block is a run alone."""
    position = next(i for i, block in enumerate(content.blocks) if block.id == first)
    run = content.blocks[position : position + 1]
    if run[0].kind not in TEXTS:
        return run
    for block in content.blocks[position + 1 : position + MAX_RUN]:
        if block.kind not in TEXTS or block.parent is not None:
            break
        run = (*run, block)
    return run


def run_through(content: text.Document, first: str, last: str, *, ours: str = "") -> tuple[str, ...]:
    """The ids from the first block to the last; without a last one the first alone."""
    if not last or last == first:
        return (first,)
    ids = tuple(block.id for block in longest_run(content, first))
    if last not in ids:
        raise Conflict("The block is no longer in the draft. Your text is below.", ours=ours)
    return ids[: ids.index(last) + 1]


def words_of_run(content: text.Document, ids: tuple[str, ...], language: str) -> str:
    """The words of a run as a text field shows them: paragraphs apart by an empty line.

    Pictures and footnotes are signs in the language of the reader.
    """
    signs = text.Placeholders(content)
    return "\n\n".join(signs.write(content.by_id[block_id], language) for block_id in ids)


def stretched(
    content: text.Document, words: str, *, old: tuple[str, ...], new: tuple[str, ...], language: str
) -> str:
    """What was typed over one run, for a longer or shorter run; nothing typed is ever taken away."""
    if len(new) > len(old):
        return f"{words}\n\n{words_of_run(content, new[len(old) :], language)}"
    dropped = "\n\n" + words_of_run(content, old[len(new) :], language) if len(new) < len(old) else ""
    return words.removesuffix(dropped) if dropped else words
