"""At the size of a region every page asks little of the database, and no list is longer than a page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from lxml import html
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from consult.db import make_engine, writing_session
from consult.demo import load_demo
from consult.demo.large.load import Profile, load_large
from consult.migrate import upgrade
from consult.models import Consultation
from consult.reports.versions import current_version
from consult.services.notes import paste_notes
from consult.services.workshops import WorkshopPlan, add_workshop
from consult.web.app import create_app
from tests.factories import NOW
from tests.large.reader import Clock, sign_in
from tests.large.scene import make_config
from tests.signing import open_signing
from tests.stories.demonstration import Role, find_person
from tests.stories.tour import Tour
from tests.web.security.robot import Robot

pytestmark = pytest.mark.long

#: Several pages of every list, in half a minute.
REGION = Profile(organisations=450, invited=230, rounds=1, pages=3, decided=5)
NOTES = 300
MOST = 15
#: The longest list, where those who would get a mail are named; and the most that can be chosen from: one of
#: each organisation that takes part, the agent, everybody.
ROWS, CHOICES = 201, REGION.invited + 2
#: When an organisation opens a consultation for the first time, that is remembered.
FIRST_TIME = 1


@dataclass(frozen=True)
class Region:
    """The demonstration with a large consultation in it."""

    app: Flask
    slug: str

    def read_as(self, role: Role) -> "Measuring":
        """A browser of the first person in the role."""
        with writing_session(self.app.extensions["consult"].engine) as session:
            person = find_person(session, role)
        secret = None if person is None else sign_in(self.app, person, now=NOW).secret
        return Measuring(Robot(self.app, secret))


@dataclass
class Measuring:
    """A browser that remembers the longest list and the largest choice of every page it was shown."""

    robot: Robot
    rows: dict[str, int] = field(default_factory=dict)
    choices: dict[str, int] = field(default_factory=dict)

    def get(self, url: str) -> TestResponse:
        """Ask for a page."""
        response = self.robot.get(url)
        if response.status_code == 200 and response.mimetype == "text/html":
            tree = html.fromstring(response.data)
            self.rows[url] = max((_rows(found) for found in tree.iter("ul", "ol", "tbody")), default=0)
            self.choices[url] = max((len(found) for found in tree.iter("select")), default=0)
        return response


def _rows(found: html.HtmlElement) -> int:
    return len([child for child in found if child.tag in {"li", "tr"}])


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    """Hundreds of organisations, answers, notes, mails and rows of the log."""
    config = make_config(Path(tmp_path_factory.mktemp("region")))
    upgrade(config.database_url)
    engine = make_engine(config.database_url)
    with writing_session(engine) as session:
        load_demo(session, now=NOW)
        slug = _fill(session)
        session.commit()
    engine.dispose()
    app = create_app(config, clock=Clock(NOW))
    yield Region(app, slug)
    app.extensions["consult"].engine.dispose()


def _fill(session: Session) -> str:
    agent = find_person(session, Role.AGENT)
    assert agent is not None
    large: Consultation = load_large(session, agent, now=NOW, profile=REGION)
    workshop = add_workshop(session, large, WorkshopPlan("Suuri työpaja"), actor=agent, now=NOW)
    words = "\n".join(f"Muistiinpano {number}" for number in range(NOTES))
    paste_notes(session, workshop, words, theme="", page="suuri", actor=agent, now=NOW)
    version = current_version(session, large.id)
    assert version is not None
    open_signing(session, large, version, agent)
    return large.slug


@pytest.mark.parametrize("role", Role)
def test_every_page_is_bounded(region: Region, role: Role) -> None:
    reader = region.read_as(role)
    tour = Tour(region.app, reader).walk(f"/consultations/{region.slug}")
    assert tour.dear(MOST + FIRST_TIME) == {}
    assert {url: count for url, count in reader.rows.items() if count > ROWS} == {}
    assert {url: count for url, count in reader.choices.items() if count > CHOICES} == {}


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (Role.AGENT, "{top}/organisations"),
        (Role.AGENT, "{top}/invitations"),
        (Role.AGENT, "{top}/signatures"),
        (Role.AGENT, "{top}/workshops/notes"),
        (Role.AGENT, "{top}/log"),
        (Role.AGENT, "{top}/contributions"),
        (Role.AGENT, "{top}/reconcile"),
        (Role.ADMINISTRATOR, "/organisations"),
        (Role.ADMINISTRATOR, "/people"),
        (Role.ADMINISTRATOR, "/log"),
        (Role.ADMINISTRATOR, "/mails"),
    ],
)
def test_a_long_list_is_turned_page_by_page(region: Region, role: Role, address: str) -> None:
    reader = region.read_as(role)
    url = address.format(top=f"/consultations/{region.slug}")
    first, second = reader.get(url), reader.get(f"{url}?page=2")
    assert (first.status_code, second.status_code) == (200, 200)
    assert 'rel="next"' in first.text
    assert 'rel="prev"' in second.text
