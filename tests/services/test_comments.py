"""Comments: what is kept of them, replies, and what is refused."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid, NotAllowed, NotFound
from consult.models import Comment, CommentKind, CommentRevision, Consultation
from consult.services.comments import load_comment, make_comment, revise_comment
from consult.services.contributions import withdraw
from consult.services.voices import office_voice
from tests.factories import NOW, make_text
from tests.services.scene import GRANTS, Scene


def test_a_comment_hangs_on_its_block_and_waits_to_be_sent(session: Session, scene: Scene) -> None:
    comment = scene.comment(session, "Kuka maksaa?")
    assert (comment.block_id, comment.current.text, comment.current.kind) == (
        "b2",
        "Kuka maksaa?",
        CommentKind.MISSING,
    )
    assert comment.sent_at is None
    assert comment.anchor["quote"] == GRANTS


def test_the_office_has_no_sending_of_its_own(session: Session, scene: Scene) -> None:
    office = office_voice(session, scene.consultation.id)
    assert scene.comment(session, voice=office, actor=scene.agent).sent_at == NOW


@pytest.mark.parametrize(("words", "reason"), [("", "Write a comment"), ("a" * 20_001, "too long")])
def test_empty_and_endless_comments_are_refused(
    session: Session, scene: Scene, words: str, reason: str
) -> None:
    with pytest.raises(Invalid, match=reason) as caught:
        scene.comment(session, words)
    assert caught.value.field == "text"
    assert session.scalar(select(func.count(Comment.id))) == 0


def test_a_block_that_is_gone_tells_it_and_keeps_the_words(session: Session, scene: Scene) -> None:
    with pytest.raises(Conflict) as caught:
        make_comment(
            session,
            scene.version,
            "b99",
            voice=scene.voice,
            kind=CommentKind.OTHER,
            words="Sanani",
            actor=scene.lead,
            now=NOW,
        )
    assert caught.value.ours == "Sanani"


def test_a_newer_version_is_told_with_both_texts(session: Session, scene: Scene) -> None:
    scene.publish(session, make_text("# Otsikko", "Uusi teksti.", "Toinen."))
    with pytest.raises(Conflict) as caught:
        scene.comment(session, "Sanani")
    assert (caught.value.ours, caught.value.theirs) == ("Sanani", "Uusi teksti.")


@pytest.mark.parametrize(
    ("moment", "may"),
    [(timedelta(seconds=-1), True), (timedelta(0), False), (timedelta(days=1), False)],
)
def test_the_round_is_half_open(session: Session, scene: Scene, moment: timedelta, may: bool) -> None:
    def comment() -> Comment:
        return make_comment(
            session,
            scene.version,
            "b2",
            voice=scene.voice,
            kind=CommentKind.OTHER,
            words="Ehdin vielä.",
            actor=scene.lead,
            now=scene.round.closes_at + moment,
        )

    if may:
        assert comment().id
    else:
        with pytest.raises(NotAllowed, match="round has closed"):
            comment()


def test_a_form_sent_twice_says_it_once(session: Session, scene: Scene) -> None:
    first, second = scene.comment(session, "Sama."), scene.comment(session, "Sama.")
    assert first.id == second.id
    assert scene.comment(session, "Toinen.").id != first.id
    assert scene.comment(session, "Sama.", actor=scene.member(session)).id != first.id


def test_what_was_withdrawn_can_be_said_again(session: Session, scene: Scene) -> None:
    first = scene.comment(session, "Sama.")
    withdraw(session, first, actor=scene.lead, now=NOW)
    assert scene.comment(session, "Sama.").id != first.id


def test_a_sent_comment_is_replied_to_one_level_deep(session: Session, scene: Scene) -> None:
    comment = scene.comment(session)
    comment.sent_at = NOW
    reply = scene.comment(
        session, "Samaa mieltä.", voice=scene.other_voice, actor=scene.other_lead, reply_to=comment
    )
    assert reply.reply_to_id == comment.id
    reply.sent_at = NOW
    with pytest.raises(NotFound):
        scene.comment(session, "Niin.", reply_to=reply)


def test_what_is_not_sent_not_seen_or_of_another_consultation_is_not_replied_to(
    session: Session, scene: Scene, noise: Consultation
) -> None:
    comment = scene.comment(session)
    with pytest.raises(NotFound):
        scene.comment(session, "Hei.", voice=scene.other_voice, actor=scene.other_lead, reply_to=comment)
    comment.sent_at, comment.hidden_at = NOW, NOW
    session.flush()
    with pytest.raises(NotFound):
        scene.comment(session, "Hei.", voice=scene.other_voice, actor=scene.other_lead, reply_to=comment)
    comment.hidden_at, comment.consultation_id = None, noise.id
    with pytest.raises(NotFound):
        scene.comment(session, "Hei.", voice=scene.other_voice, actor=scene.other_lead, reply_to=comment)


def test_revising_keeps_the_earlier_words(session: Session, scene: Scene) -> None:
    comment = scene.comment(session, "Ensin näin.")
    revise_comment(session, comment, kind=CommentKind.OTHER, words="Sitten näin.", actor=scene.lead, now=NOW)
    assert [revision.text for revision in comment.revisions] == ["Ensin näin.", "Sitten näin."]
    assert comment.current.kind is CommentKind.OTHER


def test_revising_to_the_same_words_changes_nothing(session: Session, scene: Scene) -> None:
    comment = scene.comment(session, "Ensin näin.")
    revise_comment(session, comment, kind=CommentKind.MISSING, words="Ensin näin.", actor=scene.lead, now=NOW)
    assert session.scalar(select(func.count(CommentRevision.id))) == 1


def test_a_withdrawn_comment_is_not_revised(session: Session, scene: Scene) -> None:
    comment = scene.comment(session)
    withdraw(session, comment, actor=scene.lead, now=NOW)
    with pytest.raises(NotAllowed, match="withdrawn already"):
        revise_comment(session, comment, kind=CommentKind.OTHER, words="Uusi", actor=scene.lead, now=NOW)


def test_a_comment_is_found_by_its_number_in_its_own_consultation(
    session: Session, scene: Scene, noise: Consultation
) -> None:
    comment = scene.comment(session)
    assert load_comment(session, scene.consultation.id, comment.number).id == comment.id
    with pytest.raises(NotFound):
        load_comment(session, noise.id, comment.number)
