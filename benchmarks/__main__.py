"""`make bench`: the promised largest consultation, its pages, the engine under them, and Word files.

`python -m benchmarks word` measures Word files alone.
"""

import sys
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks import engine, pages, word
from benchmarks.memory import print_peak
from consult.web.clock import utc_now
from tests.large.crowd import FULL, ROUND
from tests.large.scene import make_config, open_scene

#: The server has its own clock: the round closed a day before now.
BEFORE = ROUND + timedelta(days=1)


def main() -> None:
    """Measure what is named on the command line, or everything; ratios stand beside times of this machine."""
    if sys.argv[1:] != ["word"]:
        measure_consultation()
    word.measure()
    print_peak()


def measure_consultation() -> None:
    """Fill a database through the services, then measure."""
    print(f"filling a database: {FULL}", flush=True)
    started = perf_counter()
    with TemporaryDirectory() as folder:
        config = make_config(Path(folder))
        with open_scene(config, FULL, opened_at=utc_now() - BEFORE) as scene:
            scene.close_round()
            print(f"filled in {perf_counter() - started:.0f} s", flush=True)
            pages.measure(scene, config)
            engine.measure(scene.reconciliation())


if __name__ == "__main__":
    main()
