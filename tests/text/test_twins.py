"""Changes that are the very same are one, and never two whose results differ."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from consult.text import (
    Accept,
    Block,
    BlockKind,
    Document,
    Member,
    Merge,
    Proposal,
    merge,
    parse,
    propose,
    twins,
)
from consult.text.marks import retarget
from tests.text.examples import tried
from tests.text.strategies import documents, edits, marks_of

BASE = parse("Tilat ovat maksuttomia.\n\nAvaimet saa kunnasta.")


def called(document: Document, names: dict[str, str]) -> Document:
    """The document with some of its blocks called otherwise."""
    return Document(
        tuple(
            replace(
                block,
                id=names.get(block.id, block.id),
                parent=names.get(block.parent or "", block.parent),
                marks=retarget(block.marks, names),
            )
            for block in document.blocks
        )
    )


def with_own_ids(base: Document, edited: Document, prefix: str) -> Document:
    """The same edit by somebody whose new blocks have other names."""
    return called(
        edited, {block.id: prefix + block.id for block in edited.blocks if block.id not in base.by_id}
    )


def result(merged: Merge, member: Member) -> Document:
    """The text with one change alone; new blocks are called by their place."""
    base, accepted = merged.base, Proposal(member.proposal, (merged.changes[member],)).apply(merged.base)
    new = [block.id for block in accepted.blocks if block.id not in base.by_id]
    return called(accepted, {block_id: f"new {place}" for place, block_id in enumerate(new)})


@st.composite
def crowds(draw: st.DrawFn) -> tuple[Document, list[Document]]:
    """A base, an edit, the same by another, one that differs from it in a block, and an unrelated one."""
    base = draw(documents(most=4))
    edited = draw(edits(base, new="n"))
    nearly = list(edited.blocks)
    if nearly:
        at = draw(st.integers(0, len(nearly) - 1))
        nearly[at] = replace(nearly[at], marks=draw(marks_of(nearly[at].text)))
    same, near = (
        with_own_ids(base, each, f"{name}-") for each, name in ((edited, "o"), (Document(tuple(nearly)), "q"))
    )
    return base, [edited, same, near, draw(edits(base, new="m"))]


@tried
@given(crowds())
def test_only_changes_with_the_same_result_are_twins(crowd: tuple[Document, list[Document]]) -> None:
    base, edited = crowd
    merged = merge(base, [propose(base, each, f"p{who}") for who, each in enumerate(edited)])
    rows = twins(merged.changes, merged.changes)
    assert sorted(member for row in rows for member in row) == sorted(merged.changes)
    for row in rows:
        assert len({member.proposal for member in row}) == len(row)
        assert all(result(merged, member) == result(merged, row[0]) for member in row[1:])
    of_the_first = [{member.proposal for member in row} for row in rows if row[0].proposal == "p0"]
    assert all({"p0", "p1"} <= proposals for proposals in of_the_first)


def added(key: str, *words: str, block_id: str = "new") -> Proposal:
    """The proposal to add paragraphs to the end."""
    blocks = [Block(f"{block_id}{at}", BlockKind.PARAGRAPH, each) for at, each in enumerate(words)]
    return propose(BASE, Document((*BASE.blocks, *blocks)), key)


def test_additions_of_the_same_words_are_twins_whatever_they_are_called() -> None:
    proposals = [added("a", "Uusi kohta."), added("b", "Uusi kohta.", block_id="muu"), added("c", "Toinen.")]
    merged = merge(BASE, proposals)
    assert twins(merged.changes, merged.changes) == ((Member("a", 0), Member("b", 0)), (Member("c", 0),))


def test_what_one_proposal_adds_twice_is_no_twin_of_itself() -> None:
    merged = merge(BASE, [added("a", "Uusi.", "Uusi."), added("b", "Uusi.")])
    first, *_ = twins(merged.changes, merged.changes)
    assert {member.proposal for member in first} == {"a", "b"}
    assert len(first) == 2
    everything = dict.fromkeys(merged.changes, Accept())
    text = merged.apply(everything, order=tuple(merged.changes)).document.plain()
    assert text.count("Uusi.") == 2
