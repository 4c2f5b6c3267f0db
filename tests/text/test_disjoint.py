"""What does not meet by construction is never a contradiction and never lands elsewhere."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.text import (
    Accept,
    Anchor,
    Block,
    BlockKind,
    Document,
    Found,
    Outcome,
    Version,
    adopt_ids,
    anchor_of,
    merge,
    propose,
    rebase,
    relocate,
    trace,
)  # fmt: skip
from tests.text.examples import promised
from tests.text.strategies import documents, edited_texts, edits

SENTENCE = "Järjestöt {verb} {what} {where}."
VERBS = ("tukevat", "tarvitsevat", "järjestävät", "ohjaavat", "kehittävät")
WHATS = ("tiloja", "avustuksia", "vertaistukea", "kuljetuksia", "koulutusta", "neuvontaa")
WHERES = ("kylissä", "kunnissa", "alueella", "kotona", "verkossa", "sairaalassa")


@st.composite
def one_block_each(draw: st.DrawFn) -> tuple[Document, dict[str, Document]]:
    """A base, and for some of its blocks the base with other words in that block alone."""
    base = draw(documents(most=8))
    edited: dict[str, Document] = {}
    for block in base.blocks:
        if block.kind in (BlockKind.TABLE, BlockKind.ROW) or draw(st.booleans()):
            continue
        now = block.with_text(draw(edited_texts(block.text)))
        edited[block.id] = Document(tuple(now if other is block else other for other in base.blocks))
    return base, edited


@promised
@given(one_block_each(), st.data())
def test_proposals_to_different_blocks_all_apply_and_only_there(
    case: tuple[Document, dict[str, Document]], data: st.DataObject
) -> None:
    base, edited = case
    proposals = [propose(base, document, block_id) for block_id, document in edited.items()]
    merged = merge(base, proposals)
    assert not merged.groups
    assert not merged.agreed
    chosen = set(data.draw(st.lists(st.sampled_from(sorted(edited) or [""]), unique=True)))
    applied = merged.apply({member: Accept() for member in merged.free if member.proposal in chosen})
    assert applied.document.blocks == tuple(
        edited[block.id].by_id[block.id] if block.id in chosen else block for block in base.blocks
    )
    for proposal in proposals:
        if proposal.key not in chosen:
            carried = rebase(proposal, base, applied.document, applied.runs)
            assert carried.outcome is Outcome.CLEAN
            assert carried.proposal == proposal


@promised
@given(documents(), st.data())
def test_an_untouched_quote_is_found_exactly(base: Document, data: st.DataObject) -> None:
    worded = [block for block in base.blocks if block.text]
    if not worded:
        return
    block = data.draw(st.sampled_from(worded))
    start = data.draw(st.integers(0, len(block.text) - 1))
    end = data.draw(st.integers(start + 1, len(block.text)))
    anchor = anchor_of(base, block.id, start, end)
    new = data.draw(edits(base))
    now = new.by_id.get(block.id)
    if now is None or now.text != block.text:
        return
    found = relocate(anchor, base, new)
    assert found.outcome in (Found.EXACT, Found.MOVED)
    assert found.anchor == Anchor(block.id, anchor.quote, anchor.prefix, anchor.suffix, start)


@promised
@given(documents(), st.data())
def test_origins_tile_the_text_through_any_number_of_versions(base: Document, data: st.DataObject) -> None:
    versions = [Version(base, source="v1")]
    for number in range(2, data.draw(st.integers(2, 4)) + 1):
        edited = data.draw(edits(versions[-1].document, new=f"v{number}-"))
        origins = None
        if data.draw(st.booleans()):
            merged = merge(versions[-1].document, [propose(versions[-1].document, edited, f"v{number}")])
            origins = merged.apply({member: Accept() for member in merged.free}).origins
        versions.append(Version(edited, origins, source=f"v{number}"))
    spans = trace(versions)
    assert set(spans) == {block.id for block in versions[-1].document.blocks}
    for block in versions[-1].document.blocks:
        assert [span.start for span in spans[block.id]] == [0, *(s.end for s in spans[block.id])][
            : len(spans[block.id])
        ]
        assert (spans[block.id][-1].end if spans[block.id] else 0) == len(block.text)
        for span in spans[block.id]:
            assert span.source
            words = block.text[span.start : span.end]
            if span.source == "v1":
                assert base.by_id[span.block].text.startswith(words, span.at)


@pytest.mark.parametrize("is_foreign", [False, True])
def test_an_open_edit_never_lands_in_another_paragraph(is_foreign: bool) -> None:
    """Four edited and eight inserted paragraphs in random places around it, a thousand times."""
    for seed in range(1_000):
        base, wanted, new, name = _layout(Random(seed))
        proposal = propose(base, wanted, "open")
        if is_foreign:
            new = adopt_ids(base, _renamed(new))
        carried = rebase(proposal, base, new)
        assert carried.outcome is Outcome.CLEAN, seed
        assert carried.proposal is not None
        now = carried.proposal.apply(new)
        assert [block.text for block in now.blocks if block.text not in new.plain()] == [
            wanted.by_id[name].text
        ], seed


def _layout(random: Random) -> tuple[Document, Document, Document, str]:
    """A base of ten paragraphs, the open edit of one, the next version, and the edited paragraph's id."""
    blocks = [Block(f"b{at}", BlockKind.PARAGRAPH, _paragraph(random)) for at in range(10)]
    base = Document(tuple(blocks))
    at = random.randrange(10)
    words = blocks[at].text.split(" ")
    words[random.randrange(1, len(words) - 1)] = "aivan-uusi"
    wanted = base.blocks[at].with_text(" ".join(words))
    new = list(blocks)
    for place in random.sample([place for place in range(10) if place != at], 4):
        new[place] = new[place].with_text(new[place].text.replace("Järjestöt", "Yhdistykset", 1))
    for number in range(8):
        added = Block(f"n{number}", BlockKind.PARAGRAPH, _paragraph(random))
        new.insert(random.randrange(len(new) + 1), added)
    edited = tuple(wanted if block.id == wanted.id else block for block in blocks)
    return base, Document(edited), Document(tuple(new)), wanted.id


def _paragraph(random: Random) -> str:
    """Two or three sentences of few words, so that paragraphs are alike, but no two the same."""
    sentences = [
        SENTENCE.format(verb=random.choice(VERBS), what=random.choice(WHATS), where=random.choice(WHERES))
        for _ in range(random.randrange(2, 4))
    ]
    return " ".join([*sentences, f"Tästä kertoo luku {random.randrange(10**6)}."])


def _renamed(document: Document) -> Document:
    return Document(tuple(replace(block, id=f"z{block.id}") for block in document.blocks))
