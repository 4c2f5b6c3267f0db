"""A place where two texts differ."""

from typing import NamedTuple


class Hunk(NamedTuple):
    """The characters [start, end) of the old text stand as [new_start, new_end) in the new one."""

    start: int
    end: int
    new_start: int
    new_end: int

    @property
    def is_addition(self) -> bool:
        """Whether words only came."""
        return self.start == self.end

    @property
    def is_pure(self) -> bool:
        """Whether words only came or only went."""
        return self.start == self.end or self.new_start == self.new_end

    def moved(self, shift: int) -> "Hunk":
        """The hunk so many characters to the right on both sides.

        >>> Hunk(4, 4, 4, 9).moved(2)
        Hunk(start=6, end=6, new_start=6, new_end=11)
        """
        return Hunk(self.start + shift, self.end + shift, self.new_start + shift, self.new_end + shift)
