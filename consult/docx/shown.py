"""What one OBJECT character stands for: a footnote or a picture."""

from collections.abc import Iterable, Mapping
from io import BytesIO

from docx.document import Document as WordFile
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from lxml import etree

from consult.docx.cleaning import xml_text
from consult.docx.markup import Element, child
from consult.docx.names import PIC, WP, A, r, w
from consult.text.block import Block, BlockKind, Mark, MarkKind
from consult.text.document import Document

_EMU_PER_INCH = 914400
_WIDEST = 5292000
_HIGHEST = 7200000
_BAD_PICTURE = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, ValueError)


class Notes:
    """Gives each note a number where it is first referred to; `used` are the notes by their numbers."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._notes = {block.id: block for block in blocks if block.kind is BlockKind.NOTE}
        self.used: list[Block] = []

    def find(self, id_: str) -> Block | None:
        """A note by its id."""
        return self._notes.get(id_)

    def refer(self, run: Element, note: Block) -> None:
        """A reference in the text, with the note's next number."""
        self.used.append(note)
        child(run, "footnoteReference", id=len(self.used))


class Pictures:
    """Adds pictures to the file, each once; `data` are PNG or JPEG bytes by their SHA-256 in hex."""

    def __init__(self, file: WordFile, data: Mapping[str, bytes]) -> None:
        self._file, self._data = file, data
        self._count = 0

    def write(self, run: Element, data: bytes, alt: str, *, highest: int = _HIGHEST) -> bool:
        """A picture in the line of the text, in its own size or as large as fits; False if it is none."""
        try:
            id_, image = self._file.part.get_or_add_image(BytesIO(data))
        except _BAD_PICTURE:
            return False
        width = image.px_width * _EMU_PER_INCH // max(image.horz_dpi, 1)
        height = image.px_height * _EMU_PER_INCH // max(image.vert_dpi, 1)
        if min(width, height) < 1:
            return False
        scale = min(1.0, _WIDEST / width, highest / height)
        self._count += 1
        size = (str(max(int(width * scale), 1)), str(max(int(height * scale), 1)))
        draw(run, id_, size, self._count, alt)
        return True

    def find(self, digest: str) -> bytes | None:
        """The bytes of a picture."""
        return self._data.get(digest)


class Objects:
    """Writes notes and pictures where the text says that they stand."""

    def __init__(self, notes: Notes, pictures: Pictures) -> None:
        self._notes, self._pictures = notes, pictures

    def write(self, run: Element, mark: Mark) -> bool:
        """What a mark stands for; False when it is not at hand."""
        if mark.kind is MarkKind.NOTE:
            note = self._notes.find(mark.target)
            if note is not None:
                self._notes.refer(run, note)
            return note is not None
        data = self._pictures.find(mark.target)
        return data is not None and self._pictures.write(run, data, mark.alt)


class NoObjects:
    """Writes nothing: inside notes there are neither notes nor pictures."""

    def write(self, run: Element, mark: Mark) -> bool:
        """Nothing can be written."""
        return False


def referred_notes(document: Document) -> set[str]:
    """The notes that some other block refers to: they stand below the page, not in the text."""
    notes = {block.id for block in document.blocks if block.kind is BlockKind.NOTE}
    return {
        mark.target
        for block in document.blocks
        if block.marks and block.kind is not BlockKind.NOTE
        for mark in block.marks
        if mark.kind is MarkKind.NOTE and mark.target in notes
    }


def draw(run: Element, id_: str, size: tuple[str, str], number: int, alt: str) -> None:
    """The drawing of a picture that stands in the line of the text."""
    drawing = etree.SubElement(run, w("drawing"))
    zero = dict.fromkeys(("distT", "distB", "distL", "distR"), "0")
    inline = etree.SubElement(drawing, f"{{{WP}}}inline", zero, nsmap={"wp": WP})
    extent = dict(zip(("cx", "cy"), size, strict=True))
    etree.SubElement(inline, f"{{{WP}}}extent", extent)
    name, words = f"Kuva {number}", xml_text(alt)
    described = {"id": str(number), "name": name, "descr": words}
    etree.SubElement(inline, f"{{{WP}}}docPr", described)
    graphic = etree.SubElement(inline, f"{{{A}}}graphic", nsmap={"a": A})
    data = etree.SubElement(graphic, f"{{{A}}}graphicData", {"uri": PIC})
    picture = etree.SubElement(data, f"{{{PIC}}}pic", nsmap={"pic": PIC})
    about = etree.SubElement(picture, f"{{{PIC}}}nvPicPr")
    etree.SubElement(about, f"{{{PIC}}}cNvPr", described)
    etree.SubElement(about, f"{{{PIC}}}cNvPicPr")
    fill = etree.SubElement(picture, f"{{{PIC}}}blipFill")
    etree.SubElement(fill, f"{{{A}}}blip", {r("embed"): id_})
    etree.SubElement(etree.SubElement(fill, f"{{{A}}}stretch"), f"{{{A}}}fillRect")
    shape = etree.SubElement(picture, f"{{{PIC}}}spPr")
    frame = etree.SubElement(shape, f"{{{A}}}xfrm")
    etree.SubElement(frame, f"{{{A}}}off", {"x": "0", "y": "0"})
    etree.SubElement(frame, f"{{{A}}}ext", extent)
    form = etree.SubElement(shape, f"{{{A}}}prstGeom", {"prst": "rect"})
    etree.SubElement(form, f"{{{A}}}avLst")
