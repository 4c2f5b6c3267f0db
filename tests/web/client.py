"""A reader with a browser, for tests: fetches pages, fills in forms, follows redirects."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from tests.web.page import Page

#: A page that asks nothing of the database and carries a token.
ANY_PAGE = "/privacy"


class PageClient:
    """One browser; every page it fetches is checked."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.base_url = app.extensions["consult"].config.base_url
        self.http = app.test_client()

    def get(self, url: str, *, hx: str = "", headers: Mapping[str, str] | None = None) -> Page:
        """Fetch a page; with `hx` the part with this id, as htmx would."""
        return Page(self.http.get(url, base_url=self.base_url, headers={**_hx(hx), **(headers or {})}))

    def post(
        self,
        url: str,
        data: Mapping[str, Any] | None = None,
        *,
        hx: str = "",
        headers: Mapping[str, str] | None = None,
        token: bool = True,
    ) -> Page:
        """Post fields with a valid token, or without any."""
        fields = {**({"csrf_token": self.token()} if token else {}), **(data or {})}
        sent = {**_hx(hx), **(headers or {})}
        return Page(self.http.post(url, base_url=self.base_url, data=fields, headers=sent))

    def submit(
        self, page: Page, fields: Mapping[str, Any] | None = None, *, action: str = "", hx: str = ""
    ) -> Page:
        """Send a form of the page with these fields typed in; a button with a name is a field too."""
        form = page.form(action)
        data = {**form.fields, **(fields or {})}
        if form.method == "get":
            return Page(self.http.get(form.action, base_url=self.base_url, query_string=data))
        url = form.action if form.action.startswith("/") else page.response.request.path
        return Page(self.http.post(url, base_url=self.base_url, data=data, headers=_hx(hx)))

    def follow(self, page: Page) -> Page:
        """Go where a redirect leads."""
        assert 300 <= page.status < 400, f"not a redirect but {page.status}"
        parts = urlsplit(page.location)
        return self.get(parts.path + (f"?{parts.query}" if parts.query else ""))

    def token(self) -> str:
        """A token of this browser."""
        return self.get(ANY_PAGE).forms()[0].fields["csrf_token"][0]

    def cookie(self, name: str) -> str | None:
        """The value of a cookie."""
        host = urlsplit(self.base_url).hostname or ""
        found = self.http.get_cookie(name, domain=host)
        return None if found is None else found.value


def _hx(target: str) -> dict[str, str]:
    if not target:
        return {}
    return {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": f"div#{target}"}
