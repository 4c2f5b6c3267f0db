"""The pictures of the README: what the demonstration shows, the same every time; made by the long tier."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import Consultation, Document, DocumentRole, Proposal, ProposalKind, Version
from consult.reports.reconciliation import load_reconciliation
from consult.reports.texts import load_text
from consult.reports.versions import current_version
from tests.stories.conftest import Site, windows
from tests.stories.demonstration import Role, find_person
from tests.stories.visitor import Visitor
from tests.web.conftest import writing

pytestmark = pytest.mark.long
#: In the order of loading: filed, being reconciled, open.
FILED, RECONCILED, OPEN = range(3)


@pytest.fixture
def window(demo_site: Site, browser: Browser) -> Iterator[tuple[Visitor, Visitor]]:
    """A participant's and the agent's."""
    with writing(demo_site.app) as session:
        people = [find_person(session, role) for role in (Role.MEMBER, Role.AGENT)]
    for visit in windows(demo_site, browser):
        participant, agent = (visit(person, width=1280, height=800) for person in people)
        yield participant, agent


def consultation(session: Session, place: int) -> Consultation:
    """One of the three."""
    return session.scalars(select(Consultation).order_by(Consultation.id)).all()[place]


def longest(session: Session, here: Consultation) -> int:
    """The first proposal to the longest block whose words somebody wants to change."""
    version = current_version(session, here.id)
    assert version is not None
    words = load_text(session, version.id).by_id
    sent = (Proposal.consultation_id == here.id, Proposal.kind == ProposalKind.REWORD)
    shown = (Proposal.document_id == version.document_id, Proposal.sent_at.is_not(None))
    rows = session.scalars(select(Proposal).where(*sent, *shown).order_by(Proposal.number)).all()
    return max(rows, key=lambda row: len(words[row.block_id or ""].text)).number


def put_at_top(block: Locator) -> None:
    """Scroll until a block is a little below the upper edge."""
    block.evaluate("block => window.scrollTo(0, block.getBoundingClientRect().top + scrollY - 140)")


def test_the_draft_with_a_proposal_in_the_margin(demo_site: Site, window: tuple[Visitor, Visitor]) -> None:
    with writing(demo_site.app) as session:
        here = consultation(session, OPEN)
        home = f"/consultations/{here.slug}/draft"
        number = longest(session, here)
    reader, _ = window
    reader.page.goto(home)
    asked = reader.page.locator(f"a[href*='show=proposal:{number}']").first
    anchor = asked.evaluate("link => link.closest('article').id")
    block = reader.page.locator(f"#{anchor}")
    asked.click()
    expect(block.locator(".slip")).to_be_visible()
    put_at_top(block)
    reader.picture("draft")


def test_the_workbench_with_three_proposals(demo_site: Site, window: tuple[Visitor, Visitor]) -> None:
    with writing(demo_site.app) as session:
        here = consultation(session, RECONCILED)
        version = current_version(session, here.id)
        assert version is not None
        spots = load_reconciliation(session, version).spots
        key = max(spots, key=lambda spot: (spot.is_open, len(spot.members))).key
        address = f"/consultations/{here.slug}/reconcile/{key}"
    _, agent = window
    agent.page.goto(address)
    agent.picture("reconcile")


def test_what_changed(demo_site: Site, window: tuple[Visitor, Visitor]) -> None:
    with writing(demo_site.app) as session:
        here = consultation(session, RECONCILED)
        drafts = select(Version).join(Document, Version.document_id == Document.id)
        here_only = drafts.where(Document.consultation_id == here.id, Document.role == DocumentRole.DRAFT)
        old, new = session.scalars(here_only.order_by(Version.number)).all()[-2:]
        compared = f"documents/{old.document_id}/compare/{old.number}/{new.number}"
        address = f"/consultations/{here.slug}/{compared}?view=text"
    reader, _ = window
    reader.page.goto(address)
    changed = reader.main.get_by_role("article").filter(has=reader.page.locator("del")).first
    put_at_top(changed)
    reader.picture("compare")
