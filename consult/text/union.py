"""Things that belong together, joined two by two."""

from collections.abc import Hashable, Sequence
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

    def join_all(self, values: Sequence[T]) -> None:
        """Make one set of the sets of all values."""
        for value in values[1:]:
            self.join(values[0], value)
