"""Notes and pictures in Word files of others."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from consult.docx import Picture, read_document, read_upload
from consult.docx.archive import unpack
from consult.docx.picture import JPEG, MAX_PICTURE_MEGABYTES, PNG, clean_picture
from consult.text import OBJECT, BlockKind, Mark, MarkKind
from tests.docx.wordfile import drawing, footnotes, link, p, pack, parts, t
from tests.oracles.office import Office

SIZE = (40, 30)


def image(kind: str = "PNG", size: tuple[int, int] = SIZE, mode: str = "RGB", **options: object) -> bytes:
    """A picture with a red corner."""
    drawn = Image.new(mode, size)
    drawn.putpixel((0, 0), (255, 0, 0)[: len(drawn.getbands())] if mode.startswith("RGB") else 1)
    stream = BytesIO()
    drawn.save(stream, kind, **options)
    return stream.getvalue()


def reference(id_: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{id_}"/></w:r>'


NOTES = (
    link("n", "footnotes.xml", "footnotes", "Internal"),
    link("e", "endnotes.xml", "endnotes", "Internal"),
)


def noted(body: str, *notes: str, endnotes: tuple[str, ...] = ()) -> bytes:
    entries = parts(body, links=NOTES)
    entries["word/footnotes.xml"] = footnotes(*notes)
    entries["word/endnotes.xml"] = footnotes(*endnotes, name="endnote")
    return pack(entries)


def test_notes_stand_after_everything_in_the_order_of_their_references() -> None:
    body = p(t("Väite"), reference(3), t(" ja toinen"), reference(2, "endnote"), t(".")) + p(
        t("Sama"), reference(3)
    )
    data = noted(body, p("Turha."), p("Lähde: ", t("kysely", "<w:b/>")) + p("2025"), endnotes=(p("Loppu."),))
    first, second, note, end = read_document(data).document.blocks
    assert first.text == f"Väite{OBJECT} ja toinen{OBJECT}."
    assert [(mark.kind, mark.target) for mark in first.marks] == [
        (MarkKind.NOTE, note.id),
        (MarkKind.NOTE, end.id),
    ]
    assert second.marks == (Mark(4, 5, MarkKind.NOTE, note.id),)
    assert (note.kind, note.text) == (BlockKind.NOTE, "Lähde: kysely\n2025")
    assert note.marks == (Mark(7, 13, MarkKind.BOLD),)
    assert end.text == "Loppu."


def test_endnotes_of_a_file_that_libreoffice_made_become_footnotes(office: Office) -> None:
    body = p(t("Väite"), reference(2, "endnote"), t(" ja toinen"), reference(3, "endnote"), t("."))
    made = office.run(noted(body, endnotes=(p("Kysely 2024."), p("Laki 611/2021."))), save=True).saved
    entries = unpack(made)
    assert b"Kysely 2024." in entries["word/endnotes.xml"]
    assert b"LibreOffice" in entries["docProps/app.xml"]
    read = read_document(made)
    claim, first, second = read.document.blocks
    assert claim.text == f"Väite{OBJECT} ja toinen{OBJECT}."
    assert [(mark.kind, mark.target) for mark in claim.marks] == [
        (MarkKind.NOTE, first.id),
        (MarkKind.NOTE, second.id),
    ]
    assert [(note.kind, note.text) for note in (first, second)] == [
        (BlockKind.NOTE, "Kysely 2024."),
        (BlockKind.NOTE, "Laki 611/2021."),
    ]
    assert read.left_out == ()


@pytest.mark.parametrize("id_", [0, 9])
def test_a_reference_to_no_note_is_told(id_: int) -> None:
    read = read_document(noted(p(t("Väite"), reference(id_)), p("Lähde.")))
    assert [(item.kind, item.count) for item in read.left_out] == [("footnotes", 1)]
    assert [block.text for block in read.document.blocks] == ["Väite"]


def test_a_note_of_hidden_words_is_no_note() -> None:
    read = read_document(noted(p(t("Väite"), reference(2), t("!")), p(t("salaa", "<w:vanish/>"))))
    assert [(block.text, block.marks) for block in read.document.blocks] == [("Väite!", ())]


def pictured(
    data: bytes, body: str = p(t("Kartta "), drawing("k", "Alueen kartta")), name: str = "k.png"
) -> bytes:
    entries = parts(body, links=(link("k", f"media/{name}", "image", "Internal"),))
    return pack(entries | {f"word/media/{name}": data})


def read(data: bytes) -> tuple[Mark, Picture]:
    """The only mark and the only picture."""
    for found in (read_document(data), read_upload(data)):
        (picture,) = found.pictures
        (mark,) = found.document.blocks[0].marks
    return mark, picture


def test_a_picture_is_one_character_with_its_words() -> None:
    mark, picture = read(pictured(image()))
    assert mark == Mark(7, 8, MarkKind.PICTURE, picture.hash, "Alueen kartta")
    assert picture.media == PNG
    assert Image.open(BytesIO(picture.data)).size == SIZE


def test_a_picture_shown_twice_is_kept_once() -> None:
    found = read_document(pictured(image(), p(drawing("k"), drawing("k", "Toisin"))))
    assert len(found.pictures) == 1
    assert [mark.alt for mark in found.document.blocks[0].marks] == ["", "Toisin"]


def test_what_is_not_the_picture_is_dropped() -> None:
    exif = Image.Exif()
    exif[0x0110] = "Kamera KANARIA"
    exif[0x0112] = 6
    data = image("JPEG", exif=exif, comment=b"KANARIA") + b"<script>KANARIA</script>"
    _, picture = read(pictured(data, name="k.jpg"))
    assert picture.media == JPEG
    assert b"KANARIA" not in picture.data
    assert Image.open(BytesIO(picture.data)).size == SIZE[::-1]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_cleaned_picture_is_cleaned_already(mode: str) -> None:
    once = clean_picture(image(mode=mode))
    assert once is not None
    assert clean_picture(once.data) == once


def test_known_bytes_are_taken_as_they_are() -> None:
    once = clean_picture(image("JPEG"))
    assert once is not None
    assert clean_picture(once.data, {once.hash}) == once


def test_a_large_picture_is_made_smaller() -> None:
    picture = clean_picture(image(size=(4000, 1000)))
    assert picture is not None
    assert Image.open(BytesIO(picture.data)).size == (2000, 500)


BAD: tuple[Callable[[], bytes], ...] = (
    lambda: b"",
    lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    lambda: image()[: len(image()) // 2],
    lambda: b"\xd7\xcd\xc6\x9a" + bytes(100),
    lambda: image("TIFF"),
    lambda: image(size=(30_000, 30_000), mode="1"),
    lambda: image()[:16] + (2**31 - 1).to_bytes(4, "big") * 2 + image()[24:],
)


@pytest.mark.parametrize("make", BAD)
def test_what_is_no_bearable_picture_is_told_and_its_paragraph_kept(make: Callable[[], bytes]) -> None:
    found = read_document(pictured(make()))
    assert [(item.kind, item.count) for item in found.left_out] == [("pictures", 1)]
    assert [block.text for block in found.document.blocks] == ["Kartta"]
    assert found.pictures == ()


def test_pictures_outside_the_file_are_not_fetched() -> None:
    body = p(t("Kartta "), drawing("k"))
    data = pack(parts(body, links=(link("k", "http://127.0.0.1:9/kuva.png", "image"),)))
    assert read_document(data).pictures == ()


def test_a_picture_has_a_largest_size() -> None:
    noise = Image.effect_noise((2000, 2000), 200).convert("RGB")
    assert MAX_PICTURE_MEGABYTES == 3
    stream = BytesIO()
    noise.save(stream, "PNG")
    assert clean_picture(stream.getvalue()) is None
