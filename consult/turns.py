"""Writers of one process wait for each other in the order in which they came."""

from collections import deque
from threading import Event, Lock


class Turns:
    """One at a time, first come, first served; who has waited too long goes without."""

    def __init__(self) -> None:
        self._mutex = Lock()
        self._waiting: deque[Event] = deque()
        self._is_taken = False

    def take(self, patience: float) -> bool:
        """Wait for the turn, at most so many seconds; say whether it came."""
        with self._mutex:
            if not self._is_taken:
                self._is_taken = True
                return True
            mine = Event()
            self._waiting.append(mine)
        if mine.wait(patience):
            return True
        with self._mutex:
            if mine in self._waiting:
                self._waiting.remove(mine)
                return False
        # It was handed over just as the patience ended.
        return True

    def give(self) -> None:
        """Hand the turn to the one who has waited longest."""
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False
