"""Every page of the demonstration, as everybody who may open it: axe, and one language."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser

from consult.services.people import LANGUAGES
from tests.stories.conftest import Site, windows
from tests.stories.demonstration import Look, Role, look
from tests.stories.foreign_words import foreign_words
from tests.web.conftest import writing

WIDE, NARROW = 1280, 360
FINNISH = "fi"
#: Whatever somebody asks for, and one more when an organisation opens a consultation for the first time.
MOST_QUERIES, FIRST_TIME = 15, 1
#: Files that are downloaded, and addresses that only lead on.
NO_PAGES = frozenset(
    {
        "static",
        "home.healthz",
        "reading.block",
        "reading.picture",
        "reading.calendar_feed",
        "versions.export",
        "coordination.transfer_json",
        "coordination.signatures_csv",
        "endorsing.addendum_file",
        "versions.export_markdown",
        "versions.export_plain",
        "versions.redline_file",
        "answering.returned_original",
        "coordination.export_participants",
        "administration.export_csv",
        "administration.export_log",
        "coordination.export_log",
        "workshops.qr",
        "administration.export_xlsx",
    }
)
#: Pages with tests of their own: a sign-in mail's, the style guide's, what is seen after an upload or after
#: an answer was entered for somebody, and the pages of networks, of which the demonstration has none.
ELSEWHERE = frozenset(
    {
        "auth.open_link",
        "mails.unsubscribing",
        "dev.style_guide",
        "dev.sample",
        "answering.returned",
        "answering.enter",
        "answering.enter_on",
        "answering.arrival",
        "answering.change_entered",
        "answering.correct",
        "answering.heard",
        "administration.check_table",
        "workshops.check_table",
        "coordination.check_request",
        "coordination.check_list",
        "coordination.bounce",
        "coordination.group",
        "coordination.network",
    }
)
NOT_TOURED = NO_PAGES | ELSEWHERE
#: Whose pages these are; the long tier looks at all of everybody's.
AREAS = {
    Role.ANONYMOUS: ("auth.", "home.", "dev.", "phone.", "reading.front", "reading.draft"),
    Role.MEMBER: ("answering.", "home.index", "reading."),
    Role.AGENT: ("coordination.", "workshops.", "intake.", "reconciling.", "versions.", "reading.front"),
    Role.ADMINISTRATOR: ("administration.", "home.index"),
}
#: The others' pages are looked at in the long tier, and most of them in the stories.
SHORT = frozenset({Role.AGENT, Role.ANONYMOUS})
every_role = pytest.mark.parametrize("role", Role)


@contextmanager
def looking(demo_site: Site, role: Role, language: str = FINNISH) -> Iterator[Look]:
    """What somebody sees who has walked through everything."""
    with writing(demo_site.app) as session:
        yield look(demo_site.app, demo_site.clock, session, role, language)


def check(
    demo_site: Site, browser: Browser, seen: Look, pages: Iterable[str], *, width: int, dark: bool
) -> None:
    """Open the pages in the browser."""
    for visit in windows(demo_site, browser):
        visitor = visit(seen.person, width=width, dark=dark, language=seen.language)
        for url in pages:
            visitor.page.goto(url)
            visitor.is_accessible()


def foreign(seen: Look) -> dict[str, list[str]]:
    """Words in the wrong language, by the address of the page."""
    found = {url: foreign_words(page, seen.language) for url, page in seen.tour.bodies.items()}
    return {url: words for url, words in found.items() if words}


@pytest.mark.long
def test_every_page_is_reached_by_somebody(demo_site: Site) -> None:
    reached: set[str] = set()
    for role in Role:
        with looking(demo_site, role) as seen:
            reached |= set(seen.tour.one_of_each())
            assert seen.tour.dear(MOST_QUERIES + FIRST_TIME) == {}
    views = {rule.endpoint for rule in demo_site.app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert views - reached == NOT_TOURED


@pytest.mark.parametrize(
    "role", [pytest.param(role, marks=() if role in SHORT else pytest.mark.long) for role in AREAS]
)
def test_every_kind_of_page_in_finnish(demo_site: Site, browser: Browser, role: Role) -> None:
    with looking(demo_site, role) as seen:
        assert foreign(seen) == {}
        assert seen.tour.dear(MOST_QUERIES) == {}
    pages = [url for view, url in seen.tour.one_of_each().items() if view.startswith(AREAS[role])]
    check(demo_site, browser, seen, pages, width=WIDE, dark=False)


@pytest.mark.long
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@every_role
def test_every_page_on_a_phone(
    demo_site: Site, browser: Browser, role: Role, language: str, *, dark: bool
) -> None:
    with looking(demo_site, role, language) as seen:
        assert foreign(seen) == {}
    check(demo_site, browser, seen, seen.tour.pages.values(), width=NARROW, dark=dark)
