"""Proposals as tracked changes: sets of them with and without contradictions, and what must come of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from random import Random

from hypothesis import strategies as st

from consult.docx import OfferedProposal
from consult.text import (
    OBJECT,
    OBJECT_MARKS,
    Accept,
    Block,
    BlockKind,
    Document,
    Level,
    Merge,
    Proposal,
    merge,
    propose,
)
from tests.text.strategies import Situation, documents, edits

SUMMER = timezone(timedelta(hours=3))
AT = datetime(2026, 9, 4, 14, 30, tzinfo=SUMMER)
WORDS = (
    "järjestö",
    "tukee",
    "palvelua",
    "lähellä",
    "vuosittain",
    "maksuton",
    "yhdessä",
    "kunta",
    "ja",
    "tila",
)
NAMES = ("Kuusiniemen omaishoitajat ry", "Ätäkylän martat ry", "Öljymäen nuoret ry", "Ahon kylät ry")


def offer(proposals: Sequence[Proposal], *, rationale: str = "") -> list[OfferedProposal]:
    """Proposals with an organisation and a time each, in order of arrival."""
    return [
        OfferedProposal(
            proposal.key,
            proposal,
            NAMES[number % len(NAMES)],
            AT + timedelta(minutes=number),
            f"Ehdotus {number + 1}",
            rationale and f"{rationale} {number + 1}",
        )
        for number, proposal in enumerate(proposals)
    ]


def propose_all(base: Document, edited: Sequence[Document]) -> list[Proposal]:
    """One proposal an edited document."""
    return [propose(base, each, f"p{number}") for number, each in enumerate(edited)]


def without_contradictions(merged: Merge, proposals: Sequence[Proposal]) -> list[Proposal]:
    """The proposals without the changes that exclude each other or have no order between them."""
    dropped: dict[str, set[int]] = {}
    for group in merged.groups:
        if group.level in (Level.HARD, Level.ORDER):
            for member in group.members:
                dropped.setdefault(member.proposal, set()).add(member.change)
    return [
        proposal.only({change.index for change in proposal.changes} - dropped.get(proposal.key, set()))
        for proposal in proposals
    ]


def accepted(base: Document, proposals: Sequence[Proposal]) -> Document:
    """The document when every change is accepted."""
    merged = merge(base, proposals)
    return merged.apply({member: Accept() for member in merged.changes}).document


@st.composite
def situations(draw: st.DrawFn, *, most: int = 3) -> Situation:
    """A base and what several people made of it, without notes and pictures."""
    base = draw(documents())
    people = range(draw(st.integers(1, most)))
    edited = [draw(edits(base, new=f"n{who}x")) for who in people]
    return Situation(without_objects(base), tuple(map(without_objects, edited)))


def crowd(seed: int) -> Situation:
    """A text of many paragraphs in which up to two hundred people each change some words or one paragraph."""
    random = Random(seed)
    kinds = (
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        BlockKind.BULLET,
        BlockKind.NUMBERED,
        BlockKind.HEADING,
    )
    blocks = [
        p(f"b{number}", sentences(random), random.choice(kinds)) for number in range(random.randint(10, 40))
    ]
    base = Document(tuple(blocks))
    return Situation(base, tuple(_change(random, base, who) for who in range(random.randint(1, 200))))


def sentences(random: Random) -> str:
    """Up to four sentences of the words."""
    return " ".join(
        " ".join(random.choices(WORDS, k=random.randint(3, 9))).capitalize() + "."
        for _ in range(random.randint(1, 4))
    )


def _change(random: Random, base: Document, who: int) -> Document:
    """One person's text: mostly other words, at times a paragraph that comes or goes."""
    blocks = list(base.blocks)
    at = random.randrange(len(blocks))
    what = random.random()
    if what < 0.1:
        return Document((*blocks[:at], *blocks[at + 1 :]))
    if what < 0.2:
        return Document((*blocks[: at + 1], p(f"n{who}", sentences(random)), *blocks[at + 1 :]))
    words = blocks[at].text.split(" ")
    start = random.randrange(len(words) - 1)
    words[start : min(start + random.randint(0, 2), len(words) - 1)] = random.choices(
        WORDS, k=random.randint(0, 2)
    )
    blocks[at] = blocks[at].with_text(" ".join(words))
    return Document(tuple(blocks))


def without_objects(document: Document) -> Document:
    """The document without notes and with words where something was shown."""
    kept = (block for block in document.blocks if block.kind is not BlockKind.NOTE)
    return Document(
        tuple(
            block.with_text(
                block.text.replace(OBJECT, "o"),
                tuple(mark for mark in block.marks if mark.kind not in OBJECT_MARKS),
            )
            for block in kept
        )
    )


def is_for_libreoffice(situation: Situation, proposals: Sequence[Proposal]) -> bool:
    """Whether LibreOffice 7.4 is known to settle such changes right.

    It is not for words put in at the end of a paragraph that the same person puts another paragraph
    behind: where no comment's sign stands between, it takes both for one insertion, with the end of the
    paragraph that was there, and rejecting joins that one with the next. Nothing without words between
    them helps (bookmarks, empty runs), nor a time a minute off.
    """
    ops = [(proposal.key, op) for proposal in proposals for change in proposal.changes for op in change.ops]
    base = situation.base.by_id
    words = [(key, op) for key, op in ops if op.is_words and op.inserted.text]
    grown = {(key, op.block) for key, op in words if op.end == len(base[op.block].text)}
    return not any(op.puts and (key, op.after) in grown for key, op in ops)


def p(id_: str, text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Block:
    """A block of words."""
    return Block(id_, kind, text, int(kind is BlockKind.HEADING))
