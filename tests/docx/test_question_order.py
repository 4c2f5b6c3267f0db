"""A clean export in the order of the questions, returned: the order we gave it is nobody's edit."""

from dataclasses import replace

import pytest

from consult.docx import Base, Recognition, Reply, read_reply, write_clean
from consult.docx.archive import pack, unpack
from consult.docx.identity import CUSTOM_PART
from consult.text import Block, BlockKind, Document, Mark, MarkKind, Proposal, parse
from consult.text.question_order import answers_by_heading, in_question_order
from tests.docx.documents import LAYOUT
from tests.docx.returned import MAIN, gone, ins

QUESTIONS = {"Palvelut": 2, "Rahoitus": 3, "Osallisuus": 1}


def asked() -> Document:
    """Chapters in our own order, each of which answers a question, with lists, a table and a note."""
    parsed = parse(
        "Aluksi kiitämme pyynnöstä.\n\n# Palvelut\n\nPalvelut ovat lähellä.\n\n- yksi\n- kaksi\n\n"
        "# Rahoitus\n\nRahoitus tulee turvata vuosittain.\n\n"
        "| Kunta | Tila |\n| --- | --- |\n| Laukaa | talo |\n\n"
        "# Osallisuus\n\nOsallisuus vahvistuu kuulemisella.[^1]\n\nLopuksi toivomme kuulemista.\n\n"
        "[^1]: Kysely 2024.\n"
    )
    return Document(
        tuple(
            replace(block, question=QUESTIONS[block.text]) if block.text in QUESTIONS else block
            for block in parsed.blocks
        )
    )


BASE = asked()
SENT = in_question_order(BASE)
VERSION = [Base(BASE, LAYOUT.version_hash)]


def file(*replacements: tuple[str, str]) -> bytes:
    """What was sent, with pieces of its main part replaced."""
    layout = replace(LAYOUT, answers=answers_by_heading(SENT, {1: "Kyllä", 2: "Ei", 3: "Osittain"}))
    parts = unpack(write_clean(SENT, layout))
    xml = parts[MAIN].decode()
    for old, new in replacements:
        assert xml.count(old) == 1, old
        xml = xml.replace(old, new)
    return pack({**parts, MAIN: xml.encode()})


def words(proposal: Proposal) -> list[str]:
    """The version as the proposal would have it."""
    return [block.text for block in proposal.apply(BASE).blocks]


def test_the_order_is_another_one() -> None:
    assert [block.id for block in SENT.blocks] != [block.id for block in BASE.blocks]


def test_an_export_in_question_order_comes_back_without_a_silent_edit() -> None:
    assert read_reply(file(), VERSION) == Reply(0, Recognition.PROPERTIES, 1.0)


def test_one_without_bookmarks_and_properties_too() -> None:
    parts = unpack(file())
    stranger = unpack(write_clean(parse("a"), replace(LAYOUT, version_hash="ee" * 32)))
    changed = {MAIN: parts[MAIN].replace(b"_blk_", b"_own_"), CUSTOM_PART: stranger[CUSTOM_PART]}
    reply = read_reply(pack({**parts, **changed}), VERSION)
    assert reply.recognised is Recognition.SIMILARITY
    assert (reply.silent.changes, reply.proposals) == ((), ())


def test_tracked_changes_are_proposals_on_the_version_in_its_own_order() -> None:
    reply = read_reply(
        file(
            (
                '<w:r><w:t xml:space="preserve">Rahoitus tulee turvata vuosittain.</w:t></w:r>',
                "<w:r><w:t>Rahoitus tulee turvata </w:t></w:r>"
                + gone("vuosittain") + ins("aina") + "<w:r><w:t>.</w:t></w:r>",
            )
        ),
        VERSION,
    )  # fmt: skip
    assert reply.silent.changes == ()
    (anna,) = reply.proposals
    assert words(anna.proposal) == [block.text.replace("vuosittain", "aina") for block in BASE.blocks]


def test_silent_edits_are_only_what_was_edited() -> None:
    reply = read_reply(file(("Palvelut ovat lähellä.", "Palvelut ovat kaukana.")), VERSION)
    assert reply.proposals[0].proposal.changes[0].place.block == BASE.blocks[2].id
    assert len(reply.proposals[0].proposal.changes) == 1
    assert words(reply.proposals[0].proposal) == [
        block.text.replace("Palvelut ovat lähellä.", "Palvelut ovat kaukana.") for block in BASE.blocks
    ]


def test_a_new_paragraph_stands_behind_the_one_that_it_was_written_behind() -> None:
    at = "Palvelut ovat lähellä."
    reply = read_reply(
        file((f"{at}</w:t></w:r>", f"{at}</w:t></w:r></w:p><w:p><w:r><w:t>Uusi kappale.</w:t></w:r>")),
        VERSION,
    )
    (new,) = reply.proposals[0].proposal.changes
    told = words(Proposal("", (new,)))
    assert told[told.index(at) + 1] == "Uusi kappale."
    assert len(told) == len(BASE.blocks) + 1


def test_a_file_in_the_order_of_the_version_is_read_in_it() -> None:
    reply = read_reply(write_clean(BASE, LAYOUT), VERSION)
    assert (reply.silent.changes, reply.proposals) == ((), ())


@pytest.mark.parametrize("questions", [(3, 2, 1), (2, 3, 1), (1, 3, 2)])
def test_long_texts_in_any_order_of_questions_are_untouched(questions: tuple[int, ...]) -> None:
    blocks: list[Block] = []
    for chapter, question in enumerate(questions):
        blocks.append(Block(f"h{chapter}", BlockKind.HEADING, f"Luku {chapter}", 1, question=question))
        for number in range(12):
            bold = (Mark(0, 5, MarkKind.BOLD),)
            said = f"Kohta {number} luvussa {chapter} sanoo oman asiansa."
            blocks.append(Block(f"p{chapter}x{number}", BlockKind.PARAGRAPH, said, marks=bold))
    base = Document(tuple(blocks))
    reply = read_reply(write_clean(in_question_order(base), LAYOUT), [Base(base, LAYOUT.version_hash)])
    assert (reply.silent.changes, reply.proposals) == ((), ())
