"""Who sees which proposals and comments, in which state, and with how few queries."""

import pytest
from sqlalchemy.orm import Session

from consult.models import CommentKind, Outcome, PlacementOutcome, Version, Visibility
from consult.reports.contributions import (
    Entry,
    Noun,
    State,
    load_entries,
    load_proposal_entry,
)
from consult.reports.placed import load_comments_on, load_proposals_on
from consult.reports.reconciliation import load_decisions
from consult.reports.visibility import Viewer
from consult.services.clarifications import ask, reply
from consult.services.comments import make_comment
from consult.services.contributions import withdraw
from consult.services.decisions import undo
from consult.services.proposals import load_proposal
from consult.services.voices import office_voice
from tests.counting import count_queries
from tests.statement import Statement, fill


def viewer(statement: Statement, *voices: int, is_agent: bool = False) -> Viewer:
    """Somebody who looks, with these voices."""
    own = frozenset(statement.voices[one][0].id for one in voices)
    return Viewer(statement.consultation.id, statement.consultation.visibility, own, is_agent)


def entries(statement: Statement, who: Viewer) -> dict[str, Entry]:
    """What somebody sees, as `p1`, `c2` …"""
    found = load_entries(statement.session, who, statement.now)
    return {f"{entry.noun.value[0]}{entry.number}": entry for entry in found}


def placed_at(statement: Statement, who: Viewer, version: Version) -> dict[tuple[Noun, int], Entry]:
    """What stands at a version on any block of the text that was brought in, or before it."""
    where = (statement.session, who, statement.now, version, ("", *statement.base.by_id))
    return {entry.key: entry for entry in (*load_proposals_on(*where), *load_comments_on(*where))}


def test_what_has_not_been_sent_is_seen_by_its_own_voice_alone(statement: Statement) -> None:
    statement.reword("Suunnitelma on", "selkeä", "hyvä")
    assert entries(statement, viewer(statement, 0))["p1"].state is State.DRAFT
    assert entries(statement, viewer(statement, 0))["p1"].is_own
    assert not entries(statement, viewer(statement, 1))
    assert not entries(statement, viewer(statement, is_agent=True))


def test_what_has_been_sent_is_seen_by_everybody_in_order_of_arrival(statement: Statement) -> None:
    fill(statement)
    found = list(entries(statement, viewer(statement)))
    assert found == ["c1", "c2", "c3", *(f"p{number}" for number in range(1, 8))]


@pytest.mark.usefixtures("noise")
def test_other_consultations_are_not_seen(statement: Statement) -> None:
    assert not entries(statement, viewer(statement, is_agent=True))


@pytest.mark.parametrize("visibility", [Visibility.CLOSED, Visibility.AGENT])
def test_visibility_hides_while_the_round_is_open(statement: Statement, visibility: Visibility) -> None:
    fill(statement)
    statement.consultation.visibility = visibility
    assert not entries(statement, viewer(statement))
    assert len(entries(statement, viewer(statement, is_agent=True))) == 10


def test_an_answer_that_was_undone_shows_nothing_to_others(statement: Statement) -> None:
    fill(statement)
    statement.close()
    statement.consultation.visibility = Visibility.AGENT
    statement.decide(statement.proposals[6], Outcome.DECLINED, reason="Nimi on oikein.")
    [declined] = load_decisions(statement.session, statement.version)
    undo(statement.session, declined, actor=statement.agent, now=statement.now)
    statement.decide(statement.proposals[2], Outcome.ACCEPTED)
    statement.publish()
    assert list(entries(statement, viewer(statement))) == [f"p{statement.proposals[2].number}"]


def test_an_unanswered_question_makes_it_wait(statement: Statement) -> None:
    fill(statement)
    proposal = load_proposal(statement.session, statement.consultation.id, 1)
    ask(statement.session, proposal, "Mitä tarkoitatte?", actor=statement.agent, now=statement.now)
    assert entries(statement, viewer(statement))["p1"].state is State.WAITING
    voice, person = statement.voices[0]
    reply(statement.session, proposal, "Tätä.", voice=voice, actor=person, now=statement.now)
    assert entries(statement, viewer(statement))["p1"].state is State.OPEN


def test_nobody_decides_a_reply_or_what_the_office_says(statement: Statement) -> None:
    fill(statement)
    make_comment(
        statement.session,
        statement.version,
        statement.block("Selkävesi"),
        voice=office_voice(statement.session, statement.consultation.id),
        kind=CommentKind.OTHER,
        words="Luku on vuodelta 2025.",
        actor=statement.agent,
        now=statement.now,
    )
    found = entries(statement, viewer(statement))
    assert [found[key].state for key in ("c1", "c2", "c3", "c4")] == [
        State.OPEN,
        State.OPEN,
        State.SENT,
        State.SENT,
    ]


def test_what_was_withdrawn_stays_with_its_own_voice(statement: Statement) -> None:
    fill(statement)
    proposal = load_proposal(statement.session, statement.consultation.id, 1)
    withdraw(statement.session, proposal, actor=statement.voices[0][1], now=statement.now)
    assert entries(statement, viewer(statement, 0))["p1"].state is State.WITHDRAWN
    assert "p1" not in entries(statement, viewer(statement, 1))
    assert (Noun.PROPOSAL, 1) not in placed_at(statement, viewer(statement, 0), statement.version)


def test_decisions_are_known_to_the_agent_at_once_and_to_others_once_published(statement: Statement) -> None:
    fill(statement)
    statement.close()
    statement.decide(statement.proposals[2], Outcome.ACCEPTED)
    statement.answer(statement.comments[0], Outcome.NOTED, reason="Kokoamme luettelon.")
    agent, other = viewer(statement, is_agent=True), viewer(statement)
    assert entries(statement, agent)["p3"].state is State.ACCEPTED
    assert entries(statement, other)["p3"].state is State.OPEN
    statement.publish()
    assert entries(statement, other)["p3"].state is State.ACCEPTED
    assert entries(statement, other)["c1"].state is State.NOTED


def test_what_is_open_is_carried_to_the_next_version_and_what_is_decided_is_not(
    statement: Statement,
) -> None:
    fill(statement)
    first = statement.version
    statement.close()
    statement.decide(statement.proposals[2], Outcome.ACCEPTED)
    statement.publish()
    who = viewer(statement)
    placed = placed_at(statement, who, statement.version)
    assert (Noun.PROPOSAL, 3) not in placed
    assert placed[Noun.PROPOSAL, 1].placed is PlacementOutcome.CLEAN
    assert (Noun.PROPOSAL, 3) in placed_at(statement, who, first)


def test_a_proposal_is_found_by_its_number_only_by_those_who_see_it(statement: Statement) -> None:
    statement.reword("Suunnitelma on", "selkeä", "hyvä")
    found = load_proposal_entry(statement.session, viewer(statement, 0), statement.now, 1)
    assert found is not None
    assert found.block_id == statement.block("Suunnitelma on")
    assert load_proposal_entry(statement.session, viewer(statement, 1), statement.now, 1) is None


def test_the_queries_do_not_grow(statement: Statement, session: Session) -> None:
    fill(statement)
    for number in range(12):
        statement.comment("Suunnitelma on", f"Huomio {number}.")
    session.flush()
    with count_queries(session) as all_of_them:
        load_entries(session, viewer(statement, 0), statement.now)
    with count_queries(session) as placed:
        placed_at(statement, viewer(statement, 0), statement.version)
    assert (len(all_of_them), len(placed)) == (4, 2)
