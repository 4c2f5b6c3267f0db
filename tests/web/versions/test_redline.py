"""A version with its proposals as a Word file: what is in it for whom, and what a reader can choose."""

from collections.abc import Callable

import pytest
from flask import Flask
from lxml import etree

from consult.docx.archive import unpack
from consult.docx.carried import Carried, read_carried
from consult.models import Person, Visibility
from tests.counting import count_queries
from tests.docx.lint import faults
from tests.docx.wordfile import w
from tests.statement import Statement
from tests.web.client import PageClient
from tests.web.conftest import Clock, writing

SignIn = Callable[[Person], PageClient]


def file_of(client: PageClient, statement: Statement, query: str = "", number: int = 1) -> bytes:
    """The file's bytes."""
    page = client.get(statement.version_url(f"/versions/{number}/proposals.docx{query}"))
    assert page.status == 200
    data = bytes(page.response.data)
    assert faults(data) == []
    return data


def carried(data: bytes) -> Carried:
    """The proposals and comments in it."""
    found = read_carried(etree.fromstring(unpack(data)["customXml/item1.xml"]))
    assert found is not None
    return found


def numbers(data: bytes) -> list[int]:
    """The numbers of the proposals in it."""
    return sorted(int(each.key) for each in carried(data).proposals)


def authors(data: bytes) -> set[str]:
    """Everybody with a tracked change."""
    root = etree.fromstring(unpack(data)["word/document.xml"])
    return {str(each.get(w("author"))) for each in root.iter(w("ins"), w("del"))}


def test_everything_that_was_sent_is_in_it(statement: Statement, client: PageClient) -> None:
    data = file_of(client, statement)
    assert numbers(data) == [proposal.number for proposal in statement.proposals]
    assert authors(data) <= {voice.name for voice, _ in statement.voices}
    words = {comment.said.text for comment in carried(data).comments}
    assert words
    assert unpack(data)["word/comments.xml"].count(b"<w:comment ") >= len(words)


def test_it_is_named_after_the_version_and_opens_as_no_page(statement: Statement, client: PageClient) -> None:
    page = client.get(statement.version_url("/versions/1/proposals.docx"))
    assert 'filename="Lausunto-muutosehdotuksineen-v1.docx"' in page.headers["Content-Disposition"]
    assert "sandbox" in page.headers["Content-Security-Policy"]


def test_it_is_the_same_file_every_time(statement: Statement, client: PageClient) -> None:
    assert file_of(client, statement) == file_of(client, statement)


def test_an_organisation_a_chapter_and_a_state_can_be_chosen(
    published: Statement, client: PageClient
) -> None:
    everything = numbers(file_of(client, published))
    voice = published.voices[0][0].id
    own = numbers(file_of(client, published, f"?organisation={voice}"))
    chapter = numbers(file_of(client, published, f"?chapter={published.block('Vuokrat')}"))
    undecided = numbers(file_of(client, published, "?state=open"))
    decided = numbers(file_of(client, published, "?state=decided"))
    assert 0 < len(own) < len(everything)
    assert 0 < len(chapter) < len(everything)
    assert sorted(undecided + decided) == everything
    assert undecided
    assert decided


def test_decisions_stand_as_replies_once_they_are_public(published: Statement, client: PageClient) -> None:
    replies = [reply.text for each in carried(file_of(client, published)).proposals for reply in each.replies]
    assert "Ratkaisu: ei hyväksytty. Nimi on oikein jo nyt." in replies


@pytest.mark.parametrize("query", ["?state=x", "?organisation=999", "?organisation=x", "?chapter=x"])
def test_other_values_are_no_choice(statement: Statement, client: PageClient, query: str) -> None:
    page = client.get(statement.version_url(f"/versions/1/proposals.docx{query}"))
    assert page.status == 400


def test_only_what_a_reader_may_see_is_in_it(
    app: Flask, statement: Statement, client: PageClient, client_as: SignIn
) -> None:
    with writing(app) as session:
        session.merge(statement.consultation).visibility = Visibility.AGENT
    assert numbers(file_of(client, statement)) == []
    voice, person = statement.voices[0]
    own = carried(file_of(client_as(person), statement))
    assert {each.author for each in own.proposals} == {voice.name}
    everything = file_of(client_as(statement.agent), statement)
    assert numbers(everything) == [proposal.number for proposal in statement.proposals]


def test_what_was_hidden_leaves_for_nobody(
    app: Flask, statement: Statement, clock: Clock, client_as: SignIn
) -> None:
    with writing(app) as session:
        session.merge(statement.proposals[0]).hidden_at = clock.now
    assert statement.proposals[0].number not in numbers(file_of(client_as(statement.agent), statement))


def test_the_page_says_how_much_there_is_and_offers_the_choices(
    published: Statement, client: PageClient
) -> None:
    page = client.get(published.version_url("/versions/1/proposals"))
    assert page.status == 200
    shown = len(numbers(file_of(client, published)))
    assert f"{shown} muutosehdotusta" in page.text
    for voice, _ in published.voices:
        assert voice.name in page.text


@pytest.mark.parametrize("path", ["/versions/1/proposals", "/versions/1/proposals.docx"])
def test_it_asks_at_most_fifteen_times(
    app: Flask, published: Statement, client_as: SignIn, path: str
) -> None:
    client = client_as(published.agent)
    client.get(published.version_url(path))
    with count_queries(app.extensions["consult"].engine) as queries:
        client.get(published.version_url(path))
    assert len(queries) <= 15, "\n".join(query[:300] for query in queries)


def test_the_list_of_versions_leads_there(statement: Statement, client: PageClient) -> None:
    page = client.get(statement.url("/versions"))
    assert statement.version_url("/versions/1/proposals") in page.response.text


def test_a_version_is_also_markdown_and_plain_text(statement: Statement, client: PageClient) -> None:
    markdown = client.get(statement.version_url("/versions/1.md"))
    plain = client.get(statement.version_url("/versions/1.txt"))
    assert markdown.headers["Content-Type"].startswith("text/markdown")
    assert "# Toimintaedellytykset" in markdown.response.text
    assert plain.headers["Content-Type"].startswith("text/plain")
    assert "Toimintaedellytykset" in plain.response.text
    assert "#" not in plain.response.text
