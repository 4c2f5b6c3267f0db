"""Every page that links lead a person to, in the demonstration: one of each kind."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from tests.statements import counted_statements
from tests.web.security.crawl import links
from tests.web.security.robot import HOST

#: Of one kind of page in one consultation so many are fetched, in search of others.
EACH = 3
OK = 200


class Browser(Protocol):
    """Whatever fetches pages."""

    def get(self, url: str) -> TestResponse:
        """Ask for a page."""


@dataclass
class Tour:
    """Pages by what they are: endpoint, consultation and the names of what is asked after the path."""

    app: Flask
    robot: Browser
    pages: dict[tuple[str, str, tuple[str, ...]], str] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    #: What every address that was asked for took of the database, files and errors too.
    queries: dict[str, int] = field(default_factory=dict)

    def walk(self, *starts: str) -> "Tour":
        """Follow every link from here."""
        waiting = ["/", *starts]
        fetched: Counter[object] = Counter()
        seen = set(waiting)
        while waiting:
            url = waiting.pop(0)
            key = self._kind(url)
            if key is None or fetched[key] >= EACH:
                continue
            with counted_statements(self.app.extensions["consult"].engine) as statements:
                response = self.robot.get(url)
            self.queries[url] = len(statements)
            fetched[key] += response.status_code == OK
            if response.status_code == OK and response.mimetype == "text/html":
                self.pages.setdefault(key, url)
                self.bodies.setdefault(self.pages[key], response.text)
            new = [link for link in links(response) if link not in seen]
            seen.update(new)
            waiting.extend(new)
        return self

    def one_of_each(self) -> dict[str, str]:
        """The first page of each endpoint."""
        found: dict[str, str] = {}
        for (endpoint, _, _), url in self.pages.items():
            found.setdefault(endpoint, url)
        return found

    def dear(self, most: int) -> dict[str, int]:
        """The addresses that took more."""
        return {url: count for url, count in self.queries.items() if count > most}

    def _kind(self, url: str) -> tuple[str, str, tuple[str, ...]] | None:
        parts = urlsplit(url)
        try:
            endpoint, values = self.app.url_map.bind(HOST).match(parts.path)
        except HTTPException:
            return None
        return endpoint, str(values.get("slug", "")), tuple(sorted(parse_qs(parts.query)))
