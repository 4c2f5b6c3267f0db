"""The list of everything that has been said, and its filters."""

import pytest

from tests.statement import Statement
from tests.web.client import PageClient
from tests.web.page import Page


def listed(page: Page) -> list[str]:
    """What the list holds, as `p1` and `c2`, in its order."""
    found = [item.get("id") or "" for item in page.tree.iter("li")]
    return [
        f"{name[0]}{name.rpartition('-')[2]}" for name in found if name.startswith(("proposal-", "comment-"))
    ]


def test_everything_is_listed_in_the_order_of_the_text(statement: Statement, client: PageClient) -> None:
    page = client.get(statement.url("/contributions"))
    assert listed(page) == ["c1", "c3", "p1", "p2", "p6", "p3", "p7", "c2", "p5", "p4"]
    assert "Korvaa sanan vuosittain sanoilla kolmeksi vuodeksi kerrallaan." in page.text
    assert "Löytyi 10" in page.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=comment", ["c1", "c3", "c2"]),
        ("kind=proposal&state=open", ["p1", "p2", "p6", "p3", "p7", "p5", "p4"]),
        ("state=accepted", []),
    ],
)
def test_filters_narrow_the_list(
    statement: Statement, client: PageClient, query: str, found: list[str]
) -> None:
    page = client.get(statement.url(f"/contributions?{query}"))
    assert listed(page) == found
    assert ("Valintaasi vastaavia ei ole" in page.text) is not bool(found)


def test_one_chapter_one_organisation_or_one_block(statement: Statement, client: PageClient) -> None:
    rents = statement.block("Vuokrat")
    assert listed(client.get(statement.url(f"/contributions?chapter={rents}"))) == ["p3", "p7", "c2"]
    second = statement.voices[1][0].id
    assert listed(client.get(statement.url(f"/contributions?organisation={second}"))) == [
        "c1",
        "p2",
        "p7",
        "p4",
    ]
    block = statement.block("Hyvinvointialueen")
    assert listed(client.get(statement.url(f"/contributions?block={block}"))) == ["p1", "p2"]


@pytest.mark.parametrize(
    "query", ["kind=x", "state=1", "chapter=x", "organisation=999", "page=0", "sort=email"]
)
def test_only_what_the_list_offers_can_be_asked(statement: Statement, client: PageClient, query: str) -> None:
    expected = 200 if query.startswith("sort") else 400
    assert client.get(statement.url(f"/contributions?{query}")).status == expected


def test_decided_ones_say_so_once_published(published: Statement, client: PageClient) -> None:
    page = client.get(published.url("/contributions?state=combined"))
    assert listed(page) == ["p1", "p2"]
    assert "Yhdistetty" in page.text
    assert "versioon 1" in page.text


def test_a_reply_has_no_state_to_filter_by(statement: Statement, client: PageClient) -> None:
    assert listed(client.get(statement.url("/contributions?kind=comment&state=open"))) == ["c1", "c2"]
    page = client.get(statement.url("/contributions"))
    reply = next(item for item in page.tree.iter("li") if item.get("id") == "comment-3")
    assert "Ratkaisematta" not in "".join(reply.itertext())
    assert "Ratkaisematta (9)" in page.text


def test_an_empty_list_says_what_to_do(published: Statement, client: PageClient) -> None:
    assert "Valintaasi vastaavia ei ole" in client.get(published.url("/contributions?state=waiting")).text
