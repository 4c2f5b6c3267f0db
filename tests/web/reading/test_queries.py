"""Every reading page asks at most fifteen queries, and not one more when much has been said."""

from collections.abc import Callable

from flask import Flask

from consult import text
from consult.models import Person
from consult.services.wishes import Reword
from tests.counting import count_queries, count_rows
from tests.factories import make_consultation, make_participant, make_person, make_round, make_version
from tests.statement import Statement
from tests.web.client import PageClient
from tests.web.conftest import writing

MOST = 15
PAGES = (
    "",
    "/draft",
    "/draft?show=proposal:1",
    "/draft?show=comments:b2",
    "/contributions",
    "/contributions?kind=proposal&state=open&page=2",
    "/proposals/1",
    "/versions",
    "/decisions",
    "{document}/versions/1?show=proposal:1",
)
AFTER = (
    "{document}/compare/1/2",
    "{document}/compare/1/2?view=text",
    "{document}/versions/1?show=proposal:1",
    "/proposals/1",
    "/decisions",
)

ClientAs = Callable[[Person], PageClient]


def long_markdown() -> str:
    """Eight chapters of ten blocks."""
    chapters = (
        f"# Luku {number}\n\n" + "\n\n".join(f"Kohdan {number}.{row} virke on tässä." for row in range(10))
        for number in range(8)
    )
    return "\n\n".join(chapters)


def busy(app: Flask) -> Statement:
    """A long draft with forty proposals and sixty comments by eight voices."""
    content = text.parse(long_markdown())
    with writing(app) as session:
        agent = make_person(session, "Muutosagentti")
        consultation = make_consultation(session, agent)
        version = make_version(session, consultation, agent, content)
        voices = [make_participant(session, consultation, agent) for _ in range(8)]
        round_ = make_round(session, consultation, agent)
        made = Statement(session, agent, consultation, version, round_, voices, markdown=long_markdown())
        blocks = [block for block in content.blocks if block.kind is text.BlockKind.PARAGRAPH]
        for number in range(40):
            block = blocks[number]
            made.propose(Reword((block.id,), block.text.replace("tässä", "toisaalla")), by=number % 8)
        for number in range(60):
            made.comment(blocks[number].text, f"Huomio {number}.", by=number % 8)
        made.send()
        made.support(made.proposals[0], by=3)
    return made


def asked(app: Flask, client: PageClient, statement: Statement, pages: tuple[str, ...]) -> dict[str, int]:
    """How many queries each page asks."""
    counts = {}
    document = f"/documents/{statement.version.document_id}"
    for path in pages:
        with count_queries(app.extensions["consult"].engine) as queries:
            page = client.get(statement.url(path.format(document=document)))
        assert page.status == 200, path
        counts[path] = len(queries)
    return counts


def test_the_queries_stay_within_fifteen_and_do_not_grow(
    app: Flask, statement: Statement, client_as: ClientAs
) -> None:
    small = asked(app, client_as(statement.voices[1][1]), statement, PAGES)
    large = busy(app)
    counts = asked(app, client_as(large.voices[1][1]), large, PAGES)
    assert max(counts.values()) <= MOST, counts
    assert {path: count for path, count in counts.items() if count > small[path]} == {}


def test_comparing_stays_within_fifteen_too(app: Flask, published: Statement, client_as: ClientAs) -> None:
    for person in (published.voices[1][1], published.agent):
        counts = asked(app, client_as(person), published, (*PAGES[:2], *AFTER))
        assert max(counts.values()) <= MOST, counts


def test_the_rows_of_the_reading_page_do_not_grow(
    app: Flask, statement: Statement, client_as: ClientAs
) -> None:
    client = client_as(statement.voices[1][1])
    client.get(statement.url("/draft"))
    few = answered(app, client, statement)
    with writing(app) as session:
        statement.session = session
        for number in range(20):
            statement.comment("Suunnitelma on", f"Huomio {number}.", by=number % 3)
            statement.reword("Pienellä", "maksuton tila", f"maksuton tila {number}", by=number % 3)
        statement.send()
    assert answered(app, client, statement) == few


def answered(app: Flask, client: PageClient, statement: Statement) -> dict[str, int]:
    """How many rows the reading page takes, with its margins closed and with a proposal open."""
    rows = {}
    for path in ("/draft", "/draft?show=proposal:1"):
        with count_rows(app.extensions["consult"].engine) as counted:
            assert client.get(statement.url(path)).status == 200
        rows[path] = sum(counted)
    return rows
