"""Medians of several actions, taken in turns so that a busy moment of the machine falls on all of them."""

from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter

Action = Callable[[], object]
Clock = Callable[[], float]


def medians(actions: Mapping[str, Action], times: int, clock: Clock = perf_counter) -> dict[str, float]:
    """Seconds of each action by the clock; each has been done once before it is timed."""
    for action in actions.values():
        action()
    taken: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(times):
        for name, action in actions.items():
            taken[name].append(_seconds(action, clock))
    return {name: median(seconds) for name, seconds in taken.items()}


def _seconds(action: Action, clock: Clock) -> float:
    started = clock()
    action()
    return clock() - started
