"""The stories run in a real browser against a real server, whose clock the story moves."""

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser
from waitress.server import create_server

from consult.models import Person
from consult.web.app import create_app
from consult.web.sign_in_session import COOKIE_WITHOUT_HTTPS
from tests.stories.visitor import Visitor
from tests.web.conftest import Clock, make_config, signed_in

THREADS = 8


@dataclass
class Site:
    """A running server: its application, its address and the clock it goes by."""

    app: Flask
    base: str
    clock: Clock


@pytest.fixture
def site(empty_database: Path, tmp_path: Path, clock: Clock) -> Iterator[Site]:
    """The application on a loopback port of its own."""
    shutil.copy(empty_database, tmp_path / "consult.sqlite")
    app = Flask("not yet")

    def answer(environ: object, start_response: object) -> object:
        return app.wsgi_app(environ, start_response)  # type: ignore[arg-type]  # any WSGI server's

    server = create_server(answer, host="127.0.0.1", port=0, threads=THREADS, ident=None)
    base = f"http://127.0.0.1:{server.effective_port}"
    app = create_app(replace(make_config(tmp_path), base_url=base), clock=clock)
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    yield Site(app, base, clock)
    server.close()
    app.extensions["consult"].engine.dispose()


@pytest.fixture
def visit(site: Site, browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """Open a browser window: `visit(person)` signed in, `visit()` as anybody, `script=False` without script."""
    visitors: list[Visitor] = []

    def open_window(
        person: Person | None = None, *, script: bool = True, width: int = 1280, height: int = 900
    ) -> Visitor:
        context = browser.new_context(
            base_url=site.base,
            java_script_enabled=script,
            viewport={"width": width, "height": height},
            locale="fi-FI",
            timezone_id="Europe/Helsinki",
        )
        if person is not None:
            secret = signed_in(site.app, person, site.clock).cookie(COOKIE_WITHOUT_HTTPS)
            context.add_cookies([{"name": COOKIE_WITHOUT_HTTPS, "value": secret or "", "url": site.base}])
        visitors.append(Visitor(context.new_page(), has_script=script))
        return visitors[-1]

    yield open_window
    for visitor in visitors:
        visitor.page.context.close()
    assert [problem for visitor in visitors for problem in visitor.problems] == []
