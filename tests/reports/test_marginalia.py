"""What stands in the margin, by block and by chapter."""

from consult.reports.chapters import Outline
from consult.reports.contributions import load_placed
from consult.reports.marginalia import gather
from consult.reports.texts import load_text
from consult.reports.visibility import Viewer
from consult.services.wishes import Add, Remove
from tests.statement import Statement, fill


def test_notes_are_gathered_by_block_and_counted_by_chapter(statement: Statement) -> None:
    fill(statement)
    outline = Outline(load_text(statement.session, statement.version.id))
    own = frozenset({statement.voices[0][0].id})
    who = Viewer(statement.consultation.id, statement.consultation.visibility, own)
    found = gather(load_placed(statement.session, who, statement.now, statement.version), outline)
    grants = found.on(statement.block("Hyvinvointialueen"))
    assert [entry.number for entry in grants.proposals] == [1, 2]
    assert not grants.comments
    table = outline.homes[statement.block("Kuusiniemi")]
    assert (len(found.on(table).comments), len(found.on(table).proposals)) == (1, 1)
    assert list(found.count(outline).values()) == [2, 3, 3, 2]
    assert sorted(entry.key for entry in found.own) == [("comment", 3), ("proposal", 1), ("proposal", 6)]
    assert not found.homeless


def test_a_block_before_everything_is_shown_at_the_first(statement: Statement) -> None:
    statement.propose(Add(None, "Aivan alkuun."))
    statement.send(0)
    outline = Outline(load_text(statement.session, statement.version.id))
    who = Viewer(statement.consultation.id, statement.consultation.visibility)
    found = gather(load_placed(statement.session, who, statement.now, statement.version), outline)
    assert [entry.number for entry in found.on(outline.first).proposals] == [1]


def test_what_was_said_of_a_block_that_is_gone_has_no_home(statement: Statement) -> None:
    statement.propose(Remove((statement.block("Mittarit laskevat päiviä"),)))
    statement.send(0)
    outline = Outline(statement.base.__class__(statement.base.blocks[:2]))
    who = Viewer(statement.consultation.id, statement.consultation.visibility)
    found = gather(load_placed(statement.session, who, statement.now, statement.version), outline)
    assert [entry.number for entry in found.homeless] == [1]
