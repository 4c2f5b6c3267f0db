"""How far signing has come by sector or municipality; groups of fewer than five are not broken down."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from consult.models import Organisation
from consult.reports.endorsements import Count, Signing, count_signings

SMALLEST = 5


@dataclass(frozen=True)
class Group:
    """A sector or a municipality with its figures; the rest has no name."""

    name: str
    count: Count


def break_down(rows: Iterable[Signing], key: Callable[[Organisation], str]) -> tuple[Group, ...]:
    """By name, the rest last; as long as the rest is small, the smallest group joins it."""
    groups: dict[str, list[Signing]] = defaultdict(list)
    for row in rows:
        groups[key(row.organisation)].append(row)
    rest = groups.pop("", [])
    for name in [name for name, found in groups.items() if len(found) < SMALLEST]:
        rest += groups.pop(name)
    while rest and len(rest) < SMALLEST and groups:
        rest += groups.pop(min(groups, key=lambda name: (len(groups[name]), name)))
    named = [Group(name, count_signings(found)) for name, found in sorted(groups.items())]
    return (*named, Group("", count_signings(rest))) if rest else tuple(named)
