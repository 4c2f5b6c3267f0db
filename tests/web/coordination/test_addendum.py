"""After the closing: the addendum and its Word file; before it: the table and the reminder."""

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from flask import Flask

from consult.models import Person
from consult.services.submissions import file_version
from tests.signing import DECLINED, DISSENT, Signing, make_signing
from tests.web.client import PageClient
from tests.web.conftest import Clock, writing
from tests.web.mailbox import deliver, text_of

ClientAs = Callable[[Person], PageClient]
LATE = {"signatory": "Lauri Myöhä", "title": "sihteeri", "signed_on": "26.1.2027"}


@pytest.fixture
def signing(app: Flask) -> Signing:
    """One signed with dissent, one declined, one has not answered."""
    with writing(app) as session:
        made = make_signing(session, ("Aamu ry", "Bussi ry", "=Cello ry"))
        made.sign(0, DISSENT)
        made.sign(1, DECLINED)
    return made


def test_a_late_signatory_goes_to_the_addendum_and_the_filed_file_stays(
    app: Flask, signing: Signing, client: PageClient, client_as: ClientAs, clock: Clock
) -> None:
    clock.now = signing.round.closes_at
    with writing(app) as session:
        file_version(
            session,
            signing.consultation,
            signing.version,
            channel="Kirjaamo",
            filed_at=clock.now,
            receipt="",
            actor=signing.agent,
            now=clock.now,
        )
    word = f"{signing.url}/documents/{signing.version.document_id}/versions/1.docx"
    filed = client.get(word).response.data
    assert client.get(f"{signing.url}/signatories/addendum.docx").status == 404
    agent, url = client_as(signing.agent), f"{signing.url}/signatures/addendum"
    chosen = str(signing.voices[2][0].organisation_id)
    refused = agent.submit(
        agent.get(url), {**LATE, "organisation": chosen, "signed_on": "28.1.2027"}, action=url
    )
    assert (refused.status, "vasta edessä" in refused.text) == (422, True)
    page = agent.follow(agent.submit(refused, {**LATE, "organisation": chosen}, action=url))
    assert "Lauri Myöhä, sihteeri" in page.text
    assert "Lauri Myöhä, sihteeri" in client.get(f"{signing.url}/signatories").text
    assert client.get(word).response.data == filed
    file = docx.Document(BytesIO(client.get(f"{signing.url}/signatories/addendum.docx").response.data))
    assert file.tables[0].rows[1].cells[0].text == "=Cello ry"
    assert any("27.1.2027" in paragraph.text for paragraph in file.paragraphs)
    agent.submit(page, action=f"{url}/1/remove")
    assert "Lauri" not in client.get(f"{signing.url}/signatories").text


def test_the_table_runs_no_formula(signing: Signing, client_as: ClientAs) -> None:
    lines = client_as(signing.agent).get(f"{signing.url}/signatures.csv").response.data.decode("utf-8-sig")
    assert "'=Cello ry" in lines
    assert DISSENT.dissent in lines
    assert "Emme allekirjoita" in lines


def test_only_those_who_have_not_answered_are_reminded(
    app: Flask, signing: Signing, client_as: ClientAs, clock: Clock
) -> None:
    opened = deliver(app)
    assert [mail["To"] for mail in opened] == [lead.email for _, lead in signing.voices]
    assert opened[0]["Subject"] == "Allekirjoita lausunto: Lausunto suunnitelmasta"
    assert f"{signing.url}/signing" in text_of(opened[0])
    assert "ke 27.1.2027 klo 9.42" in text_of(opened[0])
    clock.tick(days=1)
    client, url = client_as(signing.agent), f"{signing.url}/signatures/reminder"
    page = client.get(url)
    assert "=Cello ry" in page.text
    assert "Aamu ry" not in page.text
    assert "1 muistutus" in client.follow(client.submit(page, action=url)).text
    assert "muistutettu tänään" in client.follow(client.post(url)).text
    (reminder,) = deliver(app)[3:]
    assert (reminder["To"], "=Cello ry" in text_of(reminder)) == (signing.voices[2][1].email, True)


def test_a_cancelled_signing_sends_nothing(app: Flask, client_as: ClientAs, clock: Clock) -> None:
    with writing(app) as session:
        made = make_signing(session)
    client_as(made.agent).post(f"{made.url}/signatures/end")
    clock.tick(minutes=1)
    assert deliver(app) == []
