"""Links and codes: random, hashed, short-lived, single-use, bound to a purpose."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.db import Base
from consult.errors import Invalid
from consult.models import OutboxMail, Person, Token, TokenPurpose
from consult.services.mail_preferences import make_unsubscribe_link
from consult.services.secrets import hash_secret, new_secret
from consult.services.sign_in import (
    ORDINARY,
    Secrets,
    find_link,
    make_demonstration_link,
    mint_secrets,
    request_sign_in,
    use_code,
    use_link,
)
from tests.factories import NOW, make_person
from tests.log import actions

MINUTE = timedelta(minutes=1)
KEY = "a test's secret of more than 32 bytes"
DEMONSTRATION = frozenset({TokenPurpose.DEMONSTRATION})


def ask(session: Session, address: str, *, now: datetime = NOW) -> str:
    """Somebody asks for a link; the challenge is what their browser keeps."""
    return request_sign_in(session, address, language="fi", next_path="/x", now=now)


def mint(session: Session, *, now: datetime = NOW) -> Secrets:
    """What the newest mail would say."""
    token = session.scalars(select(Token).order_by(Token.id.desc()).limit(1)).one()
    secrets = mint_secrets(session, token.id, key=KEY, now=now)
    assert secrets is not None
    return secrets


def mails(session: Session) -> list[OutboxMail]:
    return list(session.scalars(select(OutboxMail).order_by(OutboxMail.id)))


def test_the_link_signs_in_the_person_once(session: Session, agent: Person) -> None:
    ask(session, agent.email)
    secrets = mint(session)
    token = use_link(session, secrets.link, purposes=ORDINARY, now=NOW)
    assert (token.person, token.next_path) == (agent, "/x")
    assert actions(session)[-1] == "person.signed_in"
    with pytest.raises(Invalid):
        use_link(session, secrets.link, purposes=ORDINARY, now=NOW)


def test_nothing_in_the_database_opens_anything(session: Session, agent: Person) -> None:
    challenge = ask(session, agent.email)
    secrets = mint(session)
    demonstration = make_demonstration_link(session, agent, now=NOW)
    stored = " ".join(
        str(value)
        for table in Base.metadata.sorted_tables
        for row in session.execute(select(table))
        for value in row
    )
    for secret in (challenge, secrets.link, secrets.code, demonstration):
        assert secret not in stored
    assert hash_secret(secrets.link) in stored


def test_looking_does_not_use(session: Session, agent: Person) -> None:
    ask(session, agent.email)
    secrets = mint(session)
    for _ in range(20):
        assert find_link(session, secrets.link, purposes=ORDINARY, now=NOW) is not None
    use_link(session, secrets.link, purposes=ORDINARY, now=NOW)


def test_ten_minutes_from_the_mail(session: Session, agent: Person) -> None:
    ask(session, agent.email)
    secrets = mint(session, now=NOW + 5 * MINUTE)
    assert secrets.expires_at == NOW + 15 * MINUTE
    last = NOW + 15 * MINUTE - timedelta(seconds=1)
    assert find_link(session, secrets.link, purposes=ORDINARY, now=last) is not None
    with pytest.raises(Invalid):
        use_link(session, secrets.link, purposes=ORDINARY, now=NOW + 15 * MINUTE)


def test_a_second_try_of_the_mail_carries_the_same_secrets_and_is_good_for_longer(
    session: Session, agent: Person
) -> None:
    challenge = ask(session, agent.email)
    first, second = mint(session), mint(session, now=NOW + 5 * MINUTE)
    assert (first.link, first.code) == (second.link, second.code)
    assert second.expires_at == NOW + 15 * MINUTE
    assert use_code(session, challenge, first.code, now=NOW + 14 * MINUTE) is not None


def test_without_the_key_of_the_service_nobody_can_make_them(session: Session, agent: Person) -> None:
    ask(session, agent.email)
    token = session.scalars(select(Token)).one()
    other = mint_secrets(session, token.id, key="another key of more than thirty-two bytes", now=NOW)
    assert other is not None
    assert {other.link, other.code} & {mint(session).link, mint(session).code} == set()


def test_the_newest_invalidates_older(session: Session, agent: Person) -> None:
    first_challenge = ask(session, agent.email)
    first = mint(session)
    ask(session, agent.email, now=NOW + MINUTE)
    second = mint(session)
    with pytest.raises(Invalid):
        use_link(session, first.link, purposes=ORDINARY, now=NOW + MINUTE)
    assert use_code(session, first_challenge, first.code, now=NOW + MINUTE) is None
    assert use_link(session, second.link, purposes=ORDINARY, now=NOW + MINUTE).person is agent


def test_a_mail_that_was_overtaken_gets_no_secrets(session: Session, agent: Person) -> None:
    ask(session, agent.email)
    older = session.scalars(select(Token)).one()
    ask(session, agent.email)
    session.refresh(older)
    assert mint_secrets(session, older.id, key=KEY, now=NOW) is None


def test_somebody_elses_request_leaves_mine_alone(session: Session, agent: Person) -> None:
    ask(session, agent.email)
    secrets = mint(session)
    ask(session, make_person(session).email)
    assert use_link(session, secrets.link, purposes=ORDINARY, now=NOW).person is agent


@pytest.mark.parametrize("made", list(TokenPurpose))
@pytest.mark.parametrize("asked", list(TokenPurpose))
def test_a_token_opens_its_own_purpose_only(
    session: Session, agent: Person, made: TokenPurpose, asked: TokenPurpose
) -> None:
    if made is TokenPurpose.SIGN_IN:
        ask(session, agent.email)
        link = mint(session).link
    elif made is TokenPurpose.UNSUBSCRIBE:
        link = make_unsubscribe_link(session, agent, key=KEY, now=NOW)
    elif made is TokenPurpose.DEMONSTRATION:
        link = make_demonstration_link(session, agent, now=NOW)
    else:
        link = new_secret()
        times = {"created_at": NOW, "expires_at": NOW + MINUTE}
        session.add(Token(purpose=made, link_hash=hash_secret(link), person_id=agent.id, **times))
    found = find_link(session, link, purposes=frozenset({asked}), now=NOW)
    assert (found is not None) is (made is asked)
    if made is not asked:
        with pytest.raises(Invalid):
            use_link(session, link, purposes=frozenset({asked}), now=NOW)


def test_a_demonstration_link_works_all_day(session: Session, agent: Person) -> None:
    link = make_demonstration_link(session, agent, now=NOW)
    for hours in (0, 1, 23):
        later = NOW + timedelta(hours=hours)
        assert use_link(session, link, purposes=DEMONSTRATION, now=later).person is agent
    with pytest.raises(Invalid):
        use_link(session, link, purposes=DEMONSTRATION, now=NOW + timedelta(days=1))


def test_the_code_signs_in_the_browser_that_asked(session: Session, agent: Person) -> None:
    challenge = ask(session, agent.email)
    secrets = mint(session)
    spaced = f" {secrets.code[:4]} {secrets.code[4:]} "
    assert use_code(session, "another browser", secrets.code, now=NOW) is None
    token = use_code(session, challenge, spaced, now=NOW)
    assert token is not None
    assert token.person is agent
    assert use_code(session, challenge, secrets.code, now=NOW) is None
    with pytest.raises(Invalid):
        use_link(session, secrets.link, purposes=ORDINARY, now=NOW)


def test_five_tries_and_the_code_is_dead_but_the_link_lives(session: Session, agent: Person) -> None:
    challenge = ask(session, agent.email)
    secrets = mint(session)
    wrong = "00000000" if secrets.code != "00000000" else "11111111"
    for _ in range(5):
        assert use_code(session, challenge, wrong, now=NOW) is None
    assert use_code(session, challenge, secrets.code, now=NOW) is None
    assert use_link(session, secrets.link, purposes=ORDINARY, now=NOW).person is agent


def test_a_code_before_its_mail_is_no_code(session: Session, agent: Person) -> None:
    challenge = ask(session, agent.email)
    assert use_code(session, challenge, "", now=NOW) is None


def test_every_address_makes_the_same_rows(session: Session, agent: Person) -> None:
    ask(session, agent.email)
    known = len(session.scalars(select(Token)).all()), len(mails(session))
    ask(session, "nobody@example.test")
    assert (len(session.scalars(select(Token)).all()), len(mails(session))) == (known[0] * 2, known[1] * 2)
    assert [mail.template for mail in mails(session)] == ["sign_in", "sign_in_unknown"]
    assert [mail.address for mail in mails(session)] == [agent.email, "nobody@example.test"]


def test_a_stranger_cannot_sign_in(session: Session) -> None:
    challenge = ask(session, "nobody@example.test")
    secrets = mint(session)
    assert use_code(session, challenge, secrets.code, now=NOW) is None
    with pytest.raises(Invalid):
        use_link(session, secrets.link, purposes=ORDINARY, now=NOW)


@pytest.mark.parametrize("address", ["agent", "nobody@example.test"])
def test_three_mails_in_a_quarter_of_an_hour(session: Session, agent: Person, address: str) -> None:
    typed = agent.email if address == "agent" else address
    for minute in range(4):
        ask(session, typed, now=NOW + minute * MINUTE)
    assert len(mails(session)) == 3
    ask(session, typed, now=NOW + 15 * MINUTE)
    assert len(mails(session)) == 4


def test_ten_mails_in_a_day(session: Session, agent: Person) -> None:
    for hour in range(12):
        ask(session, agent.email, now=NOW + timedelta(hours=hour))
    assert len(mails(session)) == 10


def test_the_limit_locks_nobody_out_of_a_mail_already_sent(session: Session, agent: Person) -> None:
    for _ in range(3):
        ask(session, agent.email)
    secrets = mint(session)
    for _ in range(20):
        ask(session, agent.email, now=NOW + MINUTE)
    assert use_link(session, secrets.link, purposes=ORDINARY, now=NOW + MINUTE).person is agent


def test_a_disabled_person_gets_in_by_no_way(session: Session, agent: Person) -> None:
    challenge = ask(session, agent.email)
    secrets = mint(session)
    agent.disabled_at = NOW
    session.flush()
    assert use_code(session, challenge, secrets.code, now=NOW) is None
    with pytest.raises(Invalid):
        use_link(session, secrets.link, purposes=ORDINARY, now=NOW)


def test_what_is_no_address_is_refused(session: Session) -> None:
    with pytest.raises(Invalid):
        ask(session, "anne")
    assert mails(session) == []
