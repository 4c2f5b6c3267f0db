"""Leads are asked once when the signing opens, told what changed since they signed, and reminded."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import NotAllowed
from consult.models import Consultation, MemberRole, Organisation, OutboxMail
from consult.services.documents import store_version
from consult.services.endorsement_mails import remind_leads, to_remind
from consult.services.endorsement_rounds import end_endorsing, open_endorsing
from consult.services.memberships import add_member
from tests.factories import DAY, NOW, make_text
from tests.signing import DECLINED, Signing, approve, make_signing


@pytest.fixture
def signing(session: Session, noise: Consultation) -> Signing:
    """The first lead leads both organisations."""
    made = make_signing(session)
    second = session.get_one(Organisation, made.voices[1][0].organisation_id)
    add_member(session, second, made.voices[0][1], role=MemberRole.LEAD, now=NOW)
    return made


def mails(signing: Signing, template: str) -> list[OutboxMail]:
    """What waits in the outbox."""
    query = select(OutboxMail).where(OutboxMail.template == template).order_by(OutboxMail.id)
    return list(signing.session.scalars(query))


def test_a_new_version_asks_everybody_and_tells_signatories_what_changed(signing: Signing) -> None:
    signing.sign(0)
    signing.sign(1, DECLINED)
    session, later = signing.session, signing.round.closes_at
    version = store_version(
        session,
        signing.version.document,
        make_text("Uusi."),
        number=2,
        title="Lausunto",
        actor=signing.agent,
        now=later,
    )
    approve(session, signing.consultation, version, signing.agent, now=later)
    round_ = open_endorsing(
        session,
        signing.consultation,
        version,
        opens_at=later + DAY,
        closes_at=later + 3 * DAY,
        actor=signing.agent,
        now=later,
    )
    asked = [mail for mail in mails(signing, "signing_opened") if mail.params["signing_id"] == round_.id]
    assert len(asked) == 2
    assert {mail.next_try_at for mail in asked} == {later + DAY}
    first = next(mail for mail in asked if mail.person_id == signing.voices[0][1].id)
    assert first.params["voices"] == ["Zetan väki ry", "Åkerin tuki ry"]
    assert (first.params["signed_before"], first.params["old"]) == (["Åkerin tuki ry"], 1)
    assert next(mail for mail in asked if mail != first).params["signed_before"] == []


def test_only_those_who_have_not_answered_are_reminded_once_a_day(signing: Signing) -> None:
    def remind(days: int) -> int:
        return remind_leads(
            signing.session,
            signing.round,
            today=date(2027, 1, 20 + days),
            actor=signing.agent,
            now=NOW + days * DAY,
        )

    signing.sign(1)
    (lead,) = to_remind(signing.session, signing.round)
    assert [found.name for found in lead.organisations] == ["Åkerin tuki ry"]
    assert [remind(0), remind(0), remind(1)] == [1, 0, 1]
    assert {mail.person_id for mail in mails(signing, "signing_reminder")} == {signing.voices[0][1].id}
    signing.sign(0)
    with pytest.raises(NotAllowed, match="nobody"):
        remind(2)


def test_after_the_closing_nobody_is_reminded(signing: Signing) -> None:
    with pytest.raises(NotAllowed, match="not open"):
        remind_leads(
            signing.session,
            signing.round,
            today=date(2027, 1, 27),
            actor=signing.agent,
            now=signing.round.closes_at,
        )


def test_a_signing_that_was_given_up_and_opened_again_asks_again(signing: Signing) -> None:
    session, later = signing.session, NOW + DAY
    for mail in mails(signing, "signing_opened"):
        mail.sent_at = NOW
    end_endorsing(session, signing.round, actor=signing.agent, now=later)
    again = open_endorsing(
        session,
        signing.consultation,
        signing.version,
        opens_at=later,
        closes_at=later + DAY,
        actor=signing.agent,
        now=later,
    )
    asked = [mail for mail in mails(signing, "signing_opened") if mail.created_at == later]
    assert len(asked) == 2
    assert {mail.params["signing_id"] for mail in asked} == {again.id}
