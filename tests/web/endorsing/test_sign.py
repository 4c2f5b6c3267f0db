"""The lead reads what becomes public, signs after a fresh sign-in, changes and takes back."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from consult.models import Document, Endorsement, MemberRole, Organisation, Person
from consult.services.documents import store_version
from consult.services.memberships import add_member
from consult.web.sign_in_session import COOKIE_WITHOUT_HTTPS
from tests.counting import count_queries
from tests.factories import NOW, make_person, make_text
from tests.signing import Signing, open_signing
from tests.web.client import PageClient
from tests.web.conftest import Clock, reading, writing
from tests.web.mailbox import deliver, link_in, text_of
from tests.web.page import Page

ClientAs = Callable[[Person], PageClient]
ANSWER = {
    "choice": "signed",
    "signatory": "Aino Allekirjoittaja",
    "title": "puheenjohtaja",
    "body": "hallitus",
    "handled_on": "19.1.2027",
    "consent": "y",
}


def rows(app: Flask) -> list[Endorsement]:
    """Everything that has been answered."""
    with reading(app) as session:
        return list(session.scalars(select(Endorsement).order_by(Endorsement.id)))


def answer(client: PageClient, url: str, **changes: Any) -> Page:
    """Fill in the form as the page gives it."""
    page = client.get(url)
    return client.submit(page, {**ANSWER, **changes}, action=url.partition("?")[0])


def test_the_page_says_which_text_and_what_becomes_public(signing: Signing, client_as: ClientAs) -> None:
    page = client_as(signing.voices[0][1]).get(f"{signing.url}/signing")
    assert page.h1 == "Lausunnon allekirjoittaminen"
    assert signing.version.hash[:12] in page.text
    assert "Kumppanuuspöytä, 19.1.2027" in page.text
    assert "kaikki näkevät, ketkä ovat allekirjoittaneet" in page.text


def test_a_lead_signs_and_sees_it(app: Flask, signing: Signing, client_as: ClientAs) -> None:
    client = client_as(signing.voices[0][1])
    done = answer(client, f"{signing.url}/signing")
    assert done.status == 303
    page = client.follow(done)
    assert "Åkerin tuki ry vastaus tallennettiin" in page.text
    assert "Aino Allekirjoittaja, puheenjohtaja" in page.text
    (row,) = rows(app)
    assert (row.choice.value, row.version_hash) == ("signed", signing.version.hash)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"choice": ""}, "Valitse yksi kolmesta."),
        ({"consent": ""}, "Vahvista, että nimet saa julkaista"),
        ({"choice": "dissent"}, "minkä järjestösi näkee toisin"),
        ({"dissent": "Eri mieltä."}, "Kirjoitit eriävän näkemyksen."),
        ({"handled_on": "19.1."}, "Kirjoita päivä näin"),
        ({"handled_on": "21.1.2027"}, "vasta edessä"),
        ({"signatory": ""}, "Kirjoita allekirjoittajan nimi."),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_lost(
    app: Flask, signing: Signing, client_as: ClientAs, changes: dict[str, str], sentence: str
) -> None:
    client = client_as(signing.voices[0][1])
    page = answer(client, f"{signing.url}/signing", **changes)
    assert page.status == 422
    assert sentence in page.text
    if "signatory" not in changes:
        assert 'value="Aino Allekirjoittaja"' in page.html
    assert rows(app) == []


def test_one_who_declines_publishes_nothing_and_need_not_consent(
    app: Flask, signing: Signing, client_as: ClientAs
) -> None:
    assert (
        answer(
            client_as(signing.voices[0][1]), f"{signing.url}/signing", choice="declined", consent=""
        ).status
        == 303
    )
    assert rows(app)[0].choice.value == "declined"


def test_an_old_sign_in_is_renewed_and_everything_typed_comes_back(
    app: Flask, signing: Signing, client_as: ClientAs, clock: Clock
) -> None:
    client = client_as(signing.voices[0][1])
    url = f"{signing.url}/signing"
    clock.tick(minutes=10)
    typed = {"choice": "dissent", "dissent": "Emme jaa kohtaa 1.\n\nSyy on tämä."}
    again = answer(client, url, **typed)
    assert "/sign-in/again?next=" in again.location
    assert rows(app) == []
    sent = client.submit(client.follow(again), action="/sign-in/again")
    assert client.follow(sent).h1 == "Tarkista sähköpostisi"
    link = next(link_in(mail) for mail in deliver(app) if "/sign-in/link/" in text_of(mail))
    back = client.submit(client.get(link), action=link)
    assert back.location.startswith(url)
    page = client.follow(back)
    form = page.form(url)
    assert form.fields["dissent"] == ["Emme jaa kohtaa 1.\n\nSyy on tämä."]
    assert form.fields["signatory"] == ["Aino Allekirjoittaja"]
    assert form.fields["handled_on"] == ["19.1.2027"]
    assert client.submit(page, {"consent": "y"}, action=url).status == 303
    assert rows(app)[0].dissent.startswith("Emme jaa")
    assert "Emme jaa" not in str(client.get(url).form(url).fields["signatory"])


def test_an_answer_is_changed_and_taken_back(app: Flask, signing: Signing, client_as: ClientAs) -> None:
    client = client_as(signing.voices[0][1])
    url = f"{signing.url}/signing"
    answer(client, url)
    answer(client, url, choice="declined")
    page = client.get(url)
    assert "Emme allekirjoita" in page.text
    taken = client.submit(page, action=f"{url}/withdraw")
    assert "Vastaus peruttiin" in client.follow(taken).text
    assert [row.choice.value for row in rows(app)] == ["signed", "declined", "withdrawn"]


def test_two_leads_do_not_overwrite_each_other(app: Flask, signing: Signing, client_as: ClientAs) -> None:
    voice, lead = signing.voices[0]
    with writing(app) as session:
        other = make_person(session, "Toinen pääkäyttäjä")
        organisation = session.get_one(Organisation, voice.organisation_id)
        add_member(session, organisation, other, role=MemberRole.LEAD, now=NOW)
    url = f"{signing.url}/signing"
    first, second = client_as(lead), client_as(other)
    opened = second.get(url)
    answer(first, url)
    refused = second.submit(opened, {**ANSWER, "choice": "declined"}, action=url)
    assert refused.status == 409
    assert "vastannut sillä välin" in refused.text
    assert second.submit(refused, action=url).status == 303
    assert [row.choice.value for row in rows(app)] == ["signed", "declined"]


def test_twenty_at_once_are_one(app: Flask, signing: Signing, client_as: ClientAs) -> None:
    client = client_as(signing.voices[0][1])
    url = f"{signing.url}/signing"
    form = client.get(url).form(url)
    cookies = [(name, client.cookie(name) or "") for name in (COOKIE_WITHOUT_HTTPS, "consult-form")]

    def send(_number: int) -> int:
        browser = app.test_client()
        for name, value in cookies:
            browser.set_cookie(name, value, domain="127.0.0.1")
        return browser.post(url, base_url=client.base_url, data={**form.fields, **ANSWER}).status_code

    with ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(send, range(20)))
    assert set(statuses) <= {303, 409, 503}
    assert 303 in statuses
    with reading(app) as session:
        assert session.scalar(select(func.count(Endorsement.id))) == 1


@pytest.mark.parametrize(("seconds", "is_open"), [(-1, True), (0, False)])
def test_it_closes_to_the_second(
    app: Flask, signing: Signing, client_as: ClientAs, clock: Clock, *, seconds: int, is_open: bool
) -> None:
    clock.now = signing.round.closes_at
    clock.tick(seconds=seconds)
    client = client_as(signing.voices[0][1])
    url = f"{signing.url}/signing"
    page = client.get(url)
    assert ("Allekirjoituskierros on sulkeutunut" in page.text) is not is_open
    fields = {**ANSWER, "voice": signing.voices[0][0].id, "seen": signing.version.hash, "standing": "0"}
    sent = client.post(url, fields)
    assert sent.status == (303 if is_open else 403)
    assert len(rows(app)) == int(is_open)


def test_members_and_strangers_do_not_sign(
    app: Flask, signing: Signing, client: PageClient, client_as: ClientAs
) -> None:
    with writing(app) as session:
        member = make_person(session)
        organisation = session.get_one(Organisation, signing.voices[0][0].organisation_id)
        add_member(session, organisation, member, role=MemberRole.MEMBER, now=NOW)
    url = f"{signing.url}/signing"
    assert client.get(url).status == 303
    for somebody in (member, signing.agent):
        assert client_as(somebody).get(url).status == 403
    foreign = {**ANSWER, "voice": signing.voices[1][0].id, "seen": signing.version.hash, "standing": "0"}
    assert client_as(signing.voices[0][1]).post(url, foreign).status == 403
    assert rows(app) == []


def test_the_pages_ask_little(app: Flask, signing: Signing, client_as: ClientAs) -> None:
    with writing(app) as session:
        signing.session = session
        signing.sign(0)
    for person, path in ((signing.voices[0][1], "signing"), (signing.voices[0][1], "signatories")):
        client = client_as(person)
        client.get(signing.url)
        with count_queries(app.extensions["consult"].engine) as asked:
            assert client.get(f"{signing.url}/{path}").status == 200
        assert len(asked) <= 15, "\n".join(asked)


def test_one_who_signed_the_version_before_sees_what_changed(
    app: Flask, signing: Signing, client_as: ClientAs, clock: Clock
) -> None:
    clock.now = later = signing.round.closes_at
    with writing(app) as session:
        signing.session = session
        signing.sign(0)
        document = session.get_one(Document, signing.version.document_id)
        text = make_text("Tilat ovat avoimia.")
        version = store_version(
            session, document, text, number=2, title="Lausunto", actor=signing.agent, now=later
        )
        open_signing(session, signing.consultation, version, signing.agent, now=later)
    url = f"{signing.url}/signing"
    page = client_as(signing.voices[0][1]).get(url)
    assert "Järjestösi allekirjoitti version 1, ja teksti on muuttunut sen jälkeen" in page.text
    assert "avoimia" in page.text
    assert "maksuttomia" in page.text
    other = client_as(signing.voices[1][1])
    other.get(url)
    with count_queries(app.extensions["consult"].engine) as asked:
        assert "ja teksti on muuttunut" not in other.get(url).text
    assert len(asked) <= 15
