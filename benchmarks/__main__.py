"""`make bench`: the promised largest consultation, its pages and the engine under them."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks import engine, pages
from benchmarks.memory import print_peak
from consult.web.clock import utc_now
from tests.large.crowd import FULL, ROUND
from tests.large.scene import make_config, open_scene

#: The server has its own clock: the round closed a day before now.
BEFORE = ROUND + timedelta(days=1)


def main() -> None:
    """Fill a database through the services, then measure; ratios stand beside times of this machine."""
    print(f"filling a database: {FULL}", flush=True)
    started = perf_counter()
    with TemporaryDirectory() as folder:
        config = make_config(Path(folder))
        with open_scene(config, FULL, opened_at=utc_now() - BEFORE) as scene:
            scene.close_round()
            print(f"filled in {perf_counter() - started:.0f} s", flush=True)
            pages.measure(scene, config)
            engine.measure(scene.reconciliation())
    print_peak()


if __name__ == "__main__":
    main()
