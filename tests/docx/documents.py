"""Documents for the round trip: any that Word files hold exactly, as Hypothesis makes them."""

import datetime
from dataclasses import replace

from hypothesis import strategies as st

from consult.docx import Layout
from consult.docx.picture import clean_picture
from consult.text.document import OBJECT, Block, BlockKind, Document, Mark, MarkKind
from consult.text.marks import canonical
from consult.text.normalise import normalise
from tests.docx.pixels import png

LAYOUT = Layout(
    title="Lausunto järjestämissuunnitelman luonnoksesta",
    date=datetime.date(2025, 9, 4),
    document_type="Yhteislausunto",
    sender="Kuusiniemen järjestöt",
    recipient="Kuusiniemen hyvinvointialue\nKirjaamo",
    subject="Järjestämissuunnitelma 2026–2029",
    register_number="KHVA/482/2025",
    version_number=2,
    version_hash="ab" * 32,
)
WORDS = "Järjestöt pitävät tärkeänä, että tuki säilyy. 1.2 – • « » & < > \" ' å 😀 e\u0301 \u00a0 \u200d"
LETTERS = st.text(st.one_of(st.sampled_from(WORDS), st.characters()), max_size=60)
LINES = LETTERS.map(lambda text: normalise(text).replace("\ufffc", "").strip())
SINGLE = LINES.map(lambda text: " ".join(text.split()))
TARGETS = ("https://esimerkki.fi/sivu?a=1&b=2#kohta", "http://esimerkki.fi", "mailto:posti@esimerkki.fi")


#: A picture that is the same after it has been cleaned, as everything that comes in is.
PICTURE = clean_picture(png(30, 20, (31, 78, 158)))
assert PICTURE is not None
PICTURES = {PICTURE.hash: PICTURE.data}
LOOKS = (MarkKind.BOLD, MarkKind.ITALIC, MarkKind.UNDERLINE)


@st.composite
def marked(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[str, tuple[Mark, ...]]:
    """A text with marks; links never lie on top of each other."""
    text = draw(texts)
    marks: list[Mark] = []
    edges = st.integers(0, len(text))
    for kind in draw(st.lists(st.sampled_from(LOOKS), max_size=3)):
        start, end = sorted((draw(edges), draw(edges)))
        marks.append(Mark(start, end, kind))
    if draw(st.booleans()):
        start, end = sorted((draw(edges), draw(edges)))
        marks.append(Mark(start, end, MarkKind.LINK, draw(st.sampled_from(TARGETS))))
    return text, canonical(marks)


@st.composite
def showing(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[str, tuple[Mark, ...]]:
    """The same, perhaps with a picture or the sign of a note behind some of its words.

    A note is named by its words until the document is put together.
    """
    text, marks = draw(marked(texts))
    if not text or draw(st.integers(0, 3)):
        return text, marks
    kind, target = draw(
        st.one_of(
            st.tuples(st.just(MarkKind.PICTURE), st.sampled_from(sorted(PICTURES))),
            st.tuples(st.just(MarkKind.NOTE), SINGLE.filter(bool)),
        )
    )
    alt = draw(SINGLE) if kind is MarkKind.PICTURE else ""
    thing = Mark(len(text), len(text) + 1, kind, target, alt)
    return text + OBJECT, canonical((*marks, thing))


@st.composite
def tables(draw: st.DrawFn) -> list[Block]:
    """A table with as many columns in every row; perhaps one cell covers several places."""
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    blocks = [Block("t", BlockKind.TABLE)]
    headers = draw(st.integers(0, 1))
    top, left = draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1))
    down, across = draw(st.integers(1, rows - top)), draw(st.integers(1, columns - left))
    for row in range(rows):
        blocks.append(Block(f"r{row}", BlockKind.ROW, level=int(row < headers), parent="t"))
        for column in range(columns):
            is_inside = top <= row < top + down and left <= column < left + across
            is_corner = (row, column) == (top, left)
            if is_inside and not is_corner:
                continue
            text, marks = draw(showing(LINES))
            cell = Block(f"c{row}x{column}", BlockKind.CELL, text, marks=marks, parent=f"r{row}")
            blocks.append(replace(cell, column_span=across, row_span=down) if is_corner else cell)
    return blocks


@st.composite
def simple(draw: st.DrawFn) -> list[Block]:
    """A heading, a paragraph or a list item."""
    kind = draw(
        st.sampled_from([BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.NUMBERED])
    )
    text, marks = draw(showing((SINGLE if kind is BlockKind.HEADING else LINES).filter(bool)))
    levels = {BlockKind.HEADING: st.integers(1, 3), BlockKind.PARAGRAPH: st.just(0)}
    return [Block("b", kind, text, draw(levels.get(kind, st.integers(0, 8))), marks)]


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any document of up to eight pieces."""
    pieces = draw(st.lists(st.one_of(simple(), simple(), tables()), max_size=8))
    return with_plain_ids(pieces)


def with_plain_ids(pieces: list[list[Block]]) -> Document:
    """The ids b1, b2 … that reading gives; the notes stand behind everything, one for each sign."""
    named: list[Block] = []
    for piece in pieces:
        ids = {block.id: f"b{number}" for number, block in enumerate(piece, start=len(named) + 1)}
        named += [
            replace(block, id=ids[block.id], parent=None if block.parent is None else ids[block.parent])
            for block in piece
        ]
    return Document(tuple(with_notes(named)))


def with_notes(blocks: list[Block]) -> list[Block]:
    """The blocks with their notes behind them."""
    notes: list[Block] = []
    found: list[Block] = []
    for block in blocks:
        marks = []
        for mark in block.marks:
            if mark.kind is MarkKind.NOTE:
                note = Block(f"b{len(blocks) + len(notes) + 1}", BlockKind.NOTE, mark.target)
                notes.append(note)
                marks.append(replace(mark, target=note.id))
            else:
                marks.append(mark)
        found.append(replace(block, marks=tuple(marks)))
    return found + notes
