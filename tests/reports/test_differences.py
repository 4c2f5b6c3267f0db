"""Differences are read back exactly as they were computed."""

from consult import text
from consult.models import Difference, Outcome
from consult.reports.differences import ENGINE, find_comparison, load_comparison
from consult.reports.texts import load_texts
from consult.services.differences import store_difference
from tests.counting import count_queries
from tests.statement import Statement, fill


def published(statement: Statement) -> dict[int, text.Document]:
    """Two versions with every kind of change between them."""
    fill(statement)
    statement.close()
    for number in (2, 3, 4, 5):
        statement.decide(statement.proposals[number], Outcome.ACCEPTED)
    statement.publish()
    return load_texts(statement.session, {statement.first.id, statement.version.id})


def test_publishing_stores_the_difference(statement: Statement) -> None:
    texts = published(statement)
    first, second = statement.first, statement.version
    with count_queries(statement.session) as queries:
        stored = find_comparison(statement.session, first, second, texts)
    assert len(queries) <= 1
    assert stored == text.compare(texts[first.id], texts[second.id])


def test_what_is_not_stored_is_computed_and_nothing_is_written(statement: Statement) -> None:
    texts = published(statement)
    row = statement.session.get_one(Difference, (statement.first.id, statement.version.id, ENGINE))
    statement.session.delete(row)
    statement.session.flush()
    found = load_comparison(statement.session, statement.first, statement.version, texts)
    assert found == text.compare(texts[statement.first.id], texts[statement.version.id])
    assert not statement.session.new
    assert find_comparison(statement.session, statement.first, statement.version, texts) is None


def test_storing_twice_keeps_one_row(statement: Statement) -> None:
    published(statement)
    again = store_difference(statement.session, statement.first, statement.version)
    assert again.changes
    assert statement.session.query(Difference).count() == 1
