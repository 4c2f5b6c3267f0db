"""Publishing: exactly the decided changes, everything open carried over, everybody answered."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid, NotAllowed
from consult.models import (
    Consultation,
    OutboxMail,
    Outcome,
    Person,
    Placement,
    PlacementOutcome,
    Proposal,
    Version,
)
from consult.reports.contributions import State, load_entries
from consult.reports.fates import load_comment_fates, load_proposal_fates
from consult.reports.reconciliation import load_reconciliation
from consult.reports.texts import load_origins, load_text
from consult.reports.visibility import Viewer
from consult.services.clarifications import ask
from consult.services.contributions import withdraw
from consult.services.decisions import undo
from consult.services.documents import version_hash
from consult.services.proposals import load_proposal, make_proposal
from consult.services.publishing import prepare_publication, publish_version
from consult.services.rounds import open_round
from consult.services.voices import office_voice
from consult.services.wishes import Add, Move, Remove, Reword
from tests.factories import DAY
from tests.services.reconciling import GRANTS, LATER, ROOMS, Desk, make_desk


@pytest.fixture
def desk(session: Session, consultation: Consultation, agent: Person, noise: Consultation) -> Desk:
    del noise
    return make_desk(session, consultation, agent)


def publish(desk: Desk) -> Version:
    publication = prepare_publication(desk.session, desk.version)
    return publish_version(desk.session, publication, actor=desk.agent, now=LATER)


def texts(desk: Desk, version: Version) -> list[str]:
    return [block.text for block in load_text(desk.session, version.id).blocks]


def test_the_next_version_has_exactly_the_decided_changes(desk: Desk) -> None:
    accepted = desk.reword("b2", "maksuttomia", "avoimia")
    declined = desk.reword("b1", "yhdellä lomakkeella", "verkossa")
    desk.rule(desk.spot(accepted), Outcome.ACCEPTED)
    desk.rule(desk.spot(declined), Outcome.DECLINED, rationale="Kaikilla ei ole verkkoa.")
    version = publish(desk)
    assert version.number == 2
    assert texts(desk, version) == [GRANTS, ROOMS.replace("maksuttomia", "avoimia")]
    assert texts(desk, desk.version) == [GRANTS, ROOMS]
    assert version.hash == version_hash(version.title, load_text(desk.session, version.id))


def test_own_wording_replaces_the_sentence_to_the_letter(desk: Desk) -> None:
    first = desk.reword("b1", "vuosittain", "kolmeksi vuodeksi kerrallaan")
    desk.reword("b1", "avustuksia", "yleisavustuksia")
    words = "Hyvinvointialueen tulee myöntää yleisavustuksia **kolmeksi vuodeksi** kerrallaan."
    desk.rule(desk.spot(first), Outcome.COMBINED, Outcome.PARTLY, rationale="Yhdistimme.", wording=words)
    version = publish(desk)
    block = load_text(desk.session, version.id).by_id["b1"]
    assert block.text == (
        "Järjestöjen työ on monelle asukkaalle ensimmäinen apu. Hyvinvointialueen tulee myöntää "
        "yleisavustuksia kolmeksi vuodeksi kerrallaan. Hakemisen tulee onnistua yhdellä lomakkeella."
    )
    assert [block.text[mark.start : mark.end] for mark in block.marks] == ["kolmeksi vuodeksi"]


def test_additions_removals_and_moves(desk: Desk) -> None:
    added = desk.propose(Add("b2", "Kunta nimeää yhdyshenkilön."))
    moved = desk.propose(Move("b1", after="b2"))
    for proposal in (added, moved):
        spot = desk.spot(proposal)
        if spot.is_open:
            desk.rule(spot, *[Outcome.ACCEPTED] * len(spot.members))
    assert sorted(texts(desk, publish(desk))) == sorted([ROOMS, "Kunta nimeää yhdyshenkilön.", GRANTS])


def test_a_removed_block_is_gone_and_an_edit_of_it_is_shown_as_changed(desk: Desk) -> None:
    removal = desk.propose(Remove(("b2",)))
    edit = desk.reword("b2", "maksuttomia", "avoimia")
    desk.rule(desk.spot(removal), Outcome.ACCEPTED, Outcome.POSTPONED, rationale="Ensin poisto.")
    version = publish(desk)
    assert texts(desk, version) == [GRANTS]
    spot = load_reconciliation(desk.session, version).by_key[f"p{edit.number}-0"]
    assert spot.level == "lost"
    desk.version = version
    with pytest.raises(Invalid, match="draft has changed"):
        desk.rule(spot, Outcome.ACCEPTED)


def test_open_proposals_and_comments_are_carried_to_the_same_words(desk: Desk) -> None:
    decided = desk.reword("b1", "ensimmäinen", "tärkein")
    waiting = desk.reword("b2", "maksuttomia", "avoimia")
    comment = desk.comment("b2")
    desk.rule(desk.spot(decided), Outcome.ACCEPTED)
    version = publish(desk)
    queue = load_reconciliation(desk.session, version)
    assert set(queue.by_key) == {f"p{waiting.number}-0", f"c{comment.number}"}
    carried = queue.proposals[str(waiting.current.id)]
    assert carried.outcome is PlacementOutcome.CLEAN
    assert carried.changes.apply(queue.base).by_id["b2"].text == ROOMS.replace("maksuttomia", "avoimia")


def test_a_proposal_whose_sentence_was_rewritten_is_shown_with_old_and_new(desk: Desk) -> None:
    winner = desk.reword("b2", "maksuttomia", "avoimia")
    loser = desk.reword("b2", "maksuttomia", "edullisia")
    desk.rule(desk.spot(winner), Outcome.ACCEPTED, Outcome.POSTPONED, rationale="Palaamme asiaan.")
    version = publish(desk)
    placement = desk.session.scalars(select(Placement).where(Placement.revision_id == loser.current.id)).one()
    assert placement.outcome is PlacementOutcome.CONFLICT
    assert f"p{loser.number}-0" in load_reconciliation(desk.session, version).by_key


def test_each_voice_gets_its_answer_with_reason_and_resulting_text(desk: Desk) -> None:
    voice, person = desk.voice("Harjunseudun vertaistuki ry")
    accepted = desk.reword("b2", "maksuttomia", "avoimia", by=(voice, person))
    comment = desk.comment()
    desk.rule(desk.spot(accepted), Outcome.ACCEPTED)
    desk.rule(desk.queue().by_key[f"c{comment.number}"], Outcome.NOTED, rationale="Kiitos.")
    publish(desk)
    [fate] = load_proposal_fates(desk.session, [accepted.id])[accepted.id]
    assert (fate.outcome, fate.version) == (Outcome.ACCEPTED, 2)
    assert (fate.before, fate.after) == ("Tilat ovat maksuttomia.", "Tilat ovat avoimia.")
    [answer] = load_comment_fates(desk.session, [comment.id])[comment.id]
    assert answer.rationale == "Kiitos."
    mails = desk.session.scalars(select(OutboxMail).where(OutboxMail.template == "response")).all()
    mine = next(mail for mail in mails if mail.person_id == person.id)
    assert mine.params["voice"] == "Harjunseudun vertaistuki ry"
    assert mine.params["items"][0]["after"] == "Tilat ovat avoimia."
    told = [(item["block"], item["wish"], item["words"]) for item in mine.params["items"]]
    assert told[0] == (2, "words", "Tilat ovat avoimia.")
    assert len(mails) == 2


def test_nothing_is_answered_before_it_is_published(desk: Desk) -> None:
    proposal = desk.reword("b2", "maksuttomia", "avoimia")
    desk.rule(desk.spot(proposal), Outcome.ACCEPTED)
    assert load_proposal_fates(desk.session, [proposal.id]) == {}


def test_every_word_says_where_it_came_from_through_versions(desk: Desk) -> None:
    first = desk.reword("b2", "maksuttomia", "avoimia")
    desk.rule(desk.spot(first), Outcome.ACCEPTED)
    desk.version = publish(desk)
    office = edit(desk, "Tilat ovat avoimia kaikille. Avaimet saa kunnasta.")
    desk.rule(desk.spot(office), Outcome.ACCEPTED)
    version = publish(desk)
    block = load_text(desk.session, version.id).by_id["b2"]
    sources = {
        block.text[start:end].strip(): source
        for start, end, source in load_origins(desk.session, version.id)["b2"]
        if source
    }
    assert sources == {"avoimia": f"p:{first.current.id}:0", "kaikille": f"p:{office.current.id}:0"}


def edit(desk: Desk, words: str) -> Proposal:
    """The agent's own edit of the second block."""
    voice = office_voice(desk.session, desk.consultation.id)
    return make_proposal(
        desk.session,
        desk.version,
        Reword(("b2",), words),
        voice=voice,
        rationale="Selvempi.",
        actor=desk.agent,
        now=LATER,
    )


def test_what_is_accepted_beside_an_own_wording_is_applied_too(desk: Desk) -> None:
    move = desk.propose(Move("b2", None))
    desk.propose(Remove(("b2",)))
    words = "Tilat ovat vapaasti käytössä."
    desk.rule(desk.spot(move), Outcome.ACCEPTED, Outcome.COMBINED, rationale="Näin.", wording=words)
    assert texts(desk, publish(desk)) == [words, GRANTS]


@pytest.fixture
def lapsed(desk: Desk) -> Proposal:
    """Accepted twice over a refusal, until the office's own edit of the same words opened the place again."""
    proposal = desk.reword("b2", "maksuttomia", "avoimia")
    desk.rule(desk.spot(proposal), Outcome.DECLINED, rationale="Ei vielä.")
    desk.rule(desk.spot(proposal), Outcome.ACCEPTED)
    other = desk.reword("b1", "yhdellä lomakkeella", "verkossa")
    desk.rule(desk.spot(other), Outcome.ACCEPTED)
    make_proposal(
        desk.session,
        desk.version,
        Reword(("b2",), ROOMS.replace("maksuttomia", "edullisia")),
        voice=office_voice(desk.session, desk.consultation.id),
        rationale="Oma muutos.",
        actor=desk.agent,
        now=LATER,
    )
    return proposal


def test_a_decision_whose_place_was_opened_again_is_not_told(desk: Desk, lapsed: Proposal) -> None:
    assert desk.spot(lapsed).was_decided
    version = publish(desk)
    assert texts(desk, version)[1] == ROOMS
    assert load_proposal_fates(desk.session, [lapsed.id]) == {}
    viewer = Viewer(desk.consultation.id, desk.consultation.visibility)
    states = {entry.number: entry.state for entry in load_entries(desk.session, viewer, LATER)}
    assert states[lapsed.number] is State.OPEN
    spot = load_reconciliation(desk.session, version).by_key[f"p{lapsed.number}-0"]
    assert spot.is_open
    assert not spot.was_decided


def test_a_decision_made_meanwhile_stops_publishing(desk: Desk) -> None:
    proposal = desk.reword("b2", "maksuttomia", "avoimia")
    decision = desk.rule(desk.spot(proposal), Outcome.ACCEPTED)
    publication = prepare_publication(desk.session, desk.version)
    undo(desk.session, decision, actor=desk.agent, now=LATER)
    with pytest.raises(Conflict, match="meanwhile"):
        publish_version(desk.session, publication, actor=desk.agent, now=LATER)


def test_publishing_needs_a_decision_and_a_closed_round(desk: Desk) -> None:
    desk.reword("b2", "maksuttomia", "avoimia")
    with pytest.raises(Invalid, match="Nothing has been decided"):
        publish(desk)
    publication = prepare_publication(desk.session, desk.version)
    with pytest.raises(NotAllowed):
        publish_version(desk.session, publication, actor=desk.agent, now=LATER.replace(year=2026))


def test_a_round_planned_ahead_waits_for_the_next_version_and_stops_nobody(desk: Desk) -> None:
    proposal = desk.reword("b2", "maksuttomia", "avoimia")
    planned = open_round(
        desk.session,
        desk.consultation,
        opens_at=LATER + DAY,
        closes_at=LATER + 9 * DAY,
        actor=desk.agent,
        now=LATER,
    )
    desk.rule(desk.spot(proposal), Outcome.ACCEPTED)
    version = publish(desk)
    assert planned.version_id == version.id


def test_the_office_cannot_take_back_what_has_been_decided(desk: Desk) -> None:
    proposal = edit(desk, "Tilat ovat auki. Avaimet saa kunnasta.")
    desk.rule(desk.spot(proposal), Outcome.ACCEPTED)
    loaded = load_proposal(desk.session, desk.consultation.id, proposal.number)
    with pytest.raises(NotAllowed, match="has been answered"):
        withdraw(desk.session, loaded, actor=desk.agent, now=LATER)
    with pytest.raises(NotAllowed, match="has been answered"):
        ask(desk.session, loaded, "Miksi?", actor=desk.agent, now=LATER)


def test_own_wording_for_additions_makes_a_block_of_each_paragraph(desk: Desk) -> None:
    first = desk.propose(Add("b2", "Tilat löytyvät verkosta."))
    desk.propose(Add("b2", "Kunta nimeää yhdyshenkilön."))
    words = "Kunta nimeää yhdyshenkilön.\n\nTilat löytyvät **verkosta**."
    desk.rule(desk.spot(first), Outcome.COMBINED, Outcome.COMBINED, rationale="Järjestys.", wording=words)
    assert texts(desk, publish(desk))[2:] == ["Kunta nimeää yhdyshenkilön.", "Tilat löytyvät verkosta."]


def test_the_very_same_changes_that_could_not_be_carried_are_answered_together(desk: Desk) -> None:
    removal = desk.propose(Remove(("b2",)))
    same = [desk.reword("b2", "maksuttomia", "avoimia") for _ in range(3)]
    other = desk.reword("b2", "maksuttomia", "edullisia")
    outcomes = [Outcome.ACCEPTED, Outcome.POSTPONED, Outcome.POSTPONED]
    desk.rule(desk.spot(removal), *outcomes, rationale="Ensin poisto.")
    desk.version = publish(desk)
    spot, single = desk.spot(same[0]), desk.spot(other)
    assert (spot.level, len(spot.members), len(single.members)) == ("lost", 3, 1)
    assert desk.spot(same[2]) == spot
    with pytest.raises(Invalid, match="draft has changed"):
        desk.rule(spot, Outcome.ACCEPTED)
    decision = desk.rule(spot, Outcome.NOTED, rationale="Kohta poistettiin.")
    assert [item.outcome for item in decision.items] == [Outcome.NOTED] * 3
    assert desk.spot(same[1]).decision == decision
    desk.rule(single, Outcome.NOTED, rationale="Tämäkin.")
    desk.version = publish(desk)
    assert desk.queue().spots == ()


def test_a_lost_change_is_decided_again_when_another_of_the_same_is_withdrawn(desk: Desk) -> None:
    removal = desk.propose(Remove(("b2",)))
    voice, person = desk.voice("Perääntyvä ry")
    kept = desk.reword("b2", "maksuttomia", "avoimia")
    withdrawn = desk.reword("b2", "maksuttomia", "avoimia", by=(voice, person))
    desk.rule(desk.spot(removal), Outcome.ACCEPTED, Outcome.POSTPONED, rationale="Ensin poisto.")
    desk.version = publish(desk)
    desk.rule(desk.spot(kept), Outcome.NOTED, rationale="Kohta poistettiin.")
    withdrawn.withdrawn_at = LATER
    desk.session.flush()
    spot = desk.spot(kept)
    assert spot.is_open
    assert spot.was_decided
