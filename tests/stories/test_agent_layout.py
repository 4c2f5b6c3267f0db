"""The agent's lists in the demonstration: the queue is as long as its page, a badge as its word."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from consult.models import Consultation
from tests.stories.conftest import Site, Visit, windows
from tests.stories.demonstration import Role, find_person
from tests.stories.visitor import Visitor
from tests.web.conftest import writing

#: The second one that is loaded is being reconciled.
RECONCILED = 1
WIDE, NARROW = 1280, 360


@pytest.fixture
def visit(demo_site: Site, browser: Browser) -> Iterator[Visit]:
    """Windows on the demonstration."""
    yield from windows(demo_site, browser)


def opened(demo_site: Site, visit: Visit, path: str, *, width: int) -> Visitor:
    """The agent at a page of the consultation that is being reconciled."""
    with writing(demo_site.app) as session:
        agent = find_person(session, Role.AGENT)
        slug = session.scalars(select(Consultation.slug).order_by(Consultation.id)).all()[RECONCILED]
    return visit(agent, width=width).go(f"/consultations/{slug}/{path}")


def test_the_queue_is_as_long_as_its_page(demo_site: Site, visit: Visit) -> None:
    queue = opened(demo_site, visit, "reconcile", width=WIDE).page.locator(".queue--page")
    inside, outside = queue.evaluate("queue => [queue.scrollHeight, queue.clientHeight]")
    assert inside == outside > 900


def test_the_badge_of_a_closed_round_is_as_wide_as_its_word(demo_site: Site, visit: Visit) -> None:
    badges = opened(demo_site, visit, "rounds", width=NARROW).page.locator(".todo .static-chip").all()
    boxes = [badge.bounding_box() for badge in badges]
    assert len(boxes) == 2
    assert all(box is not None and box["width"] < NARROW / 2 for box in boxes)
