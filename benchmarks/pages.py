"""Pages of the largest consultation that is promised, against an empty page in the same layout."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.server import served
from benchmarks.table import print_table
from benchmarks.timing import medians
from consult.config import Config
from consult.web.clock import utc_now
from tests.large.crowd import FULL, ROUND
from tests.large.pages import Landmarks, agent_pages, participant_pages
from tests.large.reader import Reader
from tests.large.scene import Scene, make_config, open_scene

EMPTY = {"empty page": "/accessibility"}
TIMES = 15
#: The server has its own clock: the round closed a day before now.
BEFORE = ROUND + timedelta(days=1)
OVER_HTTP = ("reading page", "list", "a group of proposals", "publish preview")


def measure() -> None:
    """Fill a database through the services, then measure its pages."""
    print(f"\nfilling a database: {FULL}", flush=True)
    started = perf_counter()
    with TemporaryDirectory() as folder:
        config = make_config(Path(folder))
        with open_scene(config, FULL, opened_at=utc_now() - BEFORE) as scene:
            scene.close_round()
            print(f"filled in {perf_counter() - started:.0f} s", flush=True)
            _measure_all(scene, config)


def _measure_all(scene: Scene, config: Config) -> None:
    """Through the application itself, and through the production server on this machine."""
    at = Landmarks.of(scene.reconciliation())
    participant, agent = scene.read_as(scene.crowd.members[0][1]), scene.read_as(scene.crowd.agent)
    for who, reader, found in (
        ("participant", participant, participant_pages(scene, at)),
        ("agent", agent, agent_pages(scene, at)),
    ):
        pages = {**EMPTY, **found}
        _measure_inside(who, reader, pages)
        _measure_served(who, config, reader, pages)


def _measure_inside(who: str, reader: Reader, pages: Mapping[str, str]) -> None:
    seconds = medians({name: partial(reader.fetch, url) for name, url in pages.items()}, TIMES)
    queries = {name: reader.count(url) for name, url in pages.items()}
    sizes = {name: f"{len(reader.fetch(url)) / 1000:.0f}" for name, url in pages.items()}
    print_table(f"Pages of the {who}, the application alone", seconds, queries=queries, kB=sizes)


def _measure_served(who: str, config: Config, reader: Reader, pages: Mapping[str, str]) -> None:
    chosen = {name: url for name, url in pages.items() if name in (*EMPTY, *OVER_HTTP)}
    with served(config, reader.secret) as fetch:
        seconds = medians({name: partial(fetch, url) for name, url in chosen.items()}, TIMES, perf_counter)
    print_table(f"Pages of the {who}, through the production server", seconds)
