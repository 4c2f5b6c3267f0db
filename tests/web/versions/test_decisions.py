"""Every decision is public with its reason once the next version has been published."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from consult.models import Decision, Outcome, Person
from consult.services.decisions import undo
from tests.statement import Statement
from tests.web.client import PageClient
from tests.web.conftest import Clock, writing

ClientAs = Callable[[Person], PageClient]


def test_every_decision_is_told_with_its_members(published: Statement, client: PageClient) -> None:
    page = client.get(published.url("/decisions"))
    for words in (
        "Yhdistetty",
        "Ehdotus 1, Kuusiniemen omaishoitajat ry",
        "Ehdotus 2, Harjunseudun vertaistuki ry",
        "Yhdistettiin kaksi.",
        "Muutosagentti kirjoitti:",
        "Ei hyväksytty",
        "Nimi on oikein jo nyt.",
        "Merkitty tiedoksi",
        "Kommentti 1, Harjunseudun vertaistuki ry",
        "Kokoamme luettelon.",
    ):
        assert words in page.text
    assert len([item for item in page.tree.iter("li") if (item.get("id") or "").startswith("ratkaisu-")]) == 6


def test_before_publishing_only_the_agent_sees_them(
    app: Flask, statement: Statement, client: PageClient, client_as: ClientAs, clock: Clock
) -> None:
    with writing(app) as session:
        statement.session = session
        statement.close()
        statement.decide(statement.proposals[2], Outcome.ACCEPTED)
    clock.now = statement.now
    assert "Ratkaisuja ei vielä ole" in client.get(statement.url("/decisions")).text
    own = client_as(statement.agent).get(statement.url("/decisions"))
    assert "Hyväksytty" in own.text
    assert "Ei vielä julkaistu" in own.text
    other = client_as(statement.voices[0][1]).get(statement.url("/proposals/3"))
    assert "Ehdotusta ei ole vielä ratkaistu." in other.text


def test_a_page_beyond_the_last_is_the_last(published: Statement, client: PageClient) -> None:
    assert "Yhdistettiin kaksi." in client.get(published.url("/decisions?page=5")).text


def test_what_was_undone_is_not_told(
    app: Flask, statement: Statement, client_as: ClientAs, clock: Clock
) -> None:
    with writing(app) as session:
        statement.session = session
        statement.close()
        statement.decide(statement.proposals[2], Outcome.ACCEPTED)
        (decision,) = session.scalars(select(Decision))
        undo(session, decision, actor=statement.agent, now=statement.now)
    clock.now = statement.now
    page = client_as(statement.agent).get(statement.url("/decisions"))
    assert "Ratkaisuja ei vielä ole" in page.text
