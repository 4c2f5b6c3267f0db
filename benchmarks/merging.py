"""Thousands of proposals merged, against one comparison of the whole plan and against git."""

from collections.abc import Iterator
from functools import partial

from benchmarks.comparing import compare_plans
from benchmarks.crowd import Crowd
from benchmarks.edits import make_edit
from benchmarks.plan import SIZE, make_plan
from benchmarks.table import Figure, print_figures
from benchmarks.timing import medians
from benchmarks.yardsticks import afresh, git_merge_file_seconds
from consult.text import Document, Merge, Proposal, merge

NUMBER, TIMES = 2_500, 5
#: git is asked about so many proposals, and its time counted for all.
ASKED = 100
LINEAR = 1.15


def measure() -> None:
    """Print all figures about merging."""
    crowd = Crowd(make_plan(), NUMBER)
    print_figures(f"Merging {NUMBER:,} proposals to a plan of {SIZE:,} characters", list(_speed(crowd)))
    print_figures(
        "Growth: the time for each proposal or character, against the smaller one", list(_growth(crowd))
    )


def settle(plan: Document, proposals: list[Proposal]) -> Merge:
    """A merge with all its relations worked out."""
    merged = merge(plan, proposals)
    assert len(merged.free) + sum(map(len, merged.agreed)) + sum(
        len(group.members) for group in merged.groups
    ) == len(merged.changes)
    return merged


def _speed(crowd: Crowd) -> Iterator[Figure]:
    edited = make_edit(crowd.plan, 0.05).document
    proposals = crowd.proposals
    seconds = medians(
        {
            "one comparison": compare_plans(crowd.plan, edited),
            "stored": partial(settle, crowd.plan, proposals),
            "submitted": afresh(lambda: settle(crowd.plan, _propose_all(crowd))),
        },
        TIMES,
    )
    unit = seconds["one comparison"]
    yield Figure(
        "from stored operations, times one comparison at 5 %",
        seconds["stored"] / unit,
        0.4,
        seconds=seconds["stored"],
    )
    yield Figure(
        "from submitted texts, times the same", seconds["submitted"] / unit, 3, seconds=seconds["submitted"]
    )
    theirs = _git_seconds(crowd)
    name = f"from submitted texts, of git merge-file ({theirs:.1f} s for all, by {ASKED} of them)"
    yield Figure(name, seconds["submitted"] / theirs, 1 / 50, seconds=seconds["submitted"])


def _propose_all(crowd: Crowd) -> list[Proposal]:
    return [crowd.propose(number, wish) for number, wish in enumerate(crowd.submitted)]


def _git_seconds(crowd: Crowd) -> float:
    """One block at a time: the text so far, and what one more person wants of it."""
    asked = crowd.submitted[:ASKED]
    triples = [(wish.block.text, wish.block.text, wish.text) for wish in asked]
    return git_merge_file_seconds(triples) * crowd.number / ASKED


def _growth(crowd: Crowd) -> Iterator[Figure]:
    """Ten times the proposals, to a plan ten times as long and to the same one; a plan four times as long."""
    long = make_plan(10 * SIZE, seed=5)
    few = crowd.proposals
    many, crowded = Crowd(long, 10 * NUMBER).proposals, Crowd(crowd.plan, 10 * NUMBER).proposals
    seconds = medians(
        {
            "few": partial(settle, crowd.plan, few),
            "many": partial(settle, long, many),
            "crowded": partial(settle, crowd.plan, crowded),
        },
        TIMES,
    )
    for name, where in (("many", "a plan ten times as long"), ("crowded", "the same plan")):
        ratio = seconds[name] / seconds["few"] / 10
        yield Figure(f"merging {10 * NUMBER:,} proposals to {where}", ratio, LINEAR, seconds=seconds[name])
    four = make_plan(4 * SIZE, seed=6)
    seconds = medians(
        {
            "one": compare_plans(crowd.plan, make_edit(crowd.plan, 0.05).document),
            "four": compare_plans(four, make_edit(four, 0.05).document),
        },
        TIMES,
    )
    ratio = seconds["four"] / seconds["one"] / 4
    yield Figure(f"comparing {4 * SIZE:,} characters", ratio, LINEAR, seconds=seconds["four"])
