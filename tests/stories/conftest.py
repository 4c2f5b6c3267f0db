"""The stories run in a real browser against a real server, whose clock the story moves."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser
from waitress.server import create_server

from consult.models import Person
from consult.web.current import Shell
from consult.web.i18n import COOKIE as LANGUAGE
from consult.web.sign_in_session import COOKIE_WITHOUT_HTTPS
from tests.database import open_engine
from tests.stories.demonstration import load as load_demonstration
from tests.stories.visitor import Visitor
from tests.web.conftest import Clock, clock, empty_database, make_config, shared_app, signed_in

__all__ = ["clock", "empty_database", "shared_app"]

THREADS = 8
#: Milliseconds until what a story expects counts as missing; the machine may be busy with other tests.
PATIENCE = 15_000


@dataclass
class Site:
    """A running server: its application, its address and the clock it goes by."""

    app: Flask
    base: str
    clock: Clock


@pytest.fixture(scope="session")
def base(shared_app: Flask) -> Iterator[str]:
    """The address of a loopback port on which the application is served."""
    server = create_server(shared_app, host="127.0.0.1", port=0, threads=THREADS, ident=None)
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    yield f"http://127.0.0.1:{server.effective_port}"

    def end() -> None:
        for channel in list(server.active_channels.values()):
            channel.handle_close()
        server.close()

    # Its sockets belong to the server's own thread.
    server.trigger.pull_trigger(end)
    running.join(timeout=10)
    server.task_dispatcher.shutdown()


@contextmanager
def serve(app: Flask, base: str, clock: Clock, database: Path, folder: Path) -> Iterator[Site]:
    """The application on a copy of this database."""
    shutil.copy(database, folder / "consult.sqlite")
    config = replace(make_config(folder), base_url=base)
    shell = Shell(config=config, engine=open_engine(config.database_url), clock=clock)
    app.extensions["consult"] = shell
    yield Site(app, base, clock)
    shell.engine.dispose()


@pytest.fixture
def site(shared_app: Flask, base: str, clock: Clock, empty_database: Path, tmp_path: Path) -> Iterator[Site]:
    """The application on an empty database of its own."""
    with serve(shared_app, base, clock, empty_database, tmp_path) as site:
        yield site


@pytest.fixture(scope="session")
def demo_database(empty_database: Path) -> Path:
    """A database with the demonstration, to be copied."""
    path = empty_database.with_name("demonstration.sqlite")
    path.write_bytes(empty_database.read_bytes())
    load_demonstration(path)
    return path


@pytest.fixture
def demo_site(
    shared_app: Flask, base: str, clock: Clock, demo_database: Path, tmp_path: Path
) -> Iterator[Site]:
    """The demonstration on a server."""
    with serve(shared_app, base, clock, demo_database, tmp_path) as site:
        yield site


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(site: Site, browser: Browser) -> Iterator[Visit]:
    """Open a browser window: `visit(person)` signed in, `visit()` as anybody, `script=False`."""
    yield from windows(site, browser)


def windows(site: Site, browser: Browser) -> Iterator[Visit]:
    """A function that opens windows on a site; nothing may have gone wrong in any of them."""
    visitors: list[Visitor] = []

    def open_window(
        person: Person | None = None,
        *,
        script: bool = True,
        width: int = 1280,
        height: int = 900,
        text: int = 100,
        dark: bool = False,
        language: str = "",
    ) -> Visitor:
        context = browser.new_context(
            base_url=site.base,
            java_script_enabled=script,
            viewport={"width": width, "height": height},
            locale="fi-FI",
            timezone_id="Europe/Helsinki",
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        if person is not None:
            secret = signed_in(site.app, person, site.clock).cookie(COOKIE_WITHOUT_HTTPS)
            context.add_cookies([{"name": COOKIE_WITHOUT_HTTPS, "value": secret or "", "url": site.base}])
        if language:
            context.add_cookies([{"name": LANGUAGE, "value": language, "url": site.base}])
        visitors.append(Visitor(context.new_page(), has_script=script, text=text))
        return visitors[-1]

    yield open_window
    for visitor in visitors:
        visitor.page.context.close()
    assert [problem for visitor in visitors for problem in visitor.problems] == []
