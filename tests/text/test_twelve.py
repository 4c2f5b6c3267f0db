"""Twelve proposals to one sentence: one group, decided together, each shown as the sentence it wants."""

import pytest

from consult.text import (
    Accept,
    Block,
    BlockKind,
    Decision,
    Decline,
    Document,
    Fragment,
    Level,
    Member,
    PartlyDecided,
    Proposal,
    merge,
    propose,
)

BEFORE = "Järjestöt ovat monelle ensimmäinen apu."
SENTENCE = "Hyvinvointialueen tulee myöntää järjestöille avustuksia vuosittain avoimella haulla."
AFTER = "Hakemisen tulee onnistua yhdellä lomakkeella."
BASE = Document(
    (
        Block("b1", BlockKind.PARAGRAPH, f"{BEFORE} {SENTENCE} {AFTER}"),
        Block("b2", BlockKind.PARAGRAPH, "Toinen kohta."),
    )
)
#: What each of the twelve wants instead of which words, in order of arrival.
WANTED = (
    ("vuosittain", "kolmeksi vuodeksi kerrallaan"),
    ("vuosittain", "joka vuosi"),
    ("vuosittain", "kolmeksi vuodeksi kerrallaan"),
    ("tulee myöntää", "myöntää"),
    ("avustuksia", "yleisavustuksia"),
    ("järjestöille", "kaikille järjestöille"),
    ("avoimella haulla", "yhdellä haulla"),
    ("avoimella haulla.", "avoimella haulla ja hyvissä ajoin."),
    ("Hyvinvointialueen", "Alueen"),
    ("avustuksia vuosittain", "tukea"),
    ("haulla", "hakemuksella"),
    ("järjestöille avustuksia", "avustuksia järjestöille"),
)


def _proposals() -> list[Proposal]:
    return [_propose(f"p{number:02}", old, new) for number, (old, new) in enumerate(WANTED)]


def _propose(key: str, old: str, new: str) -> Proposal:
    block = BASE.blocks[0]
    return propose(BASE, Document((block.with_text(block.text.replace(old, new)), BASE.blocks[1])), key)


def test_all_twelve_are_one_group_and_another_sentence_is_not_in_it() -> None:
    elsewhere = _propose("q", "lomakkeella", "hakemuksella")
    merged = merge(BASE, [elsewhere, *reversed(_proposals())])
    (group,) = merged.groups
    assert group.level is Level.HARD
    assert [member.proposal for member in group.members] == [f"p{number:02}" for number in range(12)]
    assert merged.free == (Member("q", 0),)
    place = group.place
    assert BASE.blocks[0].text[place.start : place.end].strip() == SENTENCE
    assert group.suggestion is None
    assert group.alike == ((Member("p00", 0), Member("p02", 0)),)


def test_each_is_shown_as_the_whole_sentence_it_wants() -> None:
    for proposal, (old, new) in zip(_proposals(), WANTED, strict=True):
        (change,) = proposal.changes
        was, now = proposal.sentence(change, BASE)
        assert (was.strip(), now.strip()) == (SENTENCE, SENTENCE.replace(old, new))


def test_a_group_with_one_undecided_member_is_refused_by_its_name() -> None:
    merged = merge(BASE, _proposals())
    (group,) = merged.groups
    decisions: dict[Member, Decision] = {member: Decline() for member in group.members}
    del decisions[Member("p07", 0)]
    with pytest.raises(PartlyDecided) as refused:
        merged.apply(decisions, {group.key: Fragment("Toisin.")})
    assert refused.value.undecided == (Member("p07", 0),)


def test_own_words_take_the_place_of_the_sentence_and_undoing_brings_the_old_ones_back() -> None:
    merged = merge(BASE, _proposals())
    (group,) = merged.groups
    decisions: dict[Member, Decision] = {member: Decline() for member in group.members}
    applied = merged.apply(decisions, {group.key: Fragment("Alue myöntää tukea kolmeksi vuodeksi.")})
    assert applied.document.blocks[0].text == f"{BEFORE} Alue myöntää tukea kolmeksi vuodeksi. {AFTER}"
    sources = [span.source for span in applied.origins["b1"]]
    assert sources == ["", f"w:{group.key}", ""]
    undone = merged.apply({})
    assert undone.document == BASE
    assert [span.source for span in undone.origins["b1"]] == [""]
    declined = merged.apply(decisions)
    assert declined.document == BASE


def test_one_is_accepted_as_it_is_and_the_others_are_not() -> None:
    merged = merge(BASE, _proposals())
    for number, (old, new) in enumerate(WANTED):
        chosen = Member(f"p{number:02}", 0)
        decisions = {member: Accept() if member == chosen else Decline() for member in merged.changes}
        text = merged.apply(decisions).document.blocks[0].text
        assert text == f"{BEFORE} {SENTENCE.replace(old, new)} {AFTER}"
