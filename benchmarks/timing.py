"""Medians of several actions, taken in turns so that a busy moment of the machine falls on all of them."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from statistics import median
from time import perf_counter

Action = Callable[[], object]


def medians(actions: Mapping[str, Action], times: int) -> dict[str, float]:
    """Seconds of each action; each has been done once before it is timed."""
    for action in actions.values():
        action()
    taken: dict[str, list[float]] = {name: [] for name in actions}
    with _inputs_set_aside():
        for _ in range(times):
            for name, action in actions.items():
                taken[name].append(_seconds(action))
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


def _seconds(action: Action) -> float:
    started = perf_counter()
    action()
    return perf_counter() - started
