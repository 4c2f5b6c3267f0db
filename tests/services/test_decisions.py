"""Deciding: scenario S4, the guards, undo, and two agents at once."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid, NotAllowed, NotFound
from consult.models import Consultation, Decision, LogEntry, Outcome, Person, Proposal
from consult.services.contributions import withdraw
from consult.services.decisions import Ruling, Verdict, decide, undo
from consult.services.supports import support_proposal
from consult.services.wishes import Add, Remove, Reword
from tests.factories import DAY, NOW
from tests.services.reconciling import LATER, ROOMS, Desk, make_desk


@pytest.fixture
def desk(session: Session, consultation: Consultation, agent: Person, noise: Consultation) -> Desk:
    del noise
    return make_desk(session, consultation, agent)


@pytest.fixture
def rivals(desk: Desk) -> list[Proposal]:
    """Scenario S4: three organisations change the same sentence in three ways."""
    return [
        desk.reword("b1", "vuosittain", "kolmeksi vuodeksi kerrallaan", name="Kuusiniemen omaishoitajat ry"),
        desk.reword("b1", "pitää määräraha vähintään nykyisellä tasolla", "korottaa määrärahaa"),
        desk.reword("b1", "avustuksia", "yleisavustuksia"),
    ]


def test_three_ways_to_change_a_sentence_are_one_place_in_order_of_arrival(
    desk: Desk, rivals: list[Proposal]
) -> None:
    other = desk.reword("b1", "yhdellä lomakkeella", "verkossa")
    queue = desk.queue()
    spot = queue.by_key[f"p{rivals[0].number}-0"]
    numbers = [queue.proposals[member.proposal].number for member in spot.members]
    assert numbers == [proposal.number for proposal in rivals]
    assert desk.spot(other).seen != spot.seen
    assert queue.base.by_id["b1"].text[spot.place.start : spot.place.end].startswith("Hyvinvointialueen")  # type: ignore[union-attr]  # a group has a place


def test_order_of_arrival_is_when_it_was_sent(desk: Desk) -> None:
    late = desk.reword("b2", "maksuttomia", "edullisia", now=NOW + DAY)
    early = desk.reword("b2", "maksuttomia", "avoimia", now=NOW)
    queue = desk.queue()
    spot = queue.by_key[f"p{late.number}-0"]
    assert [queue.proposals[m.proposal].number for m in spot.members] == [early.number, late.number]


def test_a_place_with_an_undecided_member_is_refused_by_name(desk: Desk, rivals: list[Proposal]) -> None:
    with pytest.raises(Invalid) as error:
        desk.rule(desk.spot(rivals[0]), Outcome.ACCEPTED, Outcome.DECLINED, rationale="Syy.")
    assert f"({rivals[2].number})" in str(error.value.params["members"])
    assert desk.session.scalar(select(Decision.id)) is None


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.ACCEPTED])
def test_everything_but_plain_acceptance_needs_a_reason(desk: Desk, outcome: Outcome) -> None:
    proposal = desk.reword("b2", "maksuttomia", "avoimia")
    with pytest.raises(Invalid, match="Write a reason"):
        desk.rule(desk.spot(proposal), outcome, wording="Tilat ovat auki.")


def test_plain_acceptance_needs_no_reason(desk: Desk) -> None:
    proposal = desk.reword("b2", "maksuttomia", "avoimia")
    decision = desk.rule(desk.spot(proposal), Outcome.ACCEPTED)
    assert [item.outcome for item in decision.items] == [Outcome.ACCEPTED]
    assert not desk.spot(proposal).is_open


def test_contradicting_proposals_cannot_both_be_accepted(desk: Desk) -> None:
    first = desk.reword("b2", "maksuttomia", "avoimia")
    desk.reword("b2", "maksuttomia", "edullisia")
    with pytest.raises(Invalid, match="cannot both be accepted"):
        desk.rule(desk.spot(first), Outcome.ACCEPTED, Outcome.ACCEPTED)


@pytest.mark.parametrize("outcome", [Outcome.PARTLY, Outcome.COMBINED])
def test_taking_partly_needs_the_agents_own_wording(desk: Desk, outcome: Outcome) -> None:
    proposal = desk.reword("b2", "maksuttomia", "avoimia")
    with pytest.raises(Invalid, match="own wording"):
        desk.rule(desk.spot(proposal), outcome, rationale="Osa sopii.")


def test_own_wording_needs_a_proposal_that_it_takes_from(desk: Desk) -> None:
    proposal = desk.reword("b2", "maksuttomia", "avoimia")
    with pytest.raises(Invalid, match="own wording"):
        desk.rule(desk.spot(proposal), Outcome.DECLINED, rationale="Ei sovi.", wording="Tilat ovat auki.")


def test_deciding_waits_for_the_closing_second(desk: Desk) -> None:
    proposal = desk.reword("b2", "maksuttomia", "avoimia")
    spot = desk.spot(proposal)
    closes = NOW + 12 * DAY
    with pytest.raises(NotAllowed, match="when the round has closed"):
        desk.rule(spot, Outcome.ACCEPTED, now=closes.replace(microsecond=0) - DAY / 86400)
    assert desk.rule(spot, Outcome.ACCEPTED, now=closes).id


def test_the_later_of_two_agents_sees_both_texts_and_nothing_is_lost(desk: Desk) -> None:
    proposal = desk.reword("b2", "maksuttomia", "avoimia")
    seen = desk.spot(proposal)
    desk.rule(seen, Outcome.DECLINED, rationale="Ensimmäinen syy.")
    ruling = Ruling(
        seen=seen.seen,
        verdicts={seen.key: Verdict(Outcome.PARTLY)},
        rationale="Toinen syy.",
        wording="Oma teksti.",
    )
    with pytest.raises(Conflict) as conflict:
        decide(desk.session, desk.version, seen.key, ruling, actor=desk.agent, now=LATER)
    assert conflict.value.ours == "Oma teksti."
    assert conflict.value.theirs == "Ensimmäinen syy."
    standing = desk.spot(proposal).decision
    assert standing is not None
    assert standing.rationale == "Ensimmäinen syy."


def test_another_member_is_another_hash(desk: Desk) -> None:
    proposal = desk.reword("b2", "maksuttomia", "avoimia")
    seen = desk.spot(proposal)
    desk.reword("b2", "maksuttomia", "edullisia")
    with pytest.raises(Conflict):
        desk.rule(seen, Outcome.ACCEPTED)


def test_a_late_arrival_opens_its_place_again(desk: Desk) -> None:
    proposal = desk.reword("b2", "maksuttomia", "avoimia")
    desk.rule(desk.spot(proposal), Outcome.ACCEPTED)
    desk.reword("b2", "maksuttomia", "edullisia")
    spot = desk.spot(proposal)
    assert spot.is_open
    assert spot.was_decided


def test_undo_brings_back_the_state_before_and_the_log_keeps_both(desk: Desk) -> None:
    proposal = desk.reword("b2", "maksuttomia", "avoimia")
    first = desk.rule(desk.spot(proposal), Outcome.NOTED, rationale="Tiedoksi.")
    second = desk.rule(desk.spot(proposal), Outcome.ACCEPTED)
    undo(desk.session, second, actor=desk.agent, now=LATER)
    assert desk.spot(proposal).decision == first
    undo(desk.session, first, actor=desk.agent, now=LATER)
    assert desk.spot(proposal).is_open
    actions = desk.session.scalars(select(LogEntry.action).where(LogEntry.subject == "decision")).all()
    assert actions == ["decision.made", "decision.made", "decision.undone", "decision.undone"]
    with pytest.raises(Conflict):
        undo(desk.session, second, actor=desk.agent, now=LATER)


def test_only_the_decision_that_stands_can_be_undone(desk: Desk) -> None:
    proposal = desk.reword("b2", "maksuttomia", "avoimia")
    first = desk.rule(desk.spot(proposal), Outcome.NOTED, rationale="Tiedoksi.")
    second = desk.rule(desk.spot(proposal), Outcome.ACCEPTED)
    with pytest.raises(Conflict, match="decided again since"):
        undo(desk.session, first, actor=desk.agent, now=LATER)
    undoing = undo(desk.session, second, actor=desk.agent, now=LATER)
    with pytest.raises(NotFound):
        undo(desk.session, undoing, actor=desk.agent, now=LATER)
    assert desk.spot(proposal).decision == first


def test_identical_proposals_are_one_place_and_supporters_are_counted(desk: Desk) -> None:
    first = desk.reword("b2", "maksuttomia", "avoimia")
    second = desk.reword("b2", "maksuttomia", "avoimia")
    voice, person = desk.voice("Selkäveden kyläyhdistys ry")
    support_proposal(desk.session, second, voice=voice, actor=person, now=NOW)
    queue = desk.queue()
    spot = queue.by_key[f"p{first.number}-0"]
    assert spot == queue.by_key[f"p{second.number}-0"]
    assert spot.level == "agree"
    assert [queue.proposals[m.proposal].supporters for m in spot.members] == [
        (),
        ("Selkäveden kyläyhdistys ry",),
    ]


def test_the_very_same_proposals_take_one_verdict_and_are_named_once(desk: Desk) -> None:
    same = [desk.reword("b2", "maksuttomia", "avoimia", name=f"Samaa mieltä {n} ry") for n in range(3)]
    desk.reword("b2", "maksuttomia", "edullisia", name="Toista mieltä ry")
    spot = desk.spot(same[0])
    with pytest.raises(Invalid, match="cannot both be accepted") as error:
        desk.rule(spot, Outcome.ACCEPTED, Outcome.ACCEPTED)
    names = error.value.params["members"]
    assert names == "Samaa mieltä 0 ry (1) + 2, Toista mieltä ry (4)"
    decision = desk.rule(spot, Outcome.ACCEPTED, Outcome.DECLINED, rationale="Syy.")
    assert [item.outcome for item in decision.items] == [*[Outcome.ACCEPTED] * 3, Outcome.DECLINED]


def test_withdrawn_and_unsent_proposals_wait_for_nothing(desk: Desk) -> None:
    voice, person = desk.voice()
    proposal = desk.reword("b2", "maksuttomia", "avoimia", by=(voice, person))
    assert len(desk.queue().spots) == 1
    withdraw(desk.session, proposal, actor=person, now=NOW)
    assert desk.queue().spots == ()


def test_a_removal_and_an_edit_of_the_same_block_meet(desk: Desk) -> None:
    removal = desk.propose(Remove(("b2",)))
    edit = desk.reword("b2", "maksuttomia", "avoimia")
    assert desk.spot(removal).seen == desk.spot(edit).seen
    assert desk.spot(edit).level == "hard"


def test_two_additions_in_the_same_place_are_ordered_by_a_person(desk: Desk) -> None:
    first = desk.propose(Add("b2", "Tilat löytyvät verkosta."))
    second = desk.propose(Add("b2", "Kunta nimeää yhdyshenkilön."))
    assert desk.spot(first).seen == desk.spot(second).seen
    assert desk.spot(first).level == "order"


def test_comments_are_answered_too(desk: Desk) -> None:
    comment = desk.comment()
    spot = desk.queue().by_key[f"c{comment.number}"]
    with pytest.raises(Invalid, match="Write a reason"):
        desk.rule(spot, Outcome.NOTED)
    decision = desk.rule(spot, Outcome.NOTED, rationale="Kiitos, otamme huomioon.")
    assert decision.items[0].comment_id == comment.id
    assert not desk.queue().by_key[f"c{comment.number}"].is_open


def test_a_place_that_is_gone_cannot_be_decided(desk: Desk) -> None:
    desk.reword("b2", "maksuttomia", "avoimia")
    with pytest.raises(NotFound):
        decide(desk.session, desk.version, "p999-0", Ruling("", {}), actor=desk.agent, now=LATER)


def test_proposals_on_other_sentences_are_places_of_their_own(desk: Desk) -> None:
    voice, person = desk.voice()
    both = ROOMS.replace("maksuttomia", "avoimia").replace("kunnasta", "kirjastosta")
    proposal = desk.propose(Reword(("b2",), both), by=(voice, person))
    assert desk.spot(proposal, 0).seen != desk.spot(proposal, 1).seen
