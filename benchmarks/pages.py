"""Pages of the largest consultation that is promised, against an empty page in the same layout."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.server import served
from benchmarks.table import print_table
from benchmarks.timing import Action, medians
from consult.config import Config
from consult.web.clock import utc_now
from tests.large.crowd import FULL, ROUND, Size
from tests.large.pages import Landmarks, agent_pages, participant_pages
from tests.large.reader import Reader
from tests.large.scene import Scene, make_config, open_scene

EMPTY = {"empty page": "/accessibility"}
TIMES = 15
#: The same text and as many who answer it, but with little said.
FEW = Size(pages=FULL.pages, organisations=FULL.organisations, proposals=60, comments=120)
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
            _measure_growth(scene)


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


def _measure_growth(many: Scene) -> None:
    """The reading page and the workbench where much has been said, against the same where little has."""
    with (
        TemporaryDirectory() as folder,
        open_scene(make_config(Path(folder)), FEW, opened_at=many.crowd.opened_at) as few,
    ):
        few.close_round()
        for title, page in (("The reading page", _reading_page), ("One place", _place)):
            pages = {f"{scene.size.proposals} proposals": page(scene) for scene in (few, many)}
            print_table(f"{title} by what has been said", medians(pages, TIMES))


def _reading_page(scene: Scene) -> Action:
    at = Landmarks.of(scene.reconciliation())
    reader = scene.read_as(scene.crowd.members[0][1])
    return partial(reader.fetch, participant_pages(scene, at)["reading page"])


def _place(scene: Scene) -> Action:
    at = Landmarks.of(scene.reconciliation())
    return partial(scene.read_as(scene.crowd.agent).fetch, agent_pages(scene, at)["a comment to answer"])
