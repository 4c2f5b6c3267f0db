"""One counter for every `w:id` of a file: no bookmark, tracked change or comment shares a number."""

from itertools import count


class Ids:
    """Numbers from 1 on, each given once."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def next(self) -> int:
        """The next free number."""
        return next(self._numbers)
