"""Every decision is public with its reason once the next version has been published."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from consult.models import Comment, Decision, Outcome, Person, Proposal
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


def test_the_page_alone_tells_what_was_proposed_said_and_written(
    published: Statement, client: PageClient
) -> None:
    page = client.get(published.url("/decisions"))
    for words in (
        "2 Toimintaedellytykset",
        "Teksti oli: Hyvinvointialueen tulee myöntää",
        "Korvaa sanan vuosittain sanoilla kolmeksi vuodeksi kerrallaan.",
        "Korvaa sanan vuosittain sanoilla useaksi vuodeksi.",
        "Muutosagentti kirjoitti: Hyvinvointialueen tulee myöntää järjestöille avustuksia kolmeksi vuodeksi",
        "Ehdottajan perustelu: Näin on selvempää.",
        "Lisätään sanaluettelo.",
    ):
        assert words in page.text, words


def test_several_that_were_accepted_in_one_place_show_their_sum(
    app: Flask, statement: Statement, client: PageClient, clock: Clock
) -> None:
    with writing(app) as session:
        statement.session = session
        statement.reword("Pienellä", "kunnassa tulee", "kunnassa ja kylässä tulee", by=1)
        statement.send(1)
        statement.close()
        statement.decide(statement.proposals[2], Outcome.ACCEPTED)
        statement.publish()
    clock.now = statement.now
    assert (
        "Nyt tekstissä lukee: Jokaisessa kunnassa ja kylässä tulee olla maksuton ja esteetön tila."
        in client.get(statement.url("/decisions")).text
    )


def test_hidden_words_stay_hidden(app: Flask, published: Statement, client: PageClient) -> None:
    with writing(app) as session:
        for one in (*session.scalars(select(Comment)), *session.scalars(select(Proposal))):
            one.hidden_at = published.now
    page = client.get(published.url("/decisions"))
    assert "Merkitty tiedoksi" in page.text
    assert "Lisätään sanaluettelo." not in page.text
    assert "useaksi vuodeksi" not in page.text


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
