"""What must hold for any documents and any edits of them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.text import (
    Accept,
    BlockKind,
    Contradiction,
    Decline,
    Document,
    Level,
    Member,
    Outcome,
    PartlyDecided,
    Proposal,
    RunKind,
    adopt_ids,
    compare,
    compare_words,
    display_runs,
    invert,
    merge,
    normalise,
    parse,
    propose,
    rebase,
    sentences,
    words,
)  # fmt: skip
from tests.text.examples import promised, tried
from tests.text.strategies import Situation, documents, edited_texts, edits, situations, texts


def _pair(draw: st.DrawFn) -> tuple[Document, Document]:
    base = draw(documents())
    return base, draw(edits(base))


pairs = st.composite(_pair)


@promised
@given(texts(), st.data())
def test_runs_restore_both_texts(old: str, data: st.DataObject) -> None:
    new = data.draw(edited_texts(old) | texts())
    for runs in (compare_words(old, new), display_runs(compare_words(old, new))):
        assert "".join(run.text for run in runs if run.kind is not RunKind.ADDED) == old
        assert "".join(run.text for run in runs if run.kind is not RunKind.REMOVED) == new
        for run in runs:
            if run.kind is not RunKind.ADDED:
                assert old.startswith(run.text, run.old_start)
            if run.kind is not RunKind.REMOVED:
                assert new.startswith(run.text, run.new_start)


@tried
@given(texts(), st.data())
def test_runs_never_cut_a_word(old: str, data: st.DataObject) -> None:
    new = data.draw(edited_texts(old))
    borders = {token.start for token in words(old)} | {len(old)}
    for run in compare_words(old, new):
        assert run.old_start in borders


@tried
@given(texts())
def test_words_and_sentences_tile_the_text(text: str) -> None:
    assert "".join(token.text for token in words(text)) == text
    assert "".join(text[start:end] for start, end in sentences(text)) == text
    borders = {token.start for token in words(text)}
    assert {start for start, _ in sentences(text)} <= borders


@promised
@given(pairs())
def test_a_proposal_gives_exactly_the_edited_document(pair: tuple[Document, Document]) -> None:
    base, edited = pair
    proposal = propose(base, edited, "a")
    assert proposal.apply(base) == edited
    assert invert(proposal, base).apply(edited) == base
    assert Proposal.from_json(proposal.to_json()) == proposal


@tried
@given(pairs())
def test_every_change_can_be_decided_alone(pair: tuple[Document, Document]) -> None:
    base, edited = pair
    proposal = propose(base, edited, "a")
    merged = merge(base, [proposal])
    assert merged.groups == ()
    for change in proposal.changes:
        alone = proposal.only([change.index]).apply(base)
        assert alone != base
        assert _is_sound(alone)
        assert merged.apply({Member("a", change.index): Accept()}).document == alone
    everything = {member: Accept() for member in merged.free}
    assert merged.apply(everything).document == edited


def _is_sound(document: Document) -> bool:
    """Ids are unique and every parent stands before its children."""
    seen: set[str] = set()
    for block in document.blocks:
        if block.id in seen or (block.parent is not None and block.parent not in seen):
            return False
        seen.add(block.id)
    return True


@promised
@given(situations(), st.permutations(range(3)))
def test_merging_does_not_depend_on_the_order(situation: Situation, order: list[int]) -> None:
    base = situation.base
    proposals = [propose(base, edited, f"p{who}") for who, edited in enumerate(situation.edited)]
    merged, other = merge(base, proposals), merge(base, [proposals[who] for who in order])
    assert merged.places == other.places
    assert merged.apply({}).document == base
    accepted = {member: Accept() for member in merged.free} | {
        member: Accept() for members in merged.agreed for member in members
    }
    assert merged.apply(accepted) == other.apply(accepted)


@promised
@given(situations())
def test_accepting_one_proposal_gives_exactly_its_text(situation: Situation) -> None:
    base = situation.base
    proposals = [propose(base, edited, f"p{who}") for who, edited in enumerate(situation.edited)]
    merged = merge(base, proposals)
    for proposal, edited in zip(proposals, situation.edited, strict=True):
        decisions = {
            member: Accept() if member.proposal == proposal.key else Decline() for member in merged.changes
        }
        applied = merged.apply(decisions)
        assert applied.document == edited
        for block in applied.document.blocks:
            spans = applied.origins[block.id]
            assert [span.start for span in spans] == [0, *(span.end for span in spans)][: len(spans)]
            assert (spans[-1].end if spans else 0) == len(block.text)


@tried
@given(situations())
def test_only_free_and_agreed_changes_combine_without_a_person(situation: Situation) -> None:
    base = situation.base
    merged = merge(base, [propose(base, edited, f"p{who}") for who, edited in enumerate(situation.edited)])
    for group in merged.groups:
        with pytest.raises(PartlyDecided) as refused:
            merged.apply({group.members[0]: Decline()})
        assert refused.value.undecided == group.members[1:]
        everything = {member: Accept() for member in group.members}
        if group.level in (Level.HARD, Level.ORDER):
            with pytest.raises(Contradiction):
                merged.apply(everything)
        else:
            assert _is_sound(merged.apply(everything).document)
    accepted = {
        member: Accept() for place in merged.places if place.level is Level.FREE for member in place.members
    }
    assert _is_sound(merged.apply(accepted).document)


@promised
@given(situations(number=2))
def test_carrying_over_what_is_disjoint_commutes(situation: Situation) -> None:
    base = situation.base
    first, second = (propose(base, edited, f"p{who}") for who, edited in enumerate(situation.edited))
    merged = merge(base, [first, second])
    if any(group.level is not Level.FREE for group in merged.places):
        return
    published = merged.apply({member: Accept() for member in merged.free if member.proposal == "p0"})
    both = merged.apply({member: Accept() for member in merged.free})
    carried = rebase(second, base, published.document, published.runs)
    assert carried.outcome in (Outcome.CLEAN, Outcome.TOUCHED, Outcome.INCLUDED)
    now = published.document if carried.proposal is None else carried.proposal.apply(published.document)
    assert now == both.document


@tried
@given(documents())
def test_markdown_reads_back(document: Document) -> None:
    again = parse(document.to_markdown())
    document = _with_notes_called_as_in(again, document)
    wanted = [block for block in document.blocks if block.kind.value not in ("table", "row", "cell")]
    got = [block for block in again.blocks if block.kind.value not in ("table", "row", "cell")]
    assert [(b.kind, b.text, b.marks) for b in got] == [(b.kind, b.text, b.marks) for b in wanted]
    cells = [(b.text, b.marks) for b in document.blocks if b.kind.value == "cell"]
    assert [(b.text, b.marks) for b in again.blocks if b.kind.value == "cell"] == cells
    assert [b.level for b in got if b.kind.value == "heading"] == [
        b.level for b in wanted if b.kind.value == "heading"
    ]


def _with_notes_called_as_in(again: Document, document: Document) -> Document:
    """References name the same notes, in order, under the ids that the other document gave them."""
    notes, names = (
        [block.id for block in each.blocks if block.kind is BlockKind.NOTE] for each in (document, again)
    )
    known = dict(zip(notes, names, strict=True))
    return Document(
        tuple(
            replace(
                block,
                marks=tuple(
                    replace(mark, target=known.get(mark.target, mark.target)) for mark in block.marks
                ),
            )
            for block in document.blocks
        )
    )


@tried
@given(pairs())
def test_ids_are_adopted_by_content(pair: tuple[Document, Document]) -> None:
    base, edited = pair
    foreign = _with_foreign_ids(edited)
    adopted = adopt_ids(base, foreign)
    assert [(b.kind, b.text, b.level, b.marks) for b in adopted.blocks] == [
        (b.kind, b.text, b.level, b.marks) for b in foreign.blocks
    ]
    assert _is_sound(adopted)
    assert propose(base, adopted).apply(base) == adopted
    assert {b.id for entry in compare(base, foreign, ids=False).entries for b in entry.new} == {
        b.id for b in foreign.blocks
    }
    assert adopt_ids(base, _with_foreign_ids(base)) == base


def _with_foreign_ids(document: Document) -> Document:
    return Document(
        tuple(
            replace(block, id=f"z{block.id}", parent=None if block.parent is None else f"z{block.parent}")
            for block in document.blocks
        )
    )


@tried
@given(pairs())
def test_a_comparison_tells_of_every_block_once(pair: tuple[Document, Document]) -> None:
    old, new = pair
    entries = compare(old, new).entries
    assert sorted(b.id for entry in entries for b in entry.old) == sorted(b.id for b in old.blocks)
    assert sorted(b.id for entry in entries for b in entry.new) == sorted(b.id for b in new.blocks)
    assert (not any(entry.is_change for entry in entries)) == (old == new)


@promised
@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
