"""What stands in the margin, by block and by chapter, counted by the database."""

from collections import Counter

import pytest

from consult import text
from consult.models import Outcome, Visibility
from consult.reports.chapters import Outline
from consult.reports.contributions import Entry, Noun
from consult.reports.marginalia import Marginalia, gather
from consult.reports.placed import find_block, load_comments_on, load_proposals_on
from consult.reports.tallies import count_own, load_tallies
from consult.reports.texts import load_text
from consult.reports.visibility import Viewer
from consult.services.contributions import withdraw
from consult.services.proposals import load_proposal
from consult.services.wishes import Add, Remove
from tests.counting import count_queries, count_rows
from tests.statement import Statement, fill


def viewer(statement: Statement, *voices: int, is_agent: bool = False) -> Viewer:
    """Somebody who looks, with these voices."""
    own = frozenset(statement.voices[one][0].id for one in voices)
    return Viewer(statement.consultation.id, statement.consultation.visibility, own, is_agent)


def outline_of(statement: Statement) -> Outline:
    """The chapters of the version that stands."""
    return Outline(load_text(statement.session, statement.version.id))


def margin(statement: Statement, who: Viewer, outline: Outline) -> Marginalia:
    """What a reader finds in the margin of the version that stands."""
    return gather(load_tallies(statement.session, who, statement.now, statement.version), outline)


def on_blocks(statement: Statement, who: Viewer, *blocks: str) -> tuple[Entry, ...]:
    """The proposals and comments themselves."""
    where = (statement.session, who, statement.now, statement.version, blocks)
    return (*load_proposals_on(*where), *load_comments_on(*where))


def test_notes_are_gathered_by_block_and_counted_by_chapter(statement: Statement) -> None:
    fill(statement)
    outline, who = outline_of(statement), viewer(statement, 0)
    found = margin(statement, who, outline)
    grants = statement.block("Hyvinvointialueen")
    assert [entry.number for entry in on_blocks(statement, who, grants)] == [1, 2]
    assert (found.on(grants).first, found.on(grants).proposals) == (1, 2)
    assert not found.on(grants).comments
    table = outline.homes[statement.block("Kuusiniemi")]
    assert (found.on(table).comments, found.on(table).proposals) == (1, 1)
    assert list(found.count(outline).values()) == [2, 3, 3, 2]
    own = [entry.key for entry in on_blocks(statement, who, *outline.homes) if entry.is_own]
    assert sorted(own) == [("comment", 3), ("proposal", 1), ("proposal", 6)]
    assert not found.homeless


def test_a_block_before_everything_is_shown_at_the_first(statement: Statement) -> None:
    statement.propose(Add(None, "Aivan alkuun."))
    statement.send(0)
    outline, who = outline_of(statement), viewer(statement)
    found = margin(statement, who, outline)
    assert [entry.number for entry in on_blocks(statement, who, outline.first, "")] == [1]
    assert (found.on(outline.first).first, found.on(outline.first).proposals) == (1, 1)
    assert find_block(statement.session, who, statement.now, statement.version, 1) == ""


def test_what_was_said_of_a_block_that_is_gone_has_no_home(statement: Statement) -> None:
    gone = statement.block("Mittarit laskevat päiviä")
    statement.propose(Remove((gone,)))
    statement.send(0)
    outline = Outline(text.Document(statement.base.blocks[:2]))
    found = margin(statement, viewer(statement), outline)
    assert found.homeless == 1
    assert [entry.number for entry in on_blocks(statement, viewer(statement), gone)] == [1]


def test_the_first_proposal_of_a_table_is_the_first_to_arrive_in_any_of_its_cells(
    statement: Statement,
) -> None:
    statement.reword("Selkävesi", "Selkävesi", "Selkäveden kunta", by=1)
    statement.reword("Kuusiniemi", "Kuusiniemi", "Kuusiniemen kunta", by=2)
    statement.send(1, 2)
    outline = outline_of(statement)
    found = margin(statement, viewer(statement), outline).on(outline.homes[statement.block("Kuusiniemi")])
    assert (found.first, found.proposals) == (1, 2)


@pytest.mark.parametrize("visibility", list(Visibility))
@pytest.mark.parametrize("published", [False, True])
@pytest.mark.usefixtures("noise")
def test_the_counts_are_those_of_the_entries_that_the_reader_sees(
    statement: Statement, visibility: Visibility, *, published: bool
) -> None:
    fill(statement)
    statement.reword("Suunnitelma on", "selkeä", "hyvä")
    taken_back = load_proposal(statement.session, statement.consultation.id, 4)
    withdraw(statement.session, taken_back, actor=statement.voices[1][1], now=statement.now)
    statement.consultation.visibility = visibility
    if published:
        statement.close()
        statement.decide(statement.proposals[2], Outcome.ACCEPTED)
        statement.publish()
    blocks = ("", *outline_of(statement).homes)
    for who in (
        viewer(statement),
        viewer(statement, 0),
        viewer(statement, 1),
        viewer(statement, is_agent=True),
    ):
        tallies = load_tallies(statement.session, who, statement.now, statement.version)
        entries = on_blocks(statement, who, *blocks)
        counted = Counter((entry.noun, entry.block_id) for entry in entries)
        assert {(tally.noun, tally.block_id): tally.count for tally in tallies} == counted
        firsts = {(entry.noun, entry.block_id): entry.number for entry in reversed(entries)}
        assert {(tally.noun, tally.block_id): tally.first for tally in tallies} == firsts
        own = [entry for entry in entries if entry.is_own]
        part = count_own(tallies)
        assert part.comments == sum(entry.noun is Noun.COMMENT for entry in own)
        assert part.proposals == sum(entry.noun is Noun.PROPOSAL for entry in own)
        assert part.unsent == sum(entry.sent_at is None for entry in own)
        assert part.saved_at == max((entry.created_at for entry in own), default=None)


def test_the_rows_do_not_grow_with_what_is_said(statement: Statement) -> None:
    fill(statement)
    who, grants = viewer(statement, 0), statement.block("Hyvinvointialueen")

    def cost() -> tuple[int, int]:
        with count_queries(statement.session) as queries, count_rows(statement.session) as rows:
            outline = outline_of(statement)
            margin(statement, who, outline)
            find_block(statement.session, who, statement.now, statement.version, 1)
            on_blocks(statement, who, grants)
        return len(queries), sum(rows)

    few = cost()
    for number in range(8):
        statement.comment("Suunnitelma on", f"Huomio {number}.")
        statement.reword("Pienellä", "maksuton tila", f"maksuton tila {number}", by=1)
    statement.send(0, 1)
    assert cost() == few
