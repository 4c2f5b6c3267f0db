"""Groups under five are not broken down, and cannot be told from what is left."""

from consult.models import Organisation
from consult.reports.endorsements import Signing
from consult.reports.signing_groups import break_down


def rows(**sizes: int) -> list[Signing]:
    """So many organisations of each sector."""
    return [
        Signing(Organisation(sector=name.strip("_"))) for name, size in sizes.items() for _ in range(size)
    ]


def shown(found: list[Signing]) -> dict[str, int]:
    """The groups and how many were asked in each."""
    return {group.name: group.count.asked for group in break_down(found, lambda one: one.sector)}


def test_large_groups_stand_by_name_and_the_rest_together() -> None:
    assert shown(rows(b=5, a=6, c=3, d=2)) == {"a": 6, "b": 5, "": 5}


def test_a_small_rest_takes_the_smallest_group_with_it() -> None:
    assert shown(rows(a=9, b=5, c=2, _=1)) == {"a": 9, "": 8}


def test_few_are_one_group() -> None:
    assert shown(rows(a=2, b=1)) == {"": 3}
    assert shown([]) == {}
