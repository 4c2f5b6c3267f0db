"""Whoever is forgotten is found nowhere in the database; what the organisation said stays."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from consult.db import Base, make_engine, writing_session
from consult.errors import Invalid
from consult.models import Comment, CommentKind, Invitation, MemberRole, OutboxMail, Person, Voice
from consult.services.agencies import appoint_agent
from consult.services.answers import send_answer
from consult.services.comments import make_comment
from consult.services.drafts import save_draft
from consult.services.erasure import erase_person
from consult.services.invitation_links import accept_invitation, mint_invitation_link
from consult.services.invitations import plan_invitations, send_invitations
from consult.services.leads import invite_member
from consult.services.organisations import add_organisation
from consult.services.outbox import queue_mail
from consult.services.people import add_person, find_person
from consult.services.sessions import start_session
from consult.services.sign_in import request_sign_in
from tests.factories import NOW, make_consultation, make_person, make_round, make_version

ADDRESS, NAME = "canary.bird@example.org", "Känäriä Lintunen"
ESCAPED = NAME.encode("unicode-escape")


def live(session: Session) -> Person:
    """Somebody who has been invited, has come in, commented, sent, half written, signed in and mailed."""
    agent = make_person(session, "Agentti")
    consultation = make_consultation(session, agent)
    version = make_version(session, consultation, agent)
    make_round(session, consultation, agent)
    organisation = add_organisation(session, "Kylä ry", email=ADDRESS, now=NOW)
    plan = plan_invitations(session, consultation, [organisation])
    send_invitations(session, consultation, plan, seen=plan.digest, actor=agent, now=NOW)
    invitation = session.scalars(select(Invitation)).one()
    secret = mint_invitation_link(session, invitation.id, now=NOW)
    assert secret is not None
    _, person = accept_invitation(session, secret, now=NOW)
    person.name = NAME
    voice = session.scalars(select(Voice).where(Voice.organisation_id == organisation.id)).one()
    make_comment(
        session, version, "b1", voice=voice, kind=CommentKind.OTHER, words="Hyvä.", actor=person, now=NOW
    )
    send_answer(session, voice, stance=None, actor=person, now=NOW)
    save_draft(
        session,
        consultation_id=consultation.id,
        person=person,
        form="x",
        fields={"text": f"Terveisin {NAME}"},
        now=NOW,
    )
    start_session(session, person, now=NOW)
    request_sign_in(session, ADDRESS, language="fi", next_path="/", now=NOW)
    other = invite_member(
        session,
        organisation,
        email="other@example.org",
        name="Toinen",
        role=MemberRole.LEAD,
        actor=person,
        now=NOW,
    )
    session.add(
        OutboxMail(
            template="x",
            address=other.email,
            language="fi",
            params={"items": [{"words": f"{NAME} <{ADDRESS}>"}]},
            dedupe="x",
            created_at=NOW,
            next_try_at=NOW,
            error=f"550 {ADDRESS}",
        )
    )
    for mail in session.scalars(select(OutboxMail).where(OutboxMail.template == "invitation")):
        mail.sent_at, mail.error = NOW, f"451 {ADDRESS}"
    session.flush()
    return person


def test_nothing_of_the_person_is_left_in_the_files(tmp_path: Path) -> None:
    path = tmp_path / "erased.sqlite"
    engine = make_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    with writing_session(engine) as session:
        person = live(session)
        session.commit()
        assert ADDRESS.encode() in _bytes(path)
        erase_person(session, person, actor=person, now=NOW + timedelta(days=1))
        session.commit()
        assert [comment.author_id for comment in session.scalars(select(Comment))] == [person.id]
        assert find_person(session, ADDRESS) is None
        assert add_person(session, email="uusi@example.org", name="", now=NOW).id != person.id
        session.rollback()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("COMMIT"))
        connection.exec_driver_sql("VACUUM")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    left = _bytes(path)
    for word in (ADDRESS.encode(), NAME.encode(), ESCAPED, b"Lintunen"):
        assert word not in left


def test_somebody_goes_on(session: Session, agent: Person) -> None:
    consultation = make_consultation(session, agent)
    with pytest.raises(Invalid):
        erase_person(session, agent, actor=agent, now=NOW)
    appoint_agent(session, consultation, make_person(session), actor=agent, now=NOW)
    erase_person(session, agent, actor=agent, now=NOW)
    administrator = make_person(session, is_administrator=True)
    with pytest.raises(Invalid):
        erase_person(session, administrator, actor=administrator, now=NOW)
    make_person(session, is_administrator=True)
    erase_person(session, administrator, actor=administrator, now=NOW)
    assert (administrator.name, administrator.is_administrator) == ("", False)


def _bytes(path: Path) -> bytes:
    files = [path, path.with_name(f"{path.name}-wal")]
    return b"".join(file.read_bytes() for file in files if file.exists())


def test_a_name_is_taken_out_as_a_whole_word_only(session: Session) -> None:
    """The names of others that begin alike stay as they were, also in mails that have not left."""
    gone, other = (add_person(session, email=f"{n}@example.org", name=n, now=NOW) for n in ("Aino", "Eeva"))
    said = {"text": "Aino pyytää: Ainolan kylä ry kutsuu Ainon."}
    queue_mail(session, "member_invited", person=other, params=said, dedupe="x", now=NOW)
    erase_person(session, gone, actor=gone, now=NOW)
    (mail,) = session.scalars(select(OutboxMail).where(OutboxMail.person_id == other.id))
    assert mail.params == {"text": "\u2013 pyytää: Ainolan kylä ry kutsuu Ainon."}
