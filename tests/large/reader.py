"""Somebody who reads pages of a large consultation: each answer with what it cost the database."""

from dataclasses import dataclass
from datetime import datetime

from flask import Flask
from flask.testing import FlaskClient

from consult.db import writing_session
from consult.models import Person
from consult.services.sessions import start_session
from consult.web.sign_in_session import COOKIE_WITHOUT_HTTPS
from tests.statements import counted_statements


@dataclass
class Clock:
    """Shows the time it was set to."""

    now: datetime

    def __call__(self) -> datetime:
        """The instant it shows."""
        return self.now


@dataclass(frozen=True)
class Reader:
    """One person's browser in one application, without the checks of every page that other tests make."""

    app: Flask
    http: FlaskClient
    secret: str

    def fetch(self, url: str) -> bytes:
        """A page that must be there."""
        response = self.http.get(url)
        assert response.status_code == 200, f"{url}: {response.status}"
        return bytes(response.data)

    def count(self, url: str) -> int:
        """How many queries the page takes, with all that the shell asks."""
        with counted_statements(self.app.extensions["consult"].engine) as statements:
            self.fetch(url)
        return len(statements)


def sign_in(app: Flask, person: Person, *, now: datetime) -> Reader:
    """The person's browser with a session that has just begun."""
    engine = app.extensions["consult"].engine
    with writing_session(engine) as session:
        secret = start_session(session, person, now=now)
        session.commit()
    http = app.test_client()
    http.set_cookie(COOKIE_WITHOUT_HTTPS, secret)
    return Reader(app, http, secret)
