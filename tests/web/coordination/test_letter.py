"""The parts around the text reach the Word file, with the signatories once the signing has closed."""

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from flask import Flask

from consult.models import Consultation, Organisation, Person
from tests.signing import DECLINED, DISSENT, SIGNED, Signing, make_signing
from tests.web.client import PageClient
from tests.web.conftest import Clock, writing

PARTS = {
    "place": "Kuusiniemi",
    "main_points": "Avustukset kolmeksi vuodeksi.\nTilat maksutta.",
    "closing": "Kunnioittavasti",
    "annexes": "Luettelo tiloista",
    "distribution": "Hyvinvointialueen kirjaamo",
    "for_information": "Kuntaliitto",
    "contacts": "Aino Agentti, aino@example.test",
    "answerer": "Kumppanuuspöytä",
    "handled_on": "19.1.2027",
}
FILING = {"version": "1", "channel": "Kirjaamo", "filed_day": "27.1.2027", "filed_at": "9.42", "receipt": "1"}


SIGN, DISSENTING, DECLINING = 31, 4, 9
NAMES = tuple(f"{letter}järjestö {number} ry" for letter in "ÖÅAÄ" for number in range(11))


@pytest.fixture
def signing(app: Flask) -> Signing:
    """31 sign, four with a view of their own besides, nine decline."""
    with writing(app) as session:
        made = make_signing(session, NAMES)
        stands = (*[SIGNED] * SIGN, *[DISSENT] * DISSENTING, *[DECLINED] * DECLINING)
        for number, stand in enumerate(stands):
            made.sign(number, stand)
    return made


def words_of(data: bytes) -> list[str]:
    """The paragraphs of a Word file."""
    return [paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs]


def signatories_in(data: bytes) -> list[str]:
    """The organisations of its table."""
    return [row.cells[0].text for row in docx.Document(BytesIO(data)).tables[0].rows][1:]


def test_the_word_file_of_what_was_filed_never_changes(
    app: Flask, signing: Signing, client_as: Callable[[Person], PageClient], clock: Clock
) -> None:
    client = client_as(signing.agent)
    url = f"{signing.url}/letter"
    assert client.submit(client.get(url), PARTS, action=url).status == 303
    word = f"{signing.url}/documents/{signing.version.document_id}/versions/1.docx"
    early = client.get(word).response.data
    assert "Allekirjoittajat" not in words_of(early)
    clock.now = signing.round.closes_at
    client = client_as(signing.agent)
    signed = client.get(word).response.data
    words = words_of(signed)
    assert words.index("Lausunnon pääkohdat") < words.index("Tilat ovat maksuttomia.")
    assert words.index("Kunnioittavasti") < words.index("Allekirjoittajat") < words.index("Liitteet")
    for line in ("Liite 1 Eriävät näkemykset", "Liite 2 Luettelo tiloista", "Kuntaliitto", PARTS["contacts"]):
        assert line in words
    assert words.count(DISSENT.dissent) == DISSENTING
    listed = signatories_in(signed)
    assert len(listed) == SIGN + DISSENTING
    assert [name[0] for name in (listed[0], listed[11], listed[12], listed[-1])] == ["A", "Å", "Å", "Ö"]
    filing = f"{signing.url}/filing"
    assert client.submit(client.get(filing), FILING, action=filing).status == 303
    filed = client.get(word).response.data
    assert signatories_in(filed) == listed
    with writing(app) as session:
        organisation = session.get_one(Organisation, signing.voices[0][0].organisation_id)
        organisation.name = "Muutettu ry"
        session.get_one(Consultation, signing.consultation.id).host = "Toinen isäntä"
    assert client.get(word).response.data == filed
    assert client.post(url, PARTS).status == 403


def test_what_is_too_long_is_said_and_kept(
    signing: Signing, client_as: Callable[[Person], PageClient]
) -> None:
    client, url = client_as(signing.agent), f"{signing.url}/letter"
    page = client.submit(client.get(url), {**PARTS, "place": "x" * 101}, action=url)
    assert page.status == 422
    assert "Tilat maksutta." in page.html
