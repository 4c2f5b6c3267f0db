"""What is said of a background document is decided like the rest, told with the draft, and never applied."""

from dataclasses import dataclass

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid, NotAllowed
from consult.models import Consultation, Decision, DocumentRole, OutboxMail, Outcome, Person, Version
from consult.reports.contributions import State, load_entries
from consult.reports.fates import load_comment_fates, load_proposal_fates
from consult.reports.open_places import count_open
from consult.reports.reconciliation import load_reconciliation
from consult.reports.sources import load_sources
from consult.reports.stages import load_standing
from consult.reports.texts import load_text
from consult.reports.versions import background_versions
from consult.reports.visibility import Viewer
from consult.services.decisions import undo
from consult.services.documents import add_document, publish_first_version
from consult.services.publishing import prepare_publication, publish_version
from tests.factories import NOW, make_text
from tests.services.reconciling import GRANTS, LATER, ROOMS, Desk, make_desk


@dataclass
class Pair:
    """The desk of the draft, and one at the authority's plan, which has the same blocks."""

    draft: Desk
    plan: Desk

    def publish(self, version: Version | None = None) -> Version:
        """The next version of the draft."""
        publication = prepare_publication(self.draft.session, version or self.draft.version)
        return publish_version(self.draft.session, publication, actor=self.draft.agent, now=LATER)

    def seen(self, *, is_agent: bool = False) -> list[State]:
        """The states that a reader sees, in order of arrival."""
        here = self.draft.consultation
        viewer = Viewer(here.id, here.visibility, is_agent=is_agent)
        return [entry.state for entry in load_entries(self.draft.session, viewer, LATER)]

    def mails(self) -> list[OutboxMail]:
        """The answers that wait to be sent."""
        mails = select(OutboxMail).where(OutboxMail.template == "response").order_by(OutboxMail.id)
        return list(self.draft.session.scalars(mails))


@pytest.fixture
def pair(session: Session, consultation: Consultation, agent: Person, noise: Consultation) -> Pair:
    del noise
    desk = make_desk(session, consultation, agent)
    plan = add_document(
        session, consultation, role=DocumentRole.BACKGROUND, title="Suunnitelma", actor=agent, now=NOW
    )
    version = publish_first_version(
        session, plan, make_text(GRANTS, ROOMS), title="Suunnitelma", actor=agent, now=NOW
    )
    return Pair(desk, Desk(session, consultation, agent, version))


def test_its_places_are_grouped_like_those_of_the_draft(pair: Pair) -> None:
    first = pair.plan.reword("b1", "vuosittain", "kolmeksi vuodeksi")
    second = pair.plan.reword("b1", "vuosittain", "useaksi vuodeksi")
    pair.plan.comment()
    queue = pair.plan.queue()
    assert queue.is_background
    assert [len(spot.members) for spot in queue.spots] == [2, 0]
    assert queue.by_key[f"p{second.number}-0"].key == f"p{first.number}-0"
    assert not pair.draft.queue().spots


@pytest.mark.parametrize("outcome", [each for each in Outcome if each is not Outcome.ACCEPTED])
def test_all_but_plain_acceptance_need_a_reason(pair: Pair, outcome: Outcome) -> None:
    proposal = pair.plan.reword("b2", "maksuttomia", "avoimia")
    with pytest.raises(Invalid, match="reason"):
        pair.plan.rule(pair.plan.spot(proposal), outcome, wording="Tilat ovat avoinna.")


def test_nothing_is_decided_while_the_round_is_open(pair: Pair) -> None:
    proposal = pair.plan.reword("b2", "maksuttomia", "avoimia")
    with pytest.raises(NotAllowed, match="has closed"):
        pair.plan.rule(pair.plan.spot(proposal), Outcome.ACCEPTED, now=NOW)


def test_what_is_accepted_is_put_forward_and_never_applied(pair: Pair, session: Session) -> None:
    proposal = pair.plan.reword("b2", "maksuttomia", "avoimia")
    pair.plan.rule(pair.plan.spot(proposal), Outcome.ACCEPTED)
    published = pair.publish()
    assert published.document_id == pair.draft.version.document_id
    assert [block.text for block in load_text(session, published.id).blocks] == [GRANTS, ROOMS]
    assert [version.id for version in background_versions(session, pair.draft.consultation.id)] == [
        pair.plan.version.id
    ]
    assert [block.text for block in load_text(session, pair.plan.version.id).blocks] == [GRANTS, ROOMS]
    [fate] = load_proposal_fates(session, [proposal.id])[proposal.id]
    assert (fate.before, fate.after) == ("Tilat ovat maksuttomia.", "Tilat ovat avoimia.")
    assert (fate.is_put_forward, fate.version) == (True, 2)


def test_what_is_not_accepted_puts_nothing_forward(pair: Pair, session: Session) -> None:
    proposal = pair.plan.reword("b2", "maksuttomia", "avoimia")
    pair.plan.rule(pair.plan.spot(proposal), Outcome.DECLINED, rationale="Maksuttomuus on tärkeää.")
    pair.publish()
    [fate] = load_proposal_fates(session, [proposal.id])[proposal.id]
    assert (fate.after, fate.is_put_forward, fate.rationale) == ("", False, "Maksuttomuus on tärkeää.")


def test_several_in_one_sentence_are_put_forward_as_their_sum(pair: Pair, session: Session) -> None:
    first = pair.plan.reword("b1", "vuosittain", "kolmeksi vuodeksi")
    pair.plan.reword("b1", "avustuksia", "yleisavustuksia")
    pair.plan.rule(pair.plan.spot(first), Outcome.ACCEPTED, Outcome.ACCEPTED)
    pair.publish()
    [fate] = load_proposal_fates(session, [first.id])[first.id]
    assert "yleisavustuksia kolmeksi vuodeksi" in fate.after


def test_the_agents_own_wording_is_put_forward_to_the_letter(pair: Pair, session: Session) -> None:
    proposal = pair.plan.reword("b2", "maksuttomia", "avoimia")
    words = "Tilat ovat **avoimia** ja maksuttomia."
    pair.plan.rule(pair.plan.spot(proposal), Outcome.PARTLY, rationale="Molemmat.", wording=words)
    pair.publish()
    [fate] = load_proposal_fates(session, [proposal.id])[proposal.id]
    assert (fate.after, fate.is_own_wording) == ("Tilat ovat avoimia ja maksuttomia.", True)


def test_the_answer_is_everybodys_when_the_draft_is_published(pair: Pair, session: Session) -> None:
    proposal = pair.plan.reword("b2", "maksuttomia", "avoimia")
    comment = pair.plan.comment("b1")
    pair.plan.rule(pair.plan.spot(proposal), Outcome.ACCEPTED)
    pair.plan.rule(pair.plan.queue().by_key[f"c{comment.number}"], Outcome.NOTED, rationale="Kiitos.")
    assert pair.seen() == [State.OPEN, State.OPEN]
    assert set(pair.seen(is_agent=True)) == {State.ACCEPTED, State.NOTED}
    assert not load_comment_fates(session, [comment.id])
    here = Viewer(pair.draft.consultation.id, pair.draft.consultation.visibility)
    assert not load_sources(session, here).by_id
    pair.publish()
    assert set(pair.seen()) == {State.ACCEPTED, State.NOTED}
    assert load_comment_fates(session, [comment.id])[comment.id][0].rationale == "Kiitos."
    assert [source.told_after for source in load_sources(session, here).by_id.values()] == [1, 1]
    assert not pair.plan.queue().spots


def test_each_voice_is_told_of_both_documents_in_one_mail(pair: Pair) -> None:
    voice, lead = pair.draft.voice("Kylätuki ry")
    mine = pair.draft.reword("b1", "vuosittain", "kolmeksi vuodeksi", by=(voice, lead))
    theirs = pair.plan.reword("b2", "maksuttomia", "avoimia", by=(voice, lead))
    pair.draft.rule(pair.draft.spot(mine), Outcome.ACCEPTED)
    pair.plan.rule(pair.plan.spot(theirs), Outcome.ACCEPTED)
    published = pair.publish()
    [mail] = pair.mails()
    assert mail.params["document_id"] == published.document_id
    assert [(item["background"], item["after"][-19:]) for item in mail.params["items"]] == [
        ("", "nykyisellä tasolla."),
        ("Suunnitelma", "Tilat ovat avoimia."),
    ]


def test_what_was_postponed_is_told_and_waits_again(pair: Pair, session: Session) -> None:
    proposal = pair.plan.reword("b2", "maksuttomia", "avoimia")
    pair.plan.rule(pair.plan.spot(proposal), Outcome.POSTPONED, rationale="Vasta keväällä.")
    assert not count_open(session, [pair.plan.version.id], pair.draft.version)
    second = pair.publish()
    spot = pair.plan.spot(proposal)
    assert spot.is_open
    assert count_open(session, [pair.plan.version.id], second) == {pair.plan.version.document_id: 1}
    pair.plan.rule(spot, Outcome.DECLINED, rationale="Ei sittenkään.")
    told = load_proposal_fates(session, [proposal.id])[proposal.id]
    assert [(fate.outcome, fate.version) for fate in told] == [(Outcome.POSTPONED, 2)]
    third = pair.publish(second)
    told = load_proposal_fates(session, [proposal.id])[proposal.id]
    assert [fate.outcome for fate in told] == [Outcome.POSTPONED, Outcome.DECLINED]
    assert (third.number, pair.plan.queue().spots) == (3, ())


def test_an_answer_that_was_told_cannot_be_undone(pair: Pair, session: Session) -> None:
    proposal = pair.plan.reword("b2", "maksuttomia", "avoimia")
    decision = pair.plan.rule(pair.plan.spot(proposal), Outcome.ACCEPTED)
    undo(session, decision, actor=pair.plan.agent, now=LATER)
    assert pair.plan.spot(proposal).is_open
    again = pair.plan.rule(pair.plan.spot(proposal), Outcome.ACCEPTED)
    pair.publish()
    with pytest.raises(Conflict, match="published"):
        undo(session, again, actor=pair.plan.agent, now=LATER)


def test_an_answer_given_meanwhile_stops_the_publishing(pair: Pair, session: Session) -> None:
    mine = pair.draft.reword("b1", "vuosittain", "kolmeksi vuodeksi")
    theirs = pair.plan.reword("b2", "maksuttomia", "avoimia")
    pair.draft.rule(pair.draft.spot(mine), Outcome.ACCEPTED)
    publication = prepare_publication(session, pair.draft.version)
    assert (publication.beside.decisions, publication.beside.count) == ((), 1)
    pair.plan.rule(pair.plan.spot(theirs), Outcome.ACCEPTED)
    with pytest.raises(Conflict, match="meanwhile"):
        publish_version(session, publication, actor=pair.draft.agent, now=LATER)


def test_a_late_arrival_opens_its_group_again_and_the_answer_lapses(pair: Pair, session: Session) -> None:
    first = pair.plan.reword("b1", "vuosittain", "kolmeksi vuodeksi")
    pair.plan.rule(pair.plan.spot(first), Outcome.ACCEPTED)
    alone = pair.draft.reword("b2", "maksuttomia", "avoimia")
    pair.draft.rule(pair.draft.spot(alone), Outcome.ACCEPTED)
    pair.plan.reword("b1", "vuosittain", "useaksi vuodeksi")
    assert pair.plan.spot(first).was_decided
    pair.publish()
    assert not load_proposal_fates(session, [first.id])
    assert pair.plan.spot(first).is_open
    assert session.scalar(select(func.count(Decision.id)).where(Decision.undoes_id.is_not(None))) == 1


def test_the_work_is_not_over_before_the_answers_are_told(pair: Pair, session: Session) -> None:
    mine = pair.draft.reword("b1", "vuosittain", "kolmeksi vuodeksi")
    theirs = pair.plan.reword("b2", "maksuttomia", "avoimia")
    pair.draft.rule(pair.draft.spot(mine), Outcome.ACCEPTED)
    second = pair.publish()
    assert load_standing(session, pair.draft.consultation, LATER).current == "filing"
    pair.plan.rule(pair.plan.spot(theirs), Outcome.ACCEPTED)
    assert load_standing(session, pair.draft.consultation, LATER).current == "reconciling"
    assert not load_reconciliation(session, second).spots
    pair.publish(second)
    assert load_standing(session, pair.draft.consultation, LATER).current == "filing"
