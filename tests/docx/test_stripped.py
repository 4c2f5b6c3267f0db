"""What is kept of a returned file says the same and names nobody; nor does what we write ourselves."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from consult.docx import read_document, read_reply, strip_upload, write_clean, write_redline
from consult.docx.archive import unpack
from consult.docx.stripped import strip_metadata
from consult.text import Document, propose
from tests.docx import full
from tests.docx.documents import LAYOUT
from tests.docx.redlines import NAMES as ORGANISATIONS
from tests.docx.redlines import offer
from tests.docx.returned import BASE, OURS
from tests.docx.test_google_docs import answer
from tests.docx.test_things import image, pictured
from tests.docx.wordfile import NAMES, pack, parts
from tests.oracles.validator import Validator

CANARY = "KANARIA"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Lausunto</dc:title><dc:creator>KANARIA</dc:creator>'
    "<cp:lastModifiedBy>KANARIA</cp:lastModifiedBy></cp:coreProperties>"
)
APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Template>C:/Users/KANARIA/oma.dotx</Template><Company>KANARIA oy</Company><Pages>2</Pages></Properties>"
)
PEOPLE = (
    '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
    '<w15:person w15:author="KANARIA">'
    '<w15:presenceInfo w15:providerId="AD" w15:userId="kanaria@KANARIA"/></w15:person></w15:people>'
)
SETTINGS = (
    f'<w:settings {NAMES}><w:rsids><w:rsidRoot w:val="00KANARIA"/></w:rsids><w:trackRevisions/></w:settings>'
)


def told(data: bytes) -> bytes:
    """Every byte of every part."""
    return b"".join(name.encode() + part for name, part in unpack(data).items())


def named() -> bytes:
    """A file that names its writer wherever Word does."""
    change = f'<w:ins w:id="1" w:author="{CANARY}"><w:r><w:t>uusi</w:t></w:r></w:ins>'
    entries = parts(
        f'<w:p w:rsidR="00{CANARY}"><w:r w:rsidRPr="00{CANARY}"><w:t>Vanha </w:t></w:r>{change}</w:p>'
    )
    comment = f'<w:comment w:id="0" w:author="{CANARY}" w:initials="{CANARY}"><w:p/></w:comment>'
    extra = {
        "docProps/core.xml": CORE,
        "docProps/app.xml": APP,
        "word/people.xml": PEOPLE,
        "word/settings.xml": SETTINGS,
        "word/comments.xml": f"<w:comments {NAMES}>{comment}</w:comments>",
    }
    return pack({**entries, **{name: xml.encode() for name, xml in extra.items()}})


def test_no_part_names_the_writer_and_the_words_stay() -> None:
    kept = strip_metadata(named())
    assert CANARY.encode() in told(named())
    assert CANARY.encode() not in told(kept)
    assert "Lausunto" in unpack(kept)["docProps/core.xml"].decode()
    assert b'author="Kirjoittaja 1"' in unpack(kept)["word/document.xml"]
    assert b'author="Kirjoittaja 1"' in unpack(kept)["word/people.xml"]
    assert read_document(kept).document == read_document(named()).document
    assert b"trackRevisions" in unpack(kept)["word/settings.xml"]


def test_an_answer_says_the_same_by_numbered_writers() -> None:
    before, after = read_reply(answer(), OURS), read_reply(strip_upload(answer()), OURS)
    assert {each.author for each in after.proposals} == {"Kirjoittaja 1", "Kirjoittaja 2"}
    assert [each.proposal.changes for each in after.proposals] == [
        each.proposal.changes for each in before.proposals
    ]
    assert [(each.text, each.quote) for each in after.comments] == [
        (each.text, each.quote) for each in before.comments
    ]
    assert b"Anna" not in told(strip_upload(answer()))


def test_a_picture_does_not_tell_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x010F] = CANARY
    exif.get_ifd(0x8825)[0x001D] = CANARY
    data = pictured(image("JPEG", exif=exif, comment=CANARY.encode()), name="k.jpg")
    assert CANARY.encode() in told(data)
    assert CANARY.encode() not in told(strip_metadata(data))
    assert CANARY.encode() not in next(iter(read_document(data).pictures)).data


@pytest.mark.parametrize("is_redline", [False, True])
def test_what_we_write_names_the_sender_and_organisations_only(*, is_redline: bool) -> None:
    layout = replace(LAYOUT, sender="Kuusiniemen järjestöt")
    edited = Document((BASE.blocks[0].with_text("Toimitilat"), *BASE.blocks[1:]))
    proposals = offer([propose(BASE, edited, "p1")])
    data = write_redline(BASE, proposals, [], layout) if is_redline else write_clean(BASE, layout)
    core = unpack(data)["docProps/core.xml"].decode()
    assert core.count("Kuusiniemen järjestöt") == 2
    assert b"rsid" not in told(data)
    assert b"python-docx" not in told(data)
    assert b"Company" not in told(data)
    authors = set(re.findall(rb'(?:author|userId)="([^"]*)"', told(data)))
    assert authors == ({ORGANISATIONS[0].encode()} if is_redline else set())


def test_what_is_kept_is_a_valid_file(validator: Validator) -> None:
    edited = Document((BASE.blocks[0].with_text("Toimitilat"), *BASE.blocks[1:]))
    redline = write_redline(BASE, offer([propose(BASE, edited, "p1")], rationale="Syy"), [], LAYOUT)
    for data in (write_clean(full.document(), full.layout(), full.PICTURES), redline):
        assert validator.findings(strip_metadata(data)) == []


def large_photo() -> bytes:
    """A photo of more pixels than is drawn anew, which tells where it was taken."""
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 29: CANARY}
    stream = BytesIO()
    Image.new("L", (5001, 5000)).save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def test_what_cannot_be_cleaned_is_emptied() -> None:
    """A large photo, a picture of another kind, one that is none, and whatever is embedded."""
    drawn = BytesIO()
    Image.new("P", (9, 9)).save(drawn, "GIF", comment=CANARY.encode())
    secret = {
        "word/media/image1.jpeg": large_photo(),
        "word/media/image2.gif": drawn.getvalue(),
        "word/media/image3.png": CANARY.encode(),
        "word/media/image4.png": large_photo(),
        "word/embeddings/oleObject1.bin": CANARY.encode(),
    }
    kept = unpack(strip_metadata(pack({**parts("<w:p/>"), **secret})))
    assert all(CANARY.encode() in part for part in secret.values())
    assert not any(CANARY.encode() in part for part in kept.values())
    for name in list(secret)[:4]:
        with Image.open(BytesIO(kept[name])) as blank:
            assert (blank.size, blank.format) == ((1, 1), name.rpartition(".")[2].upper())
