"""S3: an organisation answers by returning the Word file of version 1, while version 2 is current."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from consult import text
from consult.models import Comment, Document, Person, Proposal, Version
from consult.reports.texts import load_text
from consult.services.documents import store_version
from tests.docx import hostile
from tests.factories import NOW
from tests.stories.conftest import Site, Visit
from tests.stories.visitor import Visitor
from tests.web.answering.conftest import Scene, make_scene
from tests.web.answering.test_word import returned
from tests.web.client import PageClient
from tests.web.conftest import reading, signed_in, writing

FILE = "vastaus.docx"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
script_or_not = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@pytest.fixture
def scene(site: Site) -> Scene:
    """A round that is open on version 1, of which an organisation has the Word file."""
    return make_scene(site.app)


def publish_version_2(app: Flask, scene: Scene) -> None:
    """The change that the file proposes is in the text by now, and its last block reads otherwise."""
    with writing(app) as session:
        version = session.get_one(Version, scene.version.id)
        base = load_text(session, version.id)
        words = base.to_markdown().replace("vuosittain", "aina").replace("ohjaajan", "ohjaajia")
        newer = text.adopt_ids(base, text.parse(words))
        document = session.get_one(Document, version.document_id)
        store_version(session, document, newer, number=2, title="Lausunto", actor=None, now=NOW)


def downloaded(site: Site, person: Person, scene: Scene) -> bytes:
    """Version 1 as the organisation got it."""
    client: PageClient = signed_in(site.app, person, site.clock)
    data: bytes = client.get(
        f"{scene.url}/documents/{scene.version.document_id}/versions/1.docx"
    ).response.data
    return data


def choose_file(visitor: Visitor, name: str, data: bytes) -> Visitor:
    """Choose a file and let it be read."""
    visitor.page.get_by_label("Word-tiedosto").set_input_files(
        {"name": name, "mimeType": WORD, "buffer": data}
    )
    return visitor.press("Lue tiedosto")


def stored(app: Flask) -> tuple[int, int]:
    """How many proposals and comments there are."""
    with reading(app) as session:
        return len(session.scalars(select(Proposal)).all()), len(session.scalars(select(Comment)).all())


@script_or_not
def test_an_answer_comes_as_a_word_file(site: Site, scene: Scene, visit: Visit, *, script: bool) -> None:
    data = returned(downloaded(site, scene.lead, scene))
    publish_version_2(site.app, scene)
    lead = visit(scene.lead, script=script).go(f"{scene.url}/answers").follow("Lähetä Word-tiedosto")
    lead.reads("Lähetä Word-tiedosto")
    choose_file(lead, "vanha.doc", hostile.OLD_OFFICE).sees("vanha .doc-tiedosto tai suojattu salasanalla")
    choose_file(lead, "lausunto.pdf", b"%PDF-1.7 lausunto").sees("Tämä ei ole Word-tiedosto")
    choose_file(lead, FILE, data).reads("Tarkista vastaus")
    lead.sees("Tiedosto kertoo pohjautuvansa versioon 1.", "Versio 2 on julkaistu sen jälkeen.")
    lead.sees("On jo tekstissä", "Mitkä tilat?", "Muutettu ilman jäljitystä", "Luonnos on muuttunut")
    assert stored(site.app) == (0, 0)
    lead.choose(re.compile("Tee tästä muutosehdotus")).press("Tallenna vastauksena")
    lead.reads("Tarkista ja lähetä").sees("Mitkä tilat?", "vaatii").misses("Anna Aalto")
    assert stored(site.app) == (1, 1)
    lead.press("Lähetä vastaukset")
    other = visit(scene.other_lead, script=script, width=360).go(f"{scene.url}/contributions")
    other.sees("Kuusiniemen omaishoitajat ry", "Mitkä tilat?").misses("Anna Aalto")
    lead.go(f"{scene.url}/word").press(re.compile("Ota koko vastaus takaisin")).sees("Peruttu")
    other.go(f"{scene.url}/contributions").misses("Mitkä tilat?")
