"""Things that belong together, joined two by two."""

from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Union(Generic[T]):
    """Disjoint sets with path halving."""

    def __init__(self) -> None:
        self._above: dict[T, T] = {}

    def root(self, value: T) -> T:
        """The value that stands for the set of `value`."""
        above = self._above
        while value in above and above[value] != value:
            above[value] = above.get(above[value], above[value])
            value = above[value]
        return value

    def join(self, one: T, other: T) -> None:
        """Make one set of the sets of two values."""
        first, second = self.root(one), self.root(other)
        if first != second:
            self._above[second] = first
