"""Corners of the engine where words could be lost or land in the wrong place."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from consult.text import (
    OBJECT,
    Accept,
    Block,
    BlockKind,
    Decision,
    Decline,
    Document,
    Found,
    Fragment,
    Level,
    Mark,
    MarkKind,
    Member,
    Merge,
    Outcome,
    Proposal,
    Version,
    adopt_ids,
    anchor_of,
    invert,
    merge,
    parse,
    propose,
    rebase,
    relocate,
    trace,
)
from tests.text.examples import promised, tried
from tests.text.strategies import documents, edits

P = BlockKind.PARAGRAPH
BASE = Document((Block("b1", P, "Ensimmäinen kohta."), Block("b2", P, "Toinen kohta.")))


def _table(name: str, said: str) -> tuple[Block, ...]:
    row = Block(f"{name}r", BlockKind.ROW, parent=name)
    return (Block(name, BlockKind.TABLE), row, Block(f"{name}c", BlockKind.CELL, said, parent=row.id))


def _with(*blocks: Block, after: int = 1, base: Document = BASE) -> Document:
    return Document((*base.blocks[:after], *blocks, *base.blocks[after:]))


def _everything(merged: Merge) -> dict[Member, Decision]:
    return {member: Accept() for member in merged.changes}


def _published(proposal: Proposal) -> Document:
    return proposal.apply(BASE)


@pytest.mark.parametrize("names", [("t1", "t2"), ("t1", "t1")])
def test_another_table_at_the_same_place_is_carried_whole(names: tuple[str, str]) -> None:
    first = propose(BASE, _with(*_table(names[0], "Eka")), "a")
    second = propose(BASE, _with(*_table(names[1], "Toka")), "b")
    carried = rebase(second, BASE, _published(first))
    assert carried.outcome is Outcome.TOUCHED
    assert carried.proposal is not None
    now = carried.proposal.apply(_published(first))
    assert sorted(block.text for block in now.blocks if block.kind is BlockKind.CELL) == ["Eka", "Toka"]
    for block in now.blocks:
        if block.kind is BlockKind.CELL:
            row = now.by_id[block.parent or ""]
            assert (row.kind, now.by_id[row.parent or ""].kind) == (BlockKind.ROW, BlockKind.TABLE)


def test_the_same_table_is_there_already() -> None:
    first, second = (propose(BASE, _with(*_table(name, "Sama")), name) for name in ("t1", "t2"))
    assert rebase(second, BASE, _published(first)).outcome is Outcome.INCLUDED


def test_a_paragraph_of_the_same_name_does_not_take_in_a_table() -> None:
    published = _published(propose(BASE, _with(Block("t1", P, "Uusi.")), "a"))
    carried = rebase(propose(BASE, _with(*_table("t1", "Toka")), "b"), BASE, published)
    assert carried.proposal is not None
    now = carried.proposal.apply(published)
    assert [block.kind.value for block in now.blocks if block.text in ("", "Toka")] == [
        "table",
        "row",
        "cell",
    ]
    assert carried.outcome is Outcome.TOUCHED


def _noted(block: str, said: str) -> Document:
    """The base with a reference in a block to a note that says something, under the same name for all."""
    blocks = [
        other.with_text(
            other.text + OBJECT, (Mark(len(other.text), len(other.text) + 1, MarkKind.NOTE, "n"),)
        )
        if other.id == block
        else other
        for other in BASE.blocks
    ]
    return Document((*blocks, Block("n", BlockKind.NOTE, said)))


def test_a_note_is_one_change_with_its_reference_and_keeps_it() -> None:
    proposals = [propose(BASE, _noted(block, block), block) for block in ("b1", "b2")]
    assert [len(proposal.changes) for proposal in proposals] == [1, 1]
    merged = merge(BASE, proposals)
    now = merged.apply(_everything(merged), order=tuple(merged.changes)).document
    for block in ("b1", "b2"):
        (mark,) = now.by_id[block].marks
        assert now.by_id[mark.target].text == block
    published = _published(proposals[0])
    carried = rebase(proposals[1], BASE, published)
    assert carried.proposal is not None
    (mark,) = carried.proposal.apply(published).by_id["b2"].marks
    assert carried.proposal.apply(published).by_id[mark.target].text == "b2"


TABLE = Document((Block("h", P, "Johdanto."), *_table("t", "Yksi"), Block("end", P, "Loppu.")))


@pytest.mark.parametrize(
    "edited",
    [
        Document((*TABLE.blocks[:4], *_table("t", "Kaksi")[1:], TABLE.blocks[4])),
        Document((TABLE.blocks[0], TABLE.blocks[4])),
        Document((TABLE.blocks[4], TABLE.blocks[0], *TABLE.blocks[1:4])),
    ],
    ids=["a row more", "the table removed", "the table moved"],
)
def test_own_words_for_a_table_stand_behind_it_as_a_paragraph(edited: Document) -> None:
    blocks = [
        replace(block, id=f"new-{block.id}", parent="t" if block.kind is BlockKind.ROW else "new-tr")
        if number > 3 and block.id in ("tr", "tc")
        else block
        for number, block in enumerate(edited.blocks)
    ]
    merged = merge(TABLE, [propose(TABLE, Document(tuple(blocks)), "a")])
    (group,) = merged.places[:1]
    now = merged.apply({group.members[0]: Decline()}, {group.key: Fragment("Omat sanat.")}).document
    (own,) = [block for block in now.blocks if block.text == "Omat sanat."]
    assert (own.kind, own.parent) == (P, None)
    assert now.places[own.id] > now.places["h"]


def test_what_one_proposal_adds_twice_comes_twice() -> None:
    once = propose(BASE, _with(Block("n1", P, "Uusi.")), "w")
    twice = propose(BASE, _with(Block("n1", P, "Uusi."), Block("n2", P, "Uusi.")), "x")
    merged = merge(BASE, [once, twice])
    assert [place.level for place in merged.places] == [Level.ORDER]
    now = merged.apply(_everything(merged), order=tuple(merged.changes)).document
    assert [block.text for block in now.blocks].count("Uusi.") == 2


def test_a_move_whose_new_neighbours_are_gone_does_not_follow_itself() -> None:
    base = Document(tuple(Block(f"b{at}", P, f"Kohta {at}.") for at in range(1, 4)))
    moved = propose(base, Document((base.blocks[1], base.blocks[2], base.blocks[0])), "m")
    new = Document(base.blocks[:1])
    carried = rebase(moved, base, new)
    assert carried.outcome in (Outcome.INCLUDED, Outcome.GONE)
    assert carried.proposal is None


@pytest.mark.parametrize(
    "published",
    [
        pytest.param(("b1 Toinen on tämä.", "b0 Eka on tässä."), id="removed"),
        pytest.param(("b1 Toinen on tämä. Kolmas tulee lopuksi.", "b0 Eka on tässä."), id="joined"),
    ],
)
def test_an_addition_behind_a_block_that_is_gone_stays_where_the_block_stood(
    published: tuple[str, ...],
) -> None:
    """It does not go with a block before it that moved away: the merge would not have taken it along."""
    base = _document("b0 Eka on tässä.", "b1 Toinen on tämä.", "b2 Kolmas tulee lopuksi.")
    moved = propose(base, _document(*published), "p0")
    added = propose(base, Document((*base.blocks, Block("n", P, "Uusi."))), "p1")
    merged = merge(base, [moved, added])
    assert len(merged.free) == 3
    now = merged.apply({member: Accept() for member in merged.free if member.proposal == "p0"})
    carried = rebase(added, base, now.document, now.runs)
    assert carried.outcome is Outcome.TOUCHED
    assert carried.proposal is not None
    assert [block.id for block in carried.proposal.apply(now.document).blocks] == ["b1", "b0", "n"]
    assert carried.proposal.apply(now.document) == merged.apply(dict.fromkeys(merged.free, Accept())).document


def _document(*blocks: str) -> Document:
    """Paragraphs written as their id and their words."""
    return Document(tuple(Block(words[:2], P, words[3:]) for words in blocks))


def test_a_document_that_comes_back_keeps_its_pages_and_questions() -> None:
    heading = Block("h", BlockKind.HEADING, "Mitä mieltä?", 1, page=4, question=2)
    base = Document((heading, Block("b1", P, "Kohta.", page=5)))
    adopted = adopt_ids(base, parse("# Mitä mieltä?\n\nKohta."))
    assert adopted == base
    assert propose(base, adopted).changes == ()


def _sentences(number: int) -> list[str]:
    return [f"Virke {at} koskee tiloja ja aikoja." for at in range(number)]


@st.composite
def _sentence_edits(draw: st.DrawFn) -> tuple[list[str], dict[int, str]]:
    """Sentences, and for some of them what one person each wants instead; nothing for a removal."""
    said = _sentences(draw(st.integers(2, 6)))
    chosen = draw(st.lists(st.sampled_from(range(len(said))), unique=True, max_size=len(said) - 1))
    wanted = {at: draw(st.sampled_from(("", said[at].replace("tiloja", "rahoja")))) for at in chosen}
    return said, wanted


@promised
@given(_sentence_edits())
def test_sentences_of_one_block_are_decided_apart_and_only_they_change(
    case: tuple[list[str], dict[int, str]],
) -> None:
    said, wanted = case
    base = Document((Block("b1", P, " ".join(said)),))
    proposals = []
    for at, now in wanted.items():
        text = " ".join(part for part in (*said[:at], now, *said[at + 1 :]) if part)
        proposals.append(propose(base, Document((base.blocks[0].with_text(text),)), f"p{at}"))
    merged = merge(base, proposals)
    removed = [at for at in wanted if not wanted[at]]
    beside = len(said) - 1 in removed and len(said) - 2 in removed
    assert {place.level for place in merged.places} <= ({Level.FREE, Level.NEAR} if beside else {Level.FREE})
    assert sum(place.level is Level.NEAR for place in merged.places) == beside
    now = merged.apply(_everything(merged)).document.blocks[0].text
    left = [wanted.get(at, sentence) for at, sentence in enumerate(said)]
    assert now.split() == " ".join(left).split()
    if not beside:
        assert now == " ".join(sentence for sentence in left if sentence)


def test_the_same_proposal_alone_is_no_group_when_its_sentences_became_one() -> None:
    old = Document((Block("b1", P, "Alue on iso. Kunta on pieni."),))
    wish = propose(old, Document((Block("b1", P, "Alue on suuri. Kunta on vähäinen."),)), "a")
    new = Document((Block("b1", P, "Alue on iso ja Kunta on pieni."),))
    carried = rebase(wish, old, new)
    assert carried.proposal is not None
    assert merge(new, [carried.proposal]).groups == ()


def test_exact_and_moved_are_told_apart() -> None:
    base = Document(tuple(Block(f"b{at}", P, f"Kohta {at} on tässä.") for at in range(1, 5)))
    anchor = anchor_of(base, "b4", 0, 7)
    moved = Document((base.blocks[3], *base.blocks[:3]))
    assert relocate(anchor, base, base).outcome is Found.EXACT
    assert relocate(anchor, base, moved).outcome is Found.MOVED
    assert relocate(anchor_of(base, "b1", 0, 7), base, moved).outcome is Found.EXACT


def test_a_quote_of_a_block_that_was_written_anew_is_an_orphan() -> None:
    old = Document((Block("b1", P, "Tilat ovat auki."),))
    new = Document((Block("b1", P, "Avustukset myönnetään kerralla"),))
    assert relocate(anchor_of(old, "b1", 0, 5), old, new).outcome is Found.ORPHAN


def test_an_undone_decision_leaves_no_trace_and_what_is_put_back_is_traced_to_who_did_it() -> None:
    first = Document((Block("b1", P, "Tilat ovat aina auki."),))
    wish = propose(first, Document((Block("b1", P, "Tilat ovat auki."),)), "wish")
    merged = merge(first, [wish])
    decided = merged.apply(_everything(merged))
    undone = merged.apply({})
    assert trace([Version(first, source="v1"), Version(undone.document, undone.origins)]) == trace(
        [Version(first, source="v1")]
    )
    back = merge(decided.document, [invert(wish, first)])
    again = back.apply(_everything(back))
    assert again.document == first
    versions = [
        Version(first, source="v1"),
        Version(decided.document, decided.origins),
        Version(again.document, again.origins),
    ]
    sources = [span.source for span in trace(versions)["b1"]]
    assert sources == ["v1", "p:wish:0", "v1"]


@tried
@given(documents(), st.data())
def test_new_blocks_of_one_name_never_meet_by_their_name(base: Document, data: st.DataObject) -> None:
    """Two people whose new blocks are called alike: one is published, the other carried, nothing breaks."""
    one, other = (propose(base, data.draw(edits(base, new="n")), key) for key in "ab")
    published = one.apply(base)
    carried = rebase(other, base, published)
    assume(carried.proposal is not None)
    assert carried.proposal is not None
    now = carried.proposal.apply(published)
    seen: set[str] = set()
    for block in now.blocks:
        assert block.id not in seen
        assert block.parent is None or block.parent in seen
        seen.add(block.id)
