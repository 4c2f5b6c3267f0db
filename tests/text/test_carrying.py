"""Proposals, anchors and origins carried from one version to the next."""

from dataclasses import replace

import pytest

from consult.text import (
    Accept,
    Block,
    BlockKind,
    Document,
    Found,
    Outcome,
    Version,
    anchor_of,
    merge,
    propose,
    rebase,
    relocate,
    trace,
)


def _document(*texts: str) -> Document:
    """Paragraphs b1, b2, …; an empty text leaves its id out."""
    return Document(
        tuple(Block(f"b{at}", BlockKind.PARAGRAPH, text) for at, text in enumerate(texts, start=1) if text)
    )


OLD = _document("Tilat ovat auki. Avustus on vuosittainen.", "Toinen kohta on tässä.", "Kolmas kohta.")
WANTED = _document("Tilat ovat auki. Avustus on kolmivuotinen.", "Toinen kohta on tässä.", "Kolmas kohta.")


@pytest.mark.parametrize(
    ("new", "outcome", "text"),
    [
        (
            _document("Tilat ovat kiinni. Avustus on vuosittainen.", "T.", "K."),
            Outcome.CLEAN,
            "kolmivuotinen",
        ),
        (_document("Tilat ovat auki. Uusi. Avustus on vuosittainen.", "T."), Outcome.CLEAN, "kolmivuotinen"),
        (_document("Tilat ovat auki. Tämä avustus on vuosittainen."), Outcome.TOUCHED, "kolmivuotinen"),
        (_document("Tilat ovat auki. Avustus on kolmivuotinen."), Outcome.INCLUDED, None),
        (_document("Tilat ovat auki. Avustus on jatkuva."), Outcome.CONFLICT, None),
        (_document("", "Toinen kohta on tässä.", "Kolmas kohta."), Outcome.GONE, None),
    ],
)
def test_rebase(new: Document, outcome: Outcome, text: str | None) -> None:
    carried = rebase(propose(OLD, WANTED, "a"), OLD, new)
    assert carried.outcome is outcome
    assert [change.outcome for change in carried.changes] == [outcome]
    assert (carried.proposal is None) == (text is None)
    if carried.proposal is not None and text is not None:
        assert carried.proposal.apply(new).by_id["b1"].text == new.by_id["b1"].text.replace(
            "vuosittainen", text
        )


def test_a_proposal_follows_words_that_were_split_off() -> None:
    rest = Block("x", BlockKind.PARAGRAPH, "Avustus on vuosittainen.")
    new = Document((OLD.blocks[0].with_text("Tilat ovat auki."), rest, *OLD.blocks[1:]))
    carried = rebase(propose(OLD, WANTED, "a"), OLD, new)
    assert carried.proposal is not None
    assert carried.proposal.apply(new).by_id["x"].text == "Avustus on kolmivuotinen."


def test_a_proposal_follows_words_that_were_joined() -> None:
    wanted = Document((OLD.blocks[0], OLD.blocks[1].with_text("Toinen kohta on tuolla."), OLD.blocks[2]))
    new = _document("Tilat ovat auki. Avustus on vuosittainen. Toinen kohta on tässä.", "", "Kolmas kohta.")
    carried = rebase(propose(OLD, wanted, "a"), OLD, new)
    assert carried.proposal is not None
    assert carried.proposal.apply(new).by_id["b1"].text.endswith("Toinen kohta on tuolla.")


@pytest.mark.parametrize(
    ("edited", "new", "outcome"),
    [
        (_document(OLD.blocks[0].text, "", "Kolmas kohta."), OLD, Outcome.CLEAN),
        (
            _document(OLD.blocks[0].text, "", "Kolmas kohta."),
            _document(OLD.blocks[0].text, "Eri."),
            Outcome.CONFLICT,
        ),
        (_document(OLD.blocks[0].text, "", "Kolmas kohta."), _document(OLD.blocks[0].text), Outcome.INCLUDED),
        (Document((OLD.blocks[2], *OLD.blocks[:2])), OLD, Outcome.CLEAN),
        (
            Document((OLD.blocks[2], *OLD.blocks[:2])),
            Document((OLD.blocks[2], *OLD.blocks[:2])),
            Outcome.INCLUDED,
        ),
        (Document((OLD.blocks[2], *OLD.blocks[:2])), Document(OLD.blocks[:2]), Outcome.GONE),
        (Document((replace(OLD.blocks[0], kind=BlockKind.BULLET), *OLD.blocks[1:])), OLD, Outcome.CLEAN),
        (
            Document((*OLD.blocks, Block("n", BlockKind.PARAGRAPH, "Uusi."))),
            Document(OLD.blocks[:2]),
            Outcome.TOUCHED,
        ),
    ],
)
def test_rebase_of_blocks(edited: Document, new: Document, outcome: Outcome) -> None:
    assert rebase(propose(OLD, edited, "a"), OLD, new).outcome is outcome


@pytest.mark.parametrize(
    ("new", "outcome", "quote"),
    [
        (OLD, Found.EXACT, "kohta on"),
        (_document("Aivan muuta.", "Uusi toinen kohta on tässä nyt."), Found.EXACT, "kohta on"),
        (Document((OLD.blocks[1], OLD.blocks[0], OLD.blocks[2])), Found.EXACT, "kohta on"),
        (_document("a", "Toinen asia on tässä."), Found.CHANGED, "asia on"),
        (_document("Tilat.", "", "Kolmas kohta."), Found.ORPHAN, None),
    ],
)
def test_relocate(new: Document, outcome: Found, quote: str | None) -> None:
    found = relocate(anchor_of(OLD, "b2", 7, 15), OLD, new)
    assert found.outcome in (outcome, Found.MOVED if outcome is Found.EXACT else outcome)
    assert (found.anchor.quote if found.anchor else None) == quote
    if found.anchor is not None:
        text = new.by_id[found.anchor.block].text
        assert text.startswith(found.anchor.quote, found.anchor.position)


def test_an_orphan_is_only_ever_given_a_suggestion() -> None:
    new = _document("Tilat.", "", "Kolmas kohta. Se toinen kohta on tässäkin.")
    found = relocate(anchor_of(OLD, "b2", 0, 22), OLD, new)
    assert found.outcome is Found.ORPHAN
    assert found.anchor is None
    assert found.suggestion is not None
    assert found.suggestion.block == "b3"


def test_trace_through_a_decision_and_an_own_edit() -> None:
    merged = merge(OLD, [propose(OLD, WANTED, "a")])
    applied = merged.apply({merged.free[0]: Accept()})
    own = _document(
        "Tilat ovat aina auki. Avustus on kolmivuotinen.", "Toinen kohta on tässä.", "Kolmas kohta."
    )
    origins = trace(
        [
            Version(OLD, source="v1"),
            Version(applied.document, applied.origins),
            Version(own, source="own"),
        ]
    )
    text = own.by_id["b1"].text
    assert [(text[span.start : span.end], span.source) for span in origins["b1"]] == [
        ("Tilat ovat ", "v1"),
        ("aina ", "own"),
        ("auki. Avustus on ", "v1"),
        ("kolmivuotinen", "p:a:0"),
        (".", "v1"),
    ]
