"""The pages of the style guide in a real browser, answered by the application without a server."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import Route

from tests.web.client import PageClient

Open = Callable[[str], BrowserPage]


@pytest.fixture
def open_page(app: Flask, client: PageClient, page: BrowserPage) -> Iterator[Open]:
    """Open an address of the application; whatever breaks its policy or a script fails the test."""
    base = app.extensions["consult"].config.base_url
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if "Policy" in said.text else None)

    def answer(route: Route) -> None:
        request = route.request
        with client.http.open(
            request.url.removeprefix(base),
            method=request.method,
            data=request.post_data_buffer,
            headers=request.headers,
            base_url=base,
            follow_redirects=True,
        ) as response:
            body = response.get_data()
        route.fulfill(status=response.status_code, headers=dict(response.headers), body=body)

    def open_address(address: str) -> BrowserPage:
        page.goto(base + address)
        return page

    page.context.route(f"{base}/**", answer)
    yield open_address
    assert problems == []
