"""Which version a returned file is based on."""

import pytest

from consult.docx import Base, Recognition, Refused, Reply, read_reply, write_clean
from consult.docx.archive import pack, unpack
from consult.text import Document, parse, propose
from tests.docx.documents import LAYOUT
from tests.docx.returned import BASE, MAIN, OURS, edited, money, sent, text, told
from tests.docx.wordfile import p, parts

NEWER = propose(BASE, parse(BASE.to_markdown().replace("turvata", "taata"))).apply(BASE)
VERSIONS = (Base(BASE, "1" * 64), Base(NEWER, LAYOUT.version_hash))


def without(data: bytes, *, property_: bool = False, bookmarks: bool = False) -> bytes:
    """The file as other programs save it."""
    entries = unpack(data)
    if property_:
        entries["docProps/custom.xml"] = entries["docProps/custom.xml"].replace(b"Consult", b"Other")
    if bookmarks:
        entries[MAIN] = entries[MAIN].replace(b"_blk_", b"_other_")
    return pack(entries)


def test_the_version_is_known_by_its_hash() -> None:
    reply = read_reply(write_clean(NEWER, LAYOUT), VERSIONS)
    assert (reply.version, reply.recognised) == (1, Recognition.PROPERTIES)
    other = read_reply(write_clean(BASE, LAYOUT), VERSIONS)
    assert (other.version, len(told(other.proposals[0].proposal, NEWER))) == (1, 1)


@pytest.mark.parametrize(("document", "version"), [(BASE, 0), (NEWER, 1)])
def test_the_version_is_known_by_bookmarks_and_else_by_its_words(document: Document, version: int) -> None:
    data = without(write_clean(document, LAYOUT), property_=True)
    reply = read_reply(data, VERSIONS)
    assert (reply.version, reply.recognised, reply.proposals) == (version, Recognition.BOOKMARKS, ())
    reply = read_reply(without(data, bookmarks=True), VERSIONS)
    assert (reply.version, reply.recognised, reply.share) == (version, Recognition.SIMILARITY, 1.0)
    assert reply.proposals == ()


def test_bookmarks_know_a_paragraph_that_was_written_anew() -> None:
    reply = read_reply(edited(money(text("Aivan toiset sanat kuin ennen oli tässä."))), OURS)
    (change,) = reply.proposals[0].proposal.changes
    assert {op.block for op in change.ops} == {"b3"}


def test_a_file_that_is_not_based_on_the_draft_is_not_guessed_about() -> None:
    data = pack(parts(p("Aivan toinen asia on kyseessä.") + p("Järjestöille kiitos.")))
    with pytest.raises(Refused) as refused:
        read_reply(data, VERSIONS)
    assert refused.value.code == "unrecognised"
    chosen = read_reply(data, BASE, is_chosen=True)
    assert (chosen.recognised, chosen.version) == (Recognition.CHOSEN, 0)
    assert chosen.share < 0.6


def test_a_file_typed_elsewhere_with_numbers_by_hand_is_known_by_its_words() -> None:
    body = p("1. Tilat", style="Heading1")
    body += "".join(p(block.text) for block in BASE.blocks if block.text and block.kind.value != "cell")
    reply = read_reply(pack(parts(body)), VERSIONS)
    assert (reply.version, reply.recognised) == (0, Recognition.SIMILARITY)


def test_one_document_will_do_as_the_base() -> None:
    assert read_reply(sent(), BASE) == Reply(0, Recognition.BOOKMARKS, 1.0)
    assert read_reply(sent(), [NEWER, BASE]).version == 1
