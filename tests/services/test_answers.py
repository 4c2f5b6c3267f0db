"""An answer is gathered and then sent: who sends what, stances, and the mail that says it arrived."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.errors import Invalid, NotAllowed
from consult.models import Answer, Consultation, LogEntry, OutboxMail, Sending, Stance
from consult.services.answers import answer_for, find_answer, send_answer, stance_of, unsent
from consult.services.contributions import withdraw
from consult.services.senders import leads
from tests.factories import NOW
from tests.services.scene import Scene


def send(session: Session, scene: Scene, stance: Stance | None = None) -> Answer:
    """The lead of the first organisation sends."""
    return send_answer(session, scene.voice, stance=stance, actor=scene.lead, now=NOW)


def test_a_voice_has_one_answer_in_a_round(session: Session, scene: Scene) -> None:
    first = answer_for(session, scene.voice, scene.round, now=NOW)
    assert answer_for(session, scene.voice, scene.round, now=NOW).id == first.id
    assert answer_for(session, scene.other_voice, scene.round, now=NOW).id != first.id
    found = find_answer(session, scene.voice.id, scene.round.id)
    assert found is not None
    assert found.id == first.id


def test_a_lead_leads_their_own_organisation_only(session: Session, scene: Scene) -> None:
    assert leads(session, scene.voice, scene.lead)
    assert not leads(session, scene.other_voice, scene.lead)
    assert not leads(session, scene.voice, scene.member(session))


def test_the_lead_sends_what_everybody_wrote_and_others_their_own(session: Session, scene: Scene) -> None:
    writer = scene.member(session)
    own = scene.comment(session, "Omani.", actor=writer)
    scene.comment(session, "Pääkäyttäjän.")
    scene.propose(session)
    scene.comment(session, "Toisen järjestön.", voice=scene.other_voice, actor=scene.other_lead)
    mine = unsent(session, scene.voice, scene.round, person=writer)
    assert ([comment.id for comment in mine.comments], list(mine.proposals)) == ([own.id], [])
    everybodys = unsent(session, scene.voice, scene.round, person=scene.lead)
    assert (len(everybodys.comments), len(everybodys.proposals)) == (2, 1)


def test_sending_is_one_moment_for_everything_but_what_was_withdrawn(session: Session, scene: Scene) -> None:
    comment, proposal = scene.comment(session), scene.propose(session)
    gone = scene.comment(session, "Perun tämän.")
    withdraw(session, gone, actor=scene.lead, now=NOW)
    answer = send(session, scene)
    assert (comment.sent_at, proposal.sent_at, gone.sent_at, answer.sent_at) == (NOW, NOW, None, NOW)
    assert unsent(session, scene.voice, scene.round, person=scene.lead).is_empty


def test_the_one_who_sent_gets_a_mail_and_the_log_a_row(session: Session, scene: Scene) -> None:
    scene.comment(session)
    answer = send(session, scene)
    mail = session.scalars(select(OutboxMail).where(OutboxMail.template == "answer_sent")).one()
    assert mail.address == scene.lead.email
    assert (mail.params["comments"], mail.params["proposals"]) == (1, 0)
    entry = session.scalars(select(LogEntry).where(LogEntry.action == "answer.sent")).one()
    assert (entry.subject_id, entry.voice_id) == (answer.id, scene.voice.id)
    assert "Tämä puuttuu" not in str(entry.details)


def test_sending_again_adds_to_the_same_answer(session: Session, scene: Scene) -> None:
    scene.comment(session)
    first = send(session, scene)
    scene.comment(session, "Vielä tämä.")
    assert send(session, scene).id == first.id
    assert session.scalar(select(func.count(Sending.id))) == 2
    assert session.scalar(select(func.count(OutboxMail.id)).where(OutboxMail.template == "answer_sent")) == 2


def test_nothing_said_and_no_stance_is_no_answer(session: Session, scene: Scene) -> None:
    with pytest.raises(Invalid, match="nothing to send"):
        send(session, scene)
    assert session.scalar(select(func.count(Sending.id))) == 0


@pytest.mark.parametrize("stance", list(Stance))
def test_a_stance_alone_is_an_answer(session: Session, scene: Scene, stance: Stance) -> None:
    assert stance_of(session, send(session, scene, stance)) is stance


def test_no_remarks_and_remarks_do_not_go_together(session: Session, scene: Scene) -> None:
    scene.comment(session)
    with pytest.raises(Invalid, match="You have remarks"):
        send(session, scene, Stance.NO_REMARKS)
    send(session, scene, Stance.ENDORSES)
    with pytest.raises(Invalid, match="You have remarks"):
        send(session, scene, Stance.NO_REMARKS)


def test_what_a_colleague_has_not_sent_is_no_remark_yet(session: Session, scene: Scene) -> None:
    scene.comment(session)
    member = scene.member(session)
    answer = send_answer(session, scene.voice, stance=Stance.NO_REMARKS, actor=member, now=NOW)
    assert stance_of(session, answer) is Stance.NO_REMARKS


def test_no_remarks_ends_with_the_first_remark_and_other_stances_stay(session: Session, scene: Scene) -> None:
    answer = send(session, scene, Stance.NO_REMARKS)
    comment = scene.comment(session)
    send(session, scene)
    assert stance_of(session, answer) is None
    withdraw(session, comment, actor=scene.lead, now=NOW)
    assert stance_of(session, answer) is Stance.NO_REMARKS
    send(session, scene, Stance.ENDORSES)
    scene.comment(session, "Pieni lisäys.")
    send(session, scene)
    assert stance_of(session, answer) is Stance.ENDORSES


@pytest.mark.parametrize(("moment", "may"), [(timedelta(seconds=-1), True), (timedelta(0), False)])
def test_an_answer_arrives_before_the_closing_second(
    session: Session, scene: Scene, moment: timedelta, may: bool
) -> None:
    comment = scene.comment(session)
    when = scene.round.closes_at + moment
    if may:
        send_answer(session, scene.voice, stance=None, actor=scene.lead, now=when)
        assert comment.sent_at == when
    else:
        with pytest.raises(NotAllowed, match="round has closed"):
            send_answer(session, scene.voice, stance=None, actor=scene.lead, now=when)
        assert comment.sent_at is None


def test_another_consultation_is_not_touched(session: Session, scene: Scene, noise: Consultation) -> None:
    scene.comment(session)
    send(session, scene)
    rows = session.scalars(select(LogEntry.consultation_id).where(LogEntry.action == "answer.sent")).all()
    assert rows == [scene.consultation.id]
    assert noise.id not in rows


def test_the_copy_holds_the_whole_answer_and_goes_to_the_lead_too(session: Session, scene: Scene) -> None:
    writer = scene.member(session)
    scene.comment(session, "Pääkäyttäjän aiempi.")
    send(session, scene, Stance.ENDORSES)
    scene.propose(session, actor=writer)
    send_answer(session, scene.voice, stance=None, actor=writer, now=NOW)
    mails = session.scalars(
        select(OutboxMail).where(OutboxMail.template == "answer_sent").order_by(OutboxMail.id)
    ).all()
    assert [mail.address for mail in mails] == [scene.lead.email, writer.email, scene.lead.email]
    own, copy = mails[1].params, mails[2].params
    assert [(item["noun"], item["block"]) for item in own["items"]] == [("comment", 1), ("proposal", 1)]
    assert [list(change) for change in own["items"][0]["changes"]] == [["", "Pääkäyttäjän aiempi."]]
    assert "kolmeksi vuodeksi" in own["items"][1]["changes"][0][1]
    assert own["items"][1]["rationale"] == "Vuosi on liian lyhyt aika."
    assert (own["stance"], copy["member_id"]) == ("endorses", writer.id)
    assert "member_id" not in own
