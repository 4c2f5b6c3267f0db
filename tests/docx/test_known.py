"""A redline that came back: what we wrote ourselves is known under its key, only the rest is new."""

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings

from consult.docx import OfferedComment, Said, read_reply, read_returned, write_redline
from consult.docx.archive import pack, unpack
from consult.docx.revision import author_name
from consult.text import BlockKind, Document, parse, propose
from tests.docx.documents import LAYOUT
from tests.docx.redlines import AT, NAMES, offer, situations
from tests.docx.returned import MAIN, ins, text
from tests.oracles.office import Office, Step
from tests.text.strategies import Situation

BASE = parse("# Tilat\n\nTilat ovat auki iltaisin.\n\nKuljetus on maksuton.\n\nMuu teksti jää.")
COMMENTS = (
    OfferedComment(
        "c7", Said(NAMES[2], AT, "Mikä kuljetus?"), "b3", 0, 8, (Said(NAMES[0], AT, "Se bussi."),)
    ),
)


def edited(old: str, new: str) -> Document:
    return Document(
        tuple(block.with_text(block.text.replace(old, new), block.marks) for block in BASE.blocks)
    )


OFFERED = tuple(
    replace(each, rationale=f"Syy {each.key}.")
    for each in offer(
        [
            propose(BASE, edited("iltaisin", "aamuisin"), "p1"),
            propose(BASE, edited("iltaisin", "aina"), "p2"),
            propose(BASE, Document(BASE.blocks[:-1]), "p3"),
        ]
    )
)
SENT = write_redline(BASE, OFFERED, COMMENTS, LAYOUT)


def known(data: bytes, base: Document = BASE) -> list[tuple[str, str]]:
    return [(each.key, each.author) for each in read_reply(data, base).proposals if each.key]


def changed(old: str, new: str) -> bytes:
    entries = unpack(SENT)
    xml = entries[MAIN].decode()
    assert xml.count(old) == 1
    return pack(entries | {MAIN: xml.replace(old, new).encode()})


def test_everything_comes_back_under_its_key() -> None:
    reply = read_reply(SENT, BASE)
    assert [(each.key, each.author, each.proposal) for each in reply.proposals] == [
        (each.key, each.author, each.changes) for each in OFFERED
    ]
    (remark,) = reply.comments
    said = remark.key, remark.author, remark.text, remark.quote
    assert said == ("c7", NAMES[2], "Mikä kuljetus?", "Kuljetus")
    assert [(answer.author, answer.text) for answer in remark.answers] == [(NAMES[0], "Se bussi.")]
    assert remark.known_answers == 1
    assert (reply.silent.changes, reply.authors) == ((), ())
    assert read_returned(SENT, BASE) == reply


def test_what_is_added_is_new_and_the_rest_is_known() -> None:
    run = text("Kuljetus")
    reply = read_reply(changed(run, ins("Hyvä ", "Anna") + run), BASE)
    assert [each.key for each in reply.proposals] == ["p1", "p2", "p3", ""]
    assert reply.proposals[-1].author == "Anna"
    assert reply.authors == ("Anna",)


def test_a_proposal_that_somebody_changed_is_no_longer_known() -> None:
    reply = read_reply(changed("aamuisin", "aamulla"), BASE)
    assert "p1" not in [each.key for each in reply.proposals]
    new = [each for each in reply.proposals if not each.key]
    assert "aamulla" in new[0].proposal.changes[0].ops[0].inserted.text


def test_a_claim_that_makes_no_sense_is_nothing() -> None:
    entries = unpack(SENT)
    part = entries["customXml/item1.xml"].replace(b'"p1"', b'"p9"').replace(b"iltaisin", b"aikaisin")
    reply = read_reply(pack(entries | {"customXml/item1.xml": part}), BASE)
    assert all(not each.key for each in reply.proposals)
    assert reply.proposals


def test_without_the_part_authors_and_words_are_there_but_no_keys() -> None:
    entries = unpack(SENT)
    del entries["customXml/item1.xml"]
    reply = read_reply(pack(entries), BASE)
    assert {each.author for each in reply.proposals} == {author_name(each.author) for each in OFFERED}
    assert not any(each.key for each in reply.proposals)
    assert not any(each.key for each in reply.comments)
    assert any("Syy p1." in remark.text for remark in reply.comments)


def test_libreoffice_keeps_it_all(office: Office) -> None:
    saved = office.run(SENT, save=True).saved
    assert known(saved) == [(each.key, each.author) for each in OFFERED]
    reply = read_reply(saved, BASE)
    assert [each.key for each in reply.comments] == ["c7"]
    steps: tuple[Step, ...] = (
        ("author", "Anna", "Aalto"),
        ("track", True),
        ("insert", "Muu teksti", " kuin tämä"),
    )
    more = read_reply(office.run(SENT, *steps, save=True).saved, BASE)
    assert [(each.author, each.key) for each in more.proposals][-1] == ("Anna Aalto", "")


@settings(max_examples=20, deadline=None)
@given(situations())
def test_any_redline_comes_back_with_all_its_proposals(situation: Situation) -> None:
    proposals = [propose(situation.base, each, f"p{number}") for number, each in enumerate(situation.edited)]
    offered = [each for each in offer(proposals) if each.changes.changes]
    data = write_redline(situation.base, offered, (), LAYOUT)
    reply = read_reply(data, situation.base, is_chosen=True)
    told = [(each.key, each.proposal) for each in reply.proposals if each.key]
    assert told == [(each.key, each.changes) for each in offered]
    assert [each for each in reply.proposals if not each.key] == []


def is_told_whole(document: Document) -> bool:
    """Whether a Word file can say it: paragraphs have words; tables and kinds are tested elsewhere."""
    return all(
        block.parent is None and block.text and not (block.kind is BlockKind.HEADING and "\n" in block.text)
        for block in document.blocks
    )


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(situations(most=1))
def test_without_the_part_the_words_are_still_exactly_those_of_the_author(situation: Situation) -> None:
    base, (wanted,) = situation.base, situation.edited
    assume(is_told_whole(base) and is_told_whole(wanted))
    offered = offer([propose(base, wanted, "p")])
    entries = unpack(write_redline(base, offered, (), LAYOUT))
    del entries["customXml/item1.xml"]
    reply = read_reply(pack(entries), base, is_chosen=True)
    said = [each.proposal for each in reply.proposals if reply.is_tracked]
    got = said[0].apply(base) if said else base
    assert [block.text for block in got.blocks] == [block.text for block in wanted.blocks]
