"""Proposals: kept as changes of the engine, always with a reason, revised by new rows."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult import text
from consult.errors import Conflict, Invalid, NotAllowed, NotFound
from consult.models import Consultation, Proposal, ProposalKind, ProposalRevision
from consult.reports.texts import load_text
from consult.services.contributions import withdraw
from consult.services.proposals import load_proposal, revise_proposal
from consult.services.voices import office_voice
from consult.services.wishes import Add, Move, Remove, Reword, Wish
from tests.factories import NOW, make_text
from tests.services.scene import GRANTS, ROOMS, Scene

LONGER = GRANTS.replace("vuosittain", "kolmeksi vuodeksi")


def applied(session: Session, proposal: Proposal) -> list[str]:
    """The words of the draft as the proposal would have them."""
    base = load_text(session, proposal.current.version_id)
    return [block.text for block in text.Proposal.from_json(proposal.current.changes).apply(base).blocks]


@pytest.mark.parametrize(
    ("wish", "kind", "block", "result"),
    [
        (Reword(("b2",), LONGER), ProposalKind.REWORD, "b2", ["Otsikko", LONGER, ROOMS]),
        (Add("b2", "Uusi kohta."), ProposalKind.ADD, "b2", ["Otsikko", GRANTS, "Uusi kohta.", ROOMS]),
        (Add(None, "Alku."), ProposalKind.ADD, "", ["Alku.", "Otsikko", GRANTS, ROOMS]),
        (Remove(("b3",)), ProposalKind.REMOVE, "b3", ["Otsikko", GRANTS]),
        (Move("b2", "b3"), ProposalKind.MOVE, "b2", ["Otsikko", ROOMS, GRANTS]),
    ],
)
def test_every_wish_is_stored_as_changes_that_say_exactly_it(
    session: Session, scene: Scene, *, wish: Wish, kind: ProposalKind, block: str, result: list[str]
) -> None:
    proposal = scene.propose(session, wish)
    assert (proposal.kind, proposal.block_id) == (kind, block)
    assert applied(session, proposal) == result
    assert proposal.sent_at is None


def test_the_office_writes_marks_and_is_heard_at_once(session: Session, scene: Scene) -> None:
    office = office_voice(session, scene.consultation.id)
    proposal = scene.propose(
        session, Reword(("b3",), "Tilat ovat **maksuttomia**."), voice=office, actor=scene.agent
    )
    assert proposal.sent_at == NOW
    base = load_text(session, scene.version.id)
    edited = text.Proposal.from_json(proposal.current.changes).apply(base)
    assert [mark.kind for mark in edited.by_id["b3"].marks] == [text.MarkKind.BOLD]


def test_participants_write_plain_words(session: Session, scene: Scene) -> None:
    proposal = scene.propose(session, Reword(("b3",), "Tilat ovat **maksuttomia**."))
    assert applied(session, proposal)[2] == "Tilat ovat **maksuttomia**."


@pytest.mark.parametrize(
    ("wish", "rationale", "field"),
    [
        (Reword(("b2",), GRANTS), "Syy", "text"),
        (Reword(("b2",), "  \n\n "), "Syy", "text"),
        (Reword(("b2",), "a" * 20_001), "Syy", "text"),
        (Reword(("b2",), LONGER), "", "rationale"),
        (Reword(("b2",), LONGER), "a" * 20_001, "rationale"),
        (Add("b2", ""), "Syy", "text"),
        (Move("b2", "b1"), "Syy", "text"),
        (Move("b2", "b2"), "Syy", "after"),
    ],
)
def test_what_says_nothing_or_too_much_is_refused(
    session: Session, scene: Scene, wish: Wish, rationale: str, field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        scene.propose(session, wish, rationale=rationale)
    assert caught.value.field == field
    assert session.scalar(select(func.count(Proposal.id))) == 0


@pytest.mark.parametrize(
    "wish",
    [Reword(("b9",), "Sanani"), Add("b9", "Sanani"), Remove(("b9",)), Move("b9", "b2"), Move("b2", "b9")],
)
def test_a_block_that_is_gone_is_told(session: Session, scene: Scene, wish: Wish) -> None:
    with pytest.raises(Conflict, match="no longer in the draft"):
        scene.propose(session, wish)


def test_a_newer_version_is_told_with_both_texts(session: Session, scene: Scene) -> None:
    scene.publish(session, make_text("# Otsikko", "Uusi teksti.", ROOMS))
    with pytest.raises(Conflict) as caught:
        scene.propose(session)
    assert (caught.value.ours, caught.value.theirs) == (LONGER, "Uusi teksti.")


@pytest.mark.parametrize("wish", [Reword(("b2",), LONGER), Add("b2", "Uusi kohta."), Remove(("b3",))])
def test_a_form_sent_twice_says_it_once(session: Session, scene: Scene, wish: Wish) -> None:
    first, second = scene.propose(session, wish), scene.propose(session, wish)
    assert first.id == second.id
    assert scene.propose(session, wish, rationale="Toinen syy.").id != first.id
    assert scene.propose(session, wish, actor=scene.member(session)).id != first.id


def test_a_revision_is_a_new_row_and_the_same_again_is_none(session: Session, scene: Scene) -> None:
    proposal = scene.propose(session)

    def revise(words: str) -> ProposalRevision:
        return revise_proposal(
            session,
            proposal,
            scene.version,
            Reword(("b2",), words),
            rationale="Vuosi on liian lyhyt aika.",
            actor=scene.lead,
            now=NOW,
        )

    assert revise(LONGER).number == 1
    assert revise(GRANTS.replace("vuosittain", "viideksi vuodeksi")).number == 2
    assert "viideksi" in applied(session, proposal)[1]
    assert len(proposal.revisions) == 2


def test_a_withdrawn_proposal_is_not_revised(session: Session, scene: Scene) -> None:
    proposal = scene.propose(session)
    withdraw(session, proposal, actor=scene.lead, now=NOW)
    with pytest.raises(NotAllowed, match="withdrawn already"):
        revise_proposal(
            session, proposal, scene.version, Remove(("b2",)), rationale="Syy", actor=scene.lead, now=NOW
        )


def test_a_proposal_is_found_by_its_number_in_its_own_consultation(
    session: Session, scene: Scene, noise: Consultation
) -> None:
    proposal = scene.propose(session)
    assert load_proposal(session, scene.consultation.id, proposal.number).id == proposal.id
    with pytest.raises(NotFound):
        load_proposal(session, noise.id, proposal.number)
