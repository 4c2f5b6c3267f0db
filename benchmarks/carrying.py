"""What is carried from version to version: proposals, anchors, and the origin of every word."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from random import Random

from benchmarks.comparing import compare_plans
from benchmarks.crowd import Crowd
from benchmarks.edits import Edit, Origin, make_edit
from benchmarks.merging import NUMBER
from benchmarks.plan import make_plan
from benchmarks.table import Figure, print_figures
from benchmarks.timing import medians
from benchmarks.yardsticks import afresh
from consult.text import (
    Accept,
    Anchor,
    Block,
    BlockMap,
    Document,
    Found,
    Outcome,
    Proposal,
    Version,
    adopt_ids,
    anchor_of,
    merge,
    rebase_on,
    relocate_on,
    trace,
)

TIMES, ANCHORS = 5, 1_000
#: Words in a quote.
SHORTEST, LONGEST = 3, 9


def measure() -> None:
    """Print all figures about carrying."""
    plan = make_plan()
    crowd = Crowd(plan, NUMBER)
    print_figures(f"Carrying {NUMBER:,} open proposals, times one comparison at 5 %", list(_rebase(crowd)))
    print_figures(
        f"{ANCHORS:,} anchors, 30 % of the blocks edited, 10 % moved, 10 % doubled, 2 % removed, no ids",
        list(_anchors(plan)),
    )
    print_figures(
        "Where words come from, 30 % of the blocks edited, 10 % moved, no ids", list(_traces(crowd))
    )


def _rebase(crowd: Crowd) -> Iterator[Figure]:
    medium, heavy = (
        make_edit(crowd.plan, share, moved=moved, in_place_ids=True)
        for share, moved in ((0.05, 0), (0.30, 0.10))
    )
    carry = {
        name: afresh(partial(_carry_all, crowd.proposals, crowd.plan, edit.document))
        for name, edit in (("medium", medium), ("heavy", heavy))
    }
    one = compare_plans(crowd.plan, make_edit(crowd.plan, 0.05).document)
    seconds = medians({"one comparison": one, **carry}, TIMES)
    for name, most in (("medium", 4), ("heavy", 7)):
        yield Figure(f"{name} edits", seconds[name] / seconds["one comparison"], most, seconds=seconds[name])
    outcomes = Counter(outcome for outcome, _ in _carry_all(crowd.proposals, crowd.plan, medium.document))
    yield Figure("clean at 5 %, %", 100 * outcomes[Outcome.CLEAN] / crowd.number, least=90)
    yield Figure(
        "carried to words that are not its own", sum(_wrong(crowd, edit) for edit in (medium, heavy)), 0
    )


def _carry_all(
    proposals: list[Proposal], old: Document, new: Document
) -> list[tuple[Outcome, Proposal | None]]:
    over = BlockMap(old, new)
    return [rebase_on(proposal, over)[:2] for proposal in proposals]


def _wrong(crowd: Crowd, edit: Edit) -> int:
    """Operations on words that stand elsewhere than between the words they were written between."""
    wrong = 0
    homes = {name: _homes(placed) for name, placed in edit.origins.items()}
    carried = _carry_all(crowd.proposals, crowd.plan, edit.document)
    for proposal, (_, now) in zip(crowd.proposals, carried, strict=True):
        was = {change.index: change for change in proposal.changes}
        for change in now.changes if now else ():
            own = {(op.removed, op.inserted): op for op in was[change.index].ops}
            for op in (op for op in change.ops if op.is_words):
                old = own[op.removed, op.inserted]
                near = (old.start - 1, op.start - 1), (old.start, op.start), (old.end, op.end)
                wrong += not any(homes[op.block].get(new) == (old.block, at) for at, new in near)
    return wrong


def _homes(placed: list[tuple[int, int, Origin]]) -> dict[int, tuple[str, int]]:
    """Where each character of a new block that came from an old one stood there; a space after its word."""
    return {
        start + shift: (origin[0], origin[1] + shift)
        for start, end, origin in placed
        if origin is not None
        for shift in range(end - start + 1)
    }


@dataclass(frozen=True)
class _Quote:
    """An anchor, and the words it stands on, by where each begins."""

    anchor: Anchor
    starts: tuple[int, ...]


def _anchors(plan: Document) -> Iterator[Figure]:
    edit = make_edit(plan, 0.30, moved=0.10, duplicated=0.10, removed=0.02)
    new = adopt_ids(plan, edit.document)
    names = {ours.id: theirs.id for ours, theirs in zip(new.blocks, edit.document.blocks, strict=True)}
    quotes = list(_quotes(plan))
    over = BlockMap(plan, new)
    verdicts = Counter(_judge(quote, over, edit, names) for quote in quotes)
    orphans = verdicts["orphan known"] + verdicts["orphan missed"]
    yield Figure("right, %", 100 * (verdicts["right"] + verdicts["orphan known"]) / ANCHORS, least=99.5)
    yield Figure(
        "on words that are not the quoted ones, %",
        100 * (verdicts["wrong"] + verdicts["orphan missed"]) / ANCHORS,
        0.2,
    )
    yield Figure(f"orphans known, % of {orphans}", 100 * verdicts["orphan known"] / max(orphans, 1), least=95)
    seconds = medians(
        {
            "one comparison": compare_plans(plan, edit.document),
            "lookup": lambda: [relocate_on(quote.anchor, over) for quote in quotes],
        },
        TIMES,
    )
    ratio = seconds["lookup"] / seconds["one comparison"]
    yield Figure("lookup, times the comparison of the two", ratio, 0.1, seconds=seconds["lookup"])


def _quotes(plan: Document) -> Iterator[_Quote]:
    random = Random(7)
    for block in random.choices(
        [block for block in plan.blocks if block.text.count(" ") > LONGEST], k=ANCHORS
    ):
        starts = [0, *(at + 1 for at, char in enumerate(block.text) if char == " ")]
        first = random.randrange(len(starts) - LONGEST)
        length = random.randrange(SHORTEST, LONGEST)
        end = starts[first + length] - 1
        yield _Quote(anchor_of(plan, block.id, starts[first], end), tuple(starts[first : first + length]))


def _judge(quote: _Quote, over: BlockMap, edit: Edit, names: dict[str, str]) -> str:
    """Right where the anchor stands on the words that are left, or is an orphan when none are."""
    name = edit.became.get(quote.anchor.block)
    kept = {
        start
        for start, _, origin in (edit.origins[name] if name else ())
        if origin is not None and origin[1] in quote.starts
    }
    found = relocate_on(quote.anchor, over)
    if not kept:
        return "orphan known" if found.outcome is Found.ORPHAN else "orphan missed"
    if found.anchor is None:
        return "lost"
    start, end = found.anchor.position, found.anchor.position + len(found.anchor.quote)
    is_there = names[found.anchor.block] == name and all(start <= at < end for at in kept)
    return "right" if is_there else "wrong"


def _traces(crowd: Crowd) -> Iterator[Figure]:
    edit = make_edit(crowd.plan, 0.30, moved=0.10)
    adopted = adopt_ids(crowd.plan, edit.document)
    spans = trace([Version(crowd.plan), Version(adopted, source="own")])
    names = {ours.id: theirs.id for ours, theirs in zip(adopted.blocks, edit.document.blocks, strict=True)}
    right = total = 0
    for block, found in spans.items():
        for start, _, origin in edit.origins[names[block]]:
            span = next((span for span in found if span.start <= start < span.end), None)
            told = None if span is None or span.source else (span.block, span.at + start - span.start)
            right += told == origin
            total += 1
    yield Figure(f"words right by comparison, % of {total:,}", 100 * right / total, least=99.7)
    yield Figure("words right by applied operations, %", 100 * _applied_right(crowd), least=100)


def _applied_right(crowd: Crowd) -> float:
    """The share of characters traced to just the change that brought them, or to their old place."""
    merged = merge(crowd.plan, crowd.proposals)
    applied = merged.apply({member: Accept() for member in merged.free})
    brought: dict[str, list[tuple[int, int, str, str]]] = {}
    for member in merged.free:
        for op in merged.changes[member].ops:
            if op.is_words:
                row = (op.start, op.end, op.inserted.text, f"p:{member}")
                brought.setdefault(op.block, []).append(row)
    right = total = 0
    for block in applied.document.blocks:
        if block.id not in crowd.plan.by_id:
            continue
        wanted = _wanted(crowd.plan.by_id[block.id], sorted(brought.get(block.id, [])))
        told = [
            (span.source, -1 if span.source else span.at + at - span.start)
            for span in applied.origins[block.id]
            for at in range(span.start, span.end)
        ]
        right += sum(one == other for one, other in zip(wanted, told, strict=True))
        total += len(wanted)
    return right / total


def _wanted(block: Block, rows: list[tuple[int, int, str, str]]) -> list[tuple[str, int]]:
    """For each character of the new words its source, or where it stood."""
    found: list[tuple[str, int]] = []
    at = 0
    for start, end, inserted, source in rows:
        found += [("", place) for place in range(at, start)] + [(source, -1)] * len(inserted)
        at = end
    return found + [("", place) for place in range(at, len(block.text))]
