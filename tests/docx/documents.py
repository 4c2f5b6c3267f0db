"""Documents for the round trip: any that Word files hold exactly, as Hypothesis makes them."""

import datetime
from dataclasses import replace

from hypothesis import strategies as st

from consult.docx import Layout
from consult.text.document import Block, BlockKind, Document, Mark, MarkKind
from consult.text.marks import canonical
from consult.text.normalise import normalise

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


@st.composite
def marked(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[str, tuple[Mark, ...]]:
    """A text with marks; links never lie on top of each other."""
    text = draw(texts)
    marks: list[Mark] = []
    edges = st.integers(0, len(text))
    for kind in draw(st.lists(st.sampled_from([MarkKind.BOLD, MarkKind.ITALIC]), max_size=3)):
        start, end = sorted((draw(edges), draw(edges)))
        marks.append(Mark(start, end, kind))
    if draw(st.booleans()):
        start, end = sorted((draw(edges), draw(edges)))
        marks.append(Mark(start, end, MarkKind.LINK, draw(st.sampled_from(TARGETS))))
    return text, canonical(marks)


@st.composite
def tables(draw: st.DrawFn) -> list[Block]:
    """A table with as many cells in every row."""
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    blocks = [Block("t", BlockKind.TABLE)]
    headers = draw(st.integers(0, 1))
    for row in range(rows):
        blocks.append(Block(f"r{row}", BlockKind.ROW, level=int(row < headers), parent="t"))
        for column in range(columns):
            text, marks = draw(marked(LINES))
            blocks.append(Block(f"c{row}x{column}", BlockKind.CELL, text, marks=marks, parent=f"r{row}"))
    return blocks


@st.composite
def simple(draw: st.DrawFn) -> list[Block]:
    """A heading, a paragraph or a list item."""
    kind = draw(
        st.sampled_from([BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.NUMBERED])
    )
    text, marks = draw(marked((SINGLE if kind is BlockKind.HEADING else LINES).filter(bool)))
    levels = {BlockKind.HEADING: st.integers(1, 3), BlockKind.PARAGRAPH: st.just(0)}
    return [Block("b", kind, text, draw(levels.get(kind, st.integers(0, 8))), marks)]


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any document of up to eight pieces."""
    pieces = draw(st.lists(st.one_of(simple(), simple(), tables()), max_size=8))
    return with_plain_ids(pieces)


def with_plain_ids(pieces: list[list[Block]]) -> Document:
    """The ids b1, b2 … that reading gives."""
    named: list[Block] = []
    for piece in pieces:
        ids = {block.id: f"b{number}" for number, block in enumerate(piece, start=len(named) + 1)}
        named += [
            replace(block, id=ids[block.id], parent=None if block.parent is None else ids[block.parent])
            for block in piece
        ]
    return Document(tuple(named))
