"""A text is brought in from a file, by pasting or from the questions; what is bad leaves nothing behind."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask

from consult.models import Consultation, Intake, Person, Version
from consult.reports.texts import load_text
from consult.services.questions import Asked
from tests.docx import hostile
from tests.docx.wordfile import p, pack, parts, style, word_file
from tests.factories import make_consultation, make_person
from tests.pdf.pdffile import lines, made
from tests.services.test_requests import save
from tests.web.client import PageClient
from tests.web.conftest import reading, writing
from tests.web.coordination.conftest import Desk

WORD = pack(
    parts(
        p("Onko rooli selkeä?", style="Heading1")
        + p("Rooli on selkeä.", '<w:del w:id="1"><w:r><w:delText>pois</w:delText></w:r></w:del>'),
        styles=style("Heading1", "heading 1"),
    )
)


def url(desk: Desk, end: str = "") -> str:
    """An address of the draft's intake."""
    return f"{desk.root}/documents/{desk.document_id}/intake{end}"


def intakes(app: Flask) -> list[Intake]:
    """What has been brought in."""
    with reading(app) as session:
        return session.query(Intake).all()


def test_a_word_file_is_brought_in_checked_and_published(desk: Desk) -> None:
    sent = desk.client.post(url(desk), {"way": "word", "file": (BytesIO(WORD), "luonnos.docx")})
    page = desk.client.follow(sent)
    assert page.h1 == "Tarkista teksti"
    assert "1 jäljitetty muutos luettiin hyväksyttynä." in page.text
    assert "Rooli on selkeä." in page.text
    published = desk.client.submit(page, action=url(desk, "/publish"))
    assert published.status == 303
    with reading(desk.app) as session:
        version = session.query(Version).one()
        content = load_text(session, version.id)
    assert [block.text for block in content.blocks] == ["Onko rooli selkeä?", "Rooli on selkeä."]
    assert intakes(desk.app) == []
    assert desk.client.get(url(desk)).status == 303


def test_a_file_that_was_brought_in_is_never_the_base_of_an_export(desk: Desk) -> None:
    own = word_file(p("Rooli on selkeä.", style="OmaTyyli"), styles=style("OmaTyyli", "Oma tyyli"))
    assert b"OmaTyyli" in parts_of(own)
    desk.client.post(url(desk), {"way": "word", "file": (BytesIO(own), "luonnos.docx")})
    desk.client.submit(desk.client.get(url(desk, "/preview")), action=url(desk, "/publish"))
    address = f"{desk.root}/documents/{desk.document_id}/versions/1.docx"
    exported = parts_of(desk.client.get(address).response.data)
    assert "Rooli on selkeä.".encode() in exported
    assert b"OmaTyyli" not in exported


def parts_of(data: bytes) -> bytes:
    """Every part of a Word file, one after another."""
    with ZipFile(BytesIO(data)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_a_pasted_pdf_is_joined_again(desk: Desk) -> None:
    typed = "Järjestöille tulee tarjota kokoontumis-\ntiloja jokaisessa\nkunnassa."
    sent = desk.client.post(url(desk), {"way": "paste", "text": typed, "is_wrapped": "y"})
    page = desk.client.follow(sent)
    assert "Järjestöille tulee tarjota kokoontumistiloja jokaisessa kunnassa." in page.text


def test_the_questions_become_headings_and_wait_for_their_answers(desk: Desk) -> None:
    with writing(desk.app) as session:
        consultation = session.get_one(Consultation, desk.consultation_id)
        save(session, consultation, desk.agent, questions=(Asked("1. Onko rooli selkeä?"), Asked("Muuta")))
    page = desk.client.follow(desk.client.post(url(desk), {"way": "questions"}))
    assert "Vastaa kysymykseen 1" in page.text
    assert page.text.count("Otsikon alla ei ole vielä tekstiä.") == 2
    assert "Onko rooli selkeä?" in desk.client.get(f"{desk.root}/desk").text


def test_a_markdown_file_will_do(desk: Desk) -> None:
    file = (BytesIO(b"# Tilat\n\nTilat ovat **auki**."), "luonnos.md")
    page = desk.client.follow(desk.client.post(url(desk), {"way": "word", "file": file}))
    assert "Tilat ovat auki." in page.text


@pytest.mark.parametrize("case", hostile.cases()[::6], ids=lambda case: str(case[0]))
def test_a_bad_file_is_one_sentence_and_nothing_is_stored(desk: Desk, case: hostile.Case) -> None:
    _, data, _ = case
    page = desk.client.post(url(desk), {"way": "word", "file": (BytesIO(data), "luonnos.docx")})
    assert page.status in (413, 422)
    assert page.h1
    assert intakes(desk.app) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"way": "word"}, "Valitse tiedosto."),
        ({"way": "paste", "text": "  "}, "Liitä teksti."),
        ({"way": "paste", "text": "x\n\n" * 5001}, "enintään 5000 kohtaa"),
        ({"way": "paste", "text": "ä" * 1_000_001}, "liian pitkä"),
    ],
)
def test_what_cannot_be_taken_in_is_said_and_what_was_typed_is_kept(
    desk: Desk, fields: dict[str, str], sentence: str
) -> None:
    page = desk.client.post(url(desk), fields)
    assert page.status == 422
    assert sentence in page.text
    if fields.get("text", "").strip():
        kept = next(form for form in page.forms() if "text" in form.fields)
        assert kept.fields["text"][0].strip() == fields["text"].strip()
    assert intakes(desk.app) == []


def test_a_text_file_that_is_not_utf8_is_refused(desk: Desk) -> None:
    file = (BytesIO("Äänestys".encode("latin-1")), "luonnos.txt")
    page = desk.client.post(url(desk), {"way": "word", "file": file})
    assert page.status == 422
    assert "UTF-8" in page.text


def test_a_bad_file_leaves_the_earlier_text(desk: Desk) -> None:
    desk.client.post(url(desk), {"way": "paste", "text": "Vanha teksti."})
    desk.client.post(url(desk), {"way": "word", "file": (BytesIO(b"%PDF-1.7"), "luonnos.docx")})
    assert "Vanha teksti." in desk.client.get(url(desk, "/preview")).text


def test_markup_in_a_text_is_text(desk: Desk) -> None:
    sent = desk.client.post(
        url(desk), {"way": "paste", "text": "# <b>Otsikko</b>\n\n<script>alert(1)</script>"}
    )
    page = desk.client.follow(sent)
    assert "<script>alert" not in page.html
    assert "<b>Otsikko" not in page.html


def test_a_background_document_is_brought_in_the_same_way(desk: Desk) -> None:
    sent = desk.client.post(f"{desk.root}/background/new", {"title": "Suunnitelma", "language": "fi"})
    start = desk.client.follow(sent)
    assert start.h1 == "Suunnitelma"
    path = start.response.request.path
    preview = desk.client.follow(desk.client.post(path, {"way": "paste", "text": "Luku 1."}))
    assert desk.client.submit(preview, action=f"{path}/publish").status == 303
    assert "Julkaistu" in desk.client.get(f"{desk.root}/background/new").text


def test_a_document_of_another_consultation_does_not_exist_here(
    app: Flask, desk: Desk, client_as: Callable[[Person], PageClient]
) -> None:
    with writing(app) as session:
        other = make_person(session)
        slug = make_consultation(session, other, "Toinen").slug
    client = client_as(other)
    for end in ("", "/preview"):
        address = f"/consultations/{slug}/documents/{desk.document_id}/intake{end}"
        assert client.get(address).status == 404
    assert (
        client.post(f"/consultations/{slug}/documents/{desk.document_id}/intake", {"way": "blocks"}).status
        == 404
    )


def test_a_pdf_plan_keeps_its_pages_for_readers(desk: Desk) -> None:
    sent = desk.client.post(f"{desk.root}/background/new", {"title": "Suunnitelma", "language": "fi"})
    plan = made([lines("Ensimmäinen sivu."), lines("Toinen sivu.")])
    preview = desk.client.follow(
        desk.client.post(sent.location, {"way": "word", "file": (BytesIO(plan), "Suunnitelma.PDF")})
    )
    assert "s. 2" in preview.text
    desk.client.submit(preview, action=f"{sent.location}/publish")
    page = desk.client.get(sent.location.replace("/intake", "/versions/1"))
    assert "Toinen sivu." in page.text
    assert "s. 2" in page.text


def test_a_bad_plan_and_a_pdf_draft_are_refused(desk: Desk) -> None:
    sent = desk.client.post(f"{desk.root}/background/new", {"title": "Suunnitelma", "language": "fi"})
    scanned = {"way": "word", "file": (BytesIO(made([[]])), "skannattu.pdf")}
    page = desk.client.post(sent.location, scanned)
    assert page.status == 422
    assert "PDF-tiedostossa ei ole tekstiä" in page.text
    plan = {"way": "word", "file": (BytesIO(made([lines("Teksti.")])), "luonnos.pdf")}
    assert "Tämä ei ole Word-tiedosto." in desk.client.post(url(desk), plan).text
