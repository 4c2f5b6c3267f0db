"""The text engine on the same draft and proposals, against one comparison of the whole draft."""

from random import Random

from benchmarks.table import print_table
from benchmarks.timing import medians
from consult import text
from consult.reports.reconciliation import Reconciliation
from tests.large.wishes import WORDED, reworded

TIMES = 9
#: One block in so many has other words in the edited draft.
EDITED_SHARE = 20


def measure(reconciliation: Reconciliation) -> None:
    """What one reconciliation does, and what carrying it to the next version does."""
    base = reconciliation.base
    proposals = [found.changes for found in reconciliation.proposals.values() if found.changes.changes]
    stored = [proposal.to_json() for proposal in proposals]
    edited = _edited(base)
    one_by_one = [text.Document((block,)) for block in base.blocks if block.text]
    anchors = [text.anchor_of(found, found.blocks[0].id, 0, 1) for found in one_by_one]
    seconds = medians(
        {
            "compare the draft with 5 % of its blocks edited": lambda: text.compare(base, edited),
            "the same without ids": lambda: text.compare(base, edited, ids=False),
            f"merge {len(proposals)} proposals": lambda: text.merge(base, proposals),
            "read them from JSON and merge": lambda: text.merge(base, [_read(data) for data in stored]),
            "propose one edit of the draft": lambda: text.propose(base, edited),
            f"rebase {len(proposals)} proposals": lambda: _rebase(proposals, base, edited),
            f"relocate {len(anchors)} anchors": lambda: _relocate(anchors, base, edited),
        },
        TIMES,
    )
    size = sum(len(block.text) for block in base.blocks)
    print_table(f"The engine, {size:,} characters in {len(base.blocks)} blocks", seconds)


def _edited(base: text.Document) -> text.Document:
    random = Random(2)
    chosen = [block.id for block in base.blocks if block.kind in WORDED][::EDITED_SHARE]
    blocks = tuple(
        block.with_text(reworded(random, block.text)) if block.id in chosen else block
        for block in base.blocks
    )
    return text.Document(blocks)


def _read(data: dict[str, object]) -> text.Proposal:
    return text.Proposal.from_json(data)


def _rebase(proposals: list[text.Proposal], base: text.Document, edited: text.Document) -> None:
    over = text.BlockMap(base, edited)
    for proposal in proposals:
        text.rebase_on(proposal, over)


def _relocate(anchors: list[text.Anchor], base: text.Document, edited: text.Document) -> None:
    over = text.BlockMap(base, edited)
    for anchor in anchors:
        text.relocate_on(anchor, over)
