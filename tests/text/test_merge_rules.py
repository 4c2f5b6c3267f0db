"""Contradictions in one sentence, identical and neighbouring changes: who is decided with whom."""

import pytest

from consult.text import (
    Accept,
    Block,
    BlockKind,
    Contradiction,
    Decision,
    Decline,
    Document,
    Fragment,
    Level,
    Member,
    Merge,
    PartlyDecided,
    Proposal,
    StaleBase,
    Wording,
    adopt_ids,
    merge,
    parse,
    propose,
)

FIRST = "Järjestöjen työ on monelle asukkaalle ensimmäinen apu."
SECOND = (
    "Hyvinvointialueen tulee myöntää järjestöille avustuksia vuosittain ja pitää määräraha vähintään "
    "nykyisellä tasolla."
)
THIRD = "Hakemisen tulee onnistua yhdellä lomakkeella."
BASE = parse(f"# Tilat\n\n{FIRST} {SECOND} {THIRD}\n\nToinen kohta.\n\nKolmas kohta.")


def _reword(key: str, old: str, new: str, base: Document = BASE) -> Proposal:
    """The proposal of `key` to say `new` for `old`, wherever it stands."""
    blocks = tuple(block.with_text(block.text.replace(old, new)) for block in base.blocks)
    return propose(base, Document(blocks), key)


def _place(key: str, after: str, *texts: str) -> Proposal:
    """The proposal of `key` to put new paragraphs after a block."""
    blocks: list[Block] = []
    for block in BASE.blocks:
        blocks.append(block)
        if block.id == after:
            blocks += [Block(f"new{at}", BlockKind.PARAGRAPH, text) for at, text in enumerate(texts)]
    return propose(BASE, Document(tuple(blocks)), key)


def _without(key: str, block_id: str) -> Proposal:
    return propose(BASE, Document(tuple(block for block in BASE.blocks if block.id != block_id)), key)


def _move(key: str, order: str) -> Proposal:
    return propose(BASE, Document(tuple(BASE.by_id[f"b{number}"] for number in order)), key)


def _members(merged: Merge) -> list[tuple[str, tuple[str, ...]]]:
    """Level and proposals of each place."""
    return [
        (place.level.value, tuple(member.proposal for member in place.members)) for place in merged.places
    ]


A = _reword("A", "vuosittain", "kolmeksi vuodeksi kerrallaan")
B = _reword(
    "B", "pitää määräraha vähintään nykyisellä tasolla", "korottaa määrärahaa kustannusten nousun verran"
)
C = _reword("C", "avustuksia vuosittain", "yleisavustuksia vuosittain avoimella haulla")


def test_three_changes_of_one_sentence_are_one_group_in_one_place() -> None:
    merged = merge(BASE, [A, B, C, _reword("D", "yhdellä", "kahdella")])
    assert _members(merged) == [("near", ("A", "B", "C")), ("free", ("D",))]
    place = merged.groups[0].place
    assert BASE.by_id[place.block].text[place.start : place.end].strip() == SECOND


def test_the_suggestion_combines_what_does_not_collide() -> None:
    suggestion = merge(BASE, [A, B, C]).groups[0].suggestion
    assert suggestion is not None
    assert suggestion.text.strip() == (
        "Hyvinvointialueen tulee myöntää järjestöille yleisavustuksia kolmeksi vuodeksi kerrallaan avoimella "
        "haulla ja korottaa määrärahaa kustannusten nousun verran."
    )


def test_a_group_with_an_undecided_member_is_refused_by_name() -> None:
    merged = merge(BASE, [A, B, C])
    with pytest.raises(PartlyDecided) as refused:
        merged.apply({Member("A", 0): Accept(), Member("C", 0): Decline()})
    assert refused.value.undecided == (Member("B", 0),)
    with pytest.raises(PartlyDecided):
        merged.apply({}, {merged.groups[0].key: Fragment("Toisin.")})


def test_own_words_stand_in_the_place_of_the_sentence() -> None:
    merged = merge(BASE, [A, B, C])
    group = merged.groups[0]
    decisions: dict[Member, Decision] = {member: Decline() for member in group.members}
    decisions[Member("A", 0)] = Accept()
    applied = merged.apply(decisions, {group.key: Fragment("Uusi virke.")})
    assert applied.document.by_id["b2"].text == f"{FIRST} Uusi virke. {THIRD}"
    assert [span.source.split(":")[0] for span in applied.origins["b2"]] == ["", "w", ""]
    assert merged.apply({member: Wording(Fragment("Uusi virke.")) for member in group.members}) == applied


def test_own_words_do_not_hide_a_contradiction_of_blocks() -> None:
    merged = merge(BASE, [_move("W", "1342"), _move("X", "2134")])
    decisions = dict.fromkeys(merged.changes, Accept())
    with pytest.raises(Contradiction):
        merged.apply(decisions, {merged.groups[0].key: Fragment("Toisin.")})


def test_identical_changes_are_agreed_and_applied_once() -> None:
    merged = merge(BASE, [_reword("D", "yhdellä", "kahdella"), _reword("E", "yhdellä", "kahdella")])
    assert merged.agreed == ((Member("D", 0), Member("E", 0)),)
    once = merged.apply({Member("E", 0): Accept()}).document
    assert once == merged.apply({Member("D", 0): Accept(), Member("E", 0): Accept()}).document
    assert once.by_id["b2"].text == f"{FIRST} {SECOND} {THIRD.replace('yhdellä', 'kahdella')}"


def test_identical_members_inside_a_group_are_named() -> None:
    merged = merge(BASE, [A, B, _reword("F", "vuosittain", "kolmeksi vuodeksi kerrallaan")])
    assert merged.groups[0].alike == ((Member("A", 0), Member("F", 0)),)
    text = merged.apply(dict.fromkeys(merged.groups[0].members, Accept())).document.by_id["b2"].text
    assert text.count("kolmeksi vuodeksi kerrallaan") == 1


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (A, _reword("X", "vuosittain", "aina"), Level.HARD),
        (A, _reword("X", "avustuksia vuosittain ja", "tukea ja"), Level.HARD),
        (A, _reword("X", "järjestöille avustuksia", "järjestöille suoria avustuksia"), Level.NEAR),
        (
            _reword("W", "järjestöille avustuksia", "järjestöille suoria avustuksia"),
            _reword("X", "järjestöille avustuksia", "järjestöille uusia avustuksia"),
            Level.ORDER,
        ),
        (
            _reword("W", "myöntää järjestöille", "antaa kaikille"),
            _reword("X", "myöntää järjestöille", "myöntää vielä järjestöille"),
            Level.HARD,
        ),
        (A, _without("X", "b2"), Level.HARD),
        (_place("W", "b2", "Uusi kohta."), _place("X", "b2", "Toinen uusi."), Level.ORDER),
        (_place("W", "b2", "Uusi kohta."), _place("X", "b2", "Uusi kohta."), Level.AGREE),
        (_place("W", "b2", "Uusi kohta."), _place("X", "b2", "Uusi kohta.", "Lisää."), Level.ORDER),
        (_without("W", "b3"), _without("X", "b3"), Level.AGREE),
        (_move("W", "1423"), _move("X", "1423"), Level.AGREE),
        (_move("W", "1342"), _move("X", "2134"), Level.HARD),
        (_move("W", "1423"), _without("X", "b4"), Level.HARD),
    ],
)  # fmt: skip
def test_levels(one: Proposal, other: Proposal, level: Level) -> None:
    merged = merge(BASE, [one, other])
    assert level in {place.level for place in merged.places}
    together = [place for place in merged.places if len(place.members) > 1]
    decisions = {member: Accept() for place in together for member in place.members}
    if level in (Level.HARD, Level.ORDER):
        with pytest.raises(Contradiction):
            merged.apply(decisions)
    else:
        merged.apply(decisions)


def test_another_sentence_another_block_a_new_block_are_free() -> None:
    proposals = [
        A,
        _reword("D", "yhdellä", "kahdella"),
        _reword("G", "Toinen", "Seuraava"),
        _place("H", "b2", "Uusi kohta."),
        _reword("I", f"{SECOND} ", f"{SECOND} Aivan uusi virke. "),
        _without("J", "b4"),
    ]
    merged = merge(BASE, proposals)
    assert {place.level for place in merged.places} == {Level.FREE}
    text = merged.apply(dict.fromkeys(merged.free, Accept())).document.plain()
    assert text == (
        "Tilat\n\n"
        f"{FIRST} {SECOND.replace('vuosittain', 'kolmeksi vuodeksi kerrallaan')} Aivan uusi virke. "
        f"{THIRD.replace('yhdellä', 'kahdella')}\n\nUusi kohta.\n\nSeuraava kohta.\n"
    )


def test_new_blocks_at_one_point_stand_in_the_order_that_was_given() -> None:
    merged = merge(BASE, [_place("W", "b2", "Yksi."), _place("X", "b2", "Kaksi.")])
    order = (Member("X", 0), Member("W", 0))
    applied = merged.apply(dict.fromkeys(order, Accept()), order=order)
    assert [block.text for block in applied.document.blocks[2:4]] == ["Kaksi.", "Yksi."]
    assert len(applied.document.by_id) == 6


def test_own_words_for_new_blocks_become_blocks() -> None:
    merged = merge(BASE, [_place("W", "b2", "Yksi."), _place("X", "b2", "Kaksi.")])
    group = merged.groups[0]
    assert group.suggestion == Fragment("Yksi.\n\nKaksi.")
    applied = merged.apply(dict.fromkeys(group.members, Accept()), {group.key: group.suggestion})
    assert [block.text for block in applied.document.blocks[2:4]] == ["Yksi.", "Kaksi."]


def test_a_group_is_another_when_a_member_or_its_words_change() -> None:
    keys = {
        merge(BASE, proposals).groups[0].key
        for proposals in ([A, B], [A, B, C], [A, _reword("B", "nykyisellä", "samalla")], [B, A])
    }
    assert len(keys) == 3


def test_a_proposal_on_another_text_is_refused() -> None:
    other = _reword("x", "Toinen", "Eri").apply(BASE)
    with pytest.raises(StaleBase):
        merge(other, [_reword("G", "Toinen", "Seuraava")])
    with pytest.raises(ValueError, match="same key"):
        merge(BASE, [A, A])


def test_rows_and_cells_of_a_table_survive() -> None:
    base = parse("| Kunta | Tila |\n|---|---|\n| Laukaa | talo |\n| Äänekoski | halli |\n\nLoppu.")
    added = adopt_ids(
        base,
        parse(
            "| Kunta | Tila |\n|---|---|\n| Laukaa | talo |\n| Keuruu | sali |\n"
            "| Äänekoski | halli |\n\nLoppu."
        ),
    )
    moved = adopt_ids(
        base, parse("| Kunta | Tila |\n|---|---|\n| Äänekoski | halli |\n| Laukaa | talo |\n\nLoppu.")
    )
    worded = adopt_ids(
        base, parse("| Kunta | Tila |\n|---|---|\n| Laukaa | kylätalo |\n| Äänekoski | halli |\n\nLoppu.")
    )
    gone = adopt_ids(base, parse("Loppu."))
    proposals = [propose(base, edited, key) for key, edited in (("a", added), ("m", moved), ("w", worded))]
    assert [len(proposal.changes) for proposal in proposals] == [1, 1, 1]
    merged = merge(base, proposals)
    everything = dict.fromkeys(merged.changes, Accept())
    table = merged.apply(everything, order=list(everything)).document.to_markdown().split("\n")
    assert "| Laukaa | kylätalo |" in table
    assert "| Keuruu | sali |" in table
    assert len(table) == 8
    without = merge(base, [*proposals, propose(base, gone, "g")])
    assert [group.level for group in without.groups] == [Level.HARD]
