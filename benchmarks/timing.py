"""Medians of several actions, taken in turns so that a busy moment of the machine falls on all of them."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from statistics import median
from time import process_time

Action = Callable[[], object]
Clock = Callable[[], float]


def medians(actions: Mapping[str, Action], times: int, clock: Clock = process_time) -> dict[str, float]:
    """Seconds of each action; each has been done once before it is timed.

    The processor's time is taken, since what else the machine does says nothing about the action; an
    action that waits for another process needs another clock.
    """
    for action in actions.values():
        action()
    taken: dict[str, list[float]] = {name: [] for name in actions}
    with _inputs_set_aside():
        for _ in range(times):
            for name, action in actions.items():
                taken[name].append(_seconds(action, clock))
    return {name: median(seconds) for name, seconds in taken.items()}


@contextmanager
def _inputs_set_aside() -> Iterator[None]:
    """What exists before the measuring is not looked through by the garbage collector again and again."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _seconds(action: Action, clock: Clock) -> float:
    started = clock()
    action()
    return clock() - started
