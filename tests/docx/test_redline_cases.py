"""What stands in a redline, word by word: the sequence of contradictions, margins, identities."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC

import pytest
from lxml import etree

from consult.docx import OfferedComment, OfferedProposal, Said, write_redline
from consult.docx.archive import unpack
from consult.docx.carried import Carried, read_carried
from consult.docx.names import W16DU
from consult.text import OBJECT, Block, BlockKind, Document, Mark, MarkKind, parse, propose
from tests.docx.documents import LAYOUT
from tests.docx.lint import faults
from tests.docx.redlines import AT, NAMES, offer, p
from tests.docx.wordfile import w
from tests.oracles.accepting import paragraphs
from tests.oracles.validator import Validator

BASE = Document((p("a", "Tilat ovat auki iltaisin."), p("b", "Kuljetus on maksuton."), p("c", "Muu teksti.")))


def edited(*texts: str | None) -> Document:
    """The base with other words; None for a paragraph that is gone."""
    pairs = zip(BASE.blocks, texts, strict=False)
    changed = [block if text is None else block.with_text(text) for block, text in pairs if text != ""]
    return Document((*changed, *BASE.blocks[len(texts) :]))


def redline(
    *documents: Document, base: Document = BASE, comments: Sequence[OfferedComment] = (), **more: object
) -> bytes:
    """A redline of what these people made of the base."""
    proposals = [propose(base, document, f"p{number}") for number, document in enumerate(documents)]
    offered = [replace(each, **more) for each in offer(proposals)]  # type: ignore[arg-type]  # fields by name
    data = write_redline(base, offered, comments, LAYOUT)
    assert faults(data) == []
    return data


def body(data: bytes) -> etree._Element:
    return etree.fromstring(unpack(data)["word/document.xml"])


def changes(data: bytes) -> list[tuple[str, str, str]]:
    """Kind, organisation and words of every tracked run in order; `¶` for a paragraph's mark."""
    found = []
    for element in body(data).iter(w("ins"), w("del")):
        words = "".join(str(each.text) for each in element.iter(w("t"), w("delText")))
        found.append((etree.QName(element).localname, str(element.get(w("author"))), words or "¶"))
    return found


def margin(data: bytes) -> list[tuple[str, str]]:
    """Author and words of every comment."""
    root = etree.fromstring(unpack(data)["word/comments.xml"])
    return [
        (str(each.get(w("author"))), "\n".join("".join(map(str, line.itertext())) for line in each))
        for each in root
    ]


FIRST, SECOND, THIRD, _ = NAMES


def test_a_replacement_is_one_deletion_and_one_insertion() -> None:
    assert changes(redline(edited("Tilat ovat auki aamuisin."))) == [
        ("del", FIRST, "iltaisin"),
        ("ins", FIRST, "aamuisin"),
    ]


def test_alternatives_are_one_deletion_and_the_words_in_order_of_arrival() -> None:
    data = redline(edited("Tilat ovat auki aamuisin."), edited("Tilat ovat auki aina."))
    assert changes(data) == [
        ("del", FIRST, "iltaisin"),
        ("ins", FIRST, "aamuisin"),
        ("ins", SECOND, "aina"),
    ]
    assert ("BodyText", "Tilat ovat auki aamuisinaina.") in paragraphs(data, "accept")


def test_overlapping_ranges_are_deleted_as_one_and_each_alternative_is_whole() -> None:
    data = redline(edited("Tilat suljetaan iltaisin."), edited("Tilat ovat yöllä."))
    assert [kind for kind, *_ in changes(data)] == ["del", "ins", "ins"]
    assert [words for kind, _, words in changes(data) if kind == "ins"] == [
        "suljetaan iltaisin",
        "ovat yöllä",
    ]


def test_different_words_at_one_point_stand_in_order_of_arrival() -> None:
    data = redline(edited("Tilat ovat aina auki iltaisin."), edited("Tilat ovat usein auki iltaisin."))
    assert [each[1:] for each in changes(data)] == [(FIRST, "aina "), (SECOND, "usein ")]


def test_the_same_wish_of_two_is_shown_once_and_said_in_the_margin() -> None:
    data = redline(edited("Tilat ovat auki aamuisin."), edited("Tilat ovat auki aamuisin."))
    assert len(changes(data)) == 2
    assert margin(data) == [(SECOND, "Ehdottaa samaa.")]


def test_two_deletions_of_the_same_words_are_one_and_a_comment() -> None:
    data = redline(edited("Tilat ovat auki."), edited("Tilat ovat auki."))
    assert changes(data) == [("del", FIRST, " iltaisin")]
    assert margin(data) == [(SECOND, "Ehdottaa samaa.")]


def test_removals_that_share_a_space_are_each_their_own() -> None:
    data = redline(edited("Tilat auki iltaisin."), edited("Tilat ovat."), edited("Tilat ovat."))
    assert changes(data) == [("del", FIRST, "ovat "), ("del", SECOND, "auki iltaisin")]
    assert margin(data) == [(THIRD, "Ehdottaa samaa.")]
    assert ("BodyText", "Tilat .") in paragraphs(data, "accept")


def test_where_another_writes_into_one_of_such_removals_each_has_its_alternative() -> None:
    data = redline(edited("Tilat auki iltaisin."), edited("Tilat ovat."), edited("Tilat ovat auki aina."))
    assert [kind for kind, *_ in changes(data)] == ["del", "ins", "ins", "ins"]


def test_a_deletion_beside_alternatives_is_said_in_the_margin() -> None:
    data = redline(edited("Tilat ovat auki aamuisin."), edited("Tilat ovat auki."))
    assert margin(data)[-1] == (SECOND, "Ehdottaa näiden sanojen poistamista.")


def test_a_deleted_paragraph_and_what_another_makes_of_it() -> None:
    data = redline(edited(None, ""), edited(None, "Kuljetus on ilmainen."))
    assert [words for _, words in paragraphs(data, "accept")][-4:-1] == [
        "Tilat ovat auki iltaisin.",
        "Kuljetus on ilmainen.",
        "Muu teksti.",
    ]
    assert ("del", FIRST, "Kuljetus on maksuton.") in changes(data)
    assert ("ins", SECOND, "Kuljetus on ilmainen.") in changes(data)


def test_a_moved_paragraph_goes_and_comes() -> None:
    a, b, c = BASE.blocks
    data = redline(Document((c, a, b)))
    assert [each for each in changes(data) if each[2] != "¶"] == [
        ("ins", FIRST, "Muu teksti."),
        ("del", FIRST, "Muu teksti."),
    ]


def test_edits_of_another_stand_inside_what_is_moved() -> None:
    a, b, c = BASE.blocks
    data = redline(Document((c, a, b)), edited(None, None, "Lisää tekstiä."))
    assert ("BodyText", "Lisää tekstiä.") in paragraphs(data, "accept")
    nested = body(data).find(f".//{w('ins')}/{w('del')}")
    assert nested is not None
    assert nested.get(w("author")) == SECOND


def test_another_kind_of_paragraph_keeps_the_old_properties() -> None:
    heading = replace(BASE.blocks[1], kind=BlockKind.HEADING, level=2)
    data = redline(Document((BASE.blocks[0], heading, BASE.blocks[2])))
    change = body(data).find(f".//{w('pPrChange')}")
    assert change is not None
    assert ("Heading2", "Kuljetus on maksuton.") in paragraphs(data, "accept")
    assert ("BodyText", "Kuljetus on maksuton.") in paragraphs(data, "reject")


def test_two_other_kinds_are_one_change_and_a_remark() -> None:
    a, b, c = BASE.blocks
    heading, item = replace(b, kind=BlockKind.HEADING, level=2), replace(b, kind=BlockKind.BULLET)
    data = redline(Document((a, heading, c)), Document((a, item, c)), Document((a, heading, c)))
    assert len(list(body(data).iter(w("pPrChange")))) == 1
    assert margin(data) == [(SECOND, "Ehdottaa tähän: luettelon kohta"), (THIRD, "Ehdottaa samaa.")]


def test_another_header_row_is_said_in_the_margin() -> None:
    blocks = [replace(block, level=0) if block.kind is BlockKind.ROW else block for block in TABLE.blocks]
    data = redline(Document(tuple(blocks)), base=TABLE)
    assert changes(data) == []
    assert margin(data) == [(FIRST, "Ehdottaa tähän: otsikkorivi tai tavallinen rivi")]


def test_other_looks_are_a_change_of_looks() -> None:
    bold = BASE.blocks[0].with_text(BASE.blocks[0].text, (Mark(0, 5, MarkKind.BOLD),))
    data = redline(Document((bold, *BASE.blocks[1:])))
    assert changes(data) == []
    run = body(data).find(f".//{w('rPrChange')}/../..")
    assert run is not None
    assert run.find(f"{w('rPr')}/{w('b')}") is not None
    assert "".join(str(t.text) for t in run.iter(w("t"))) == "Tilat"


def test_times_are_wall_clock_times_with_the_true_instant_beside_them() -> None:
    change = next(body(redline(edited("Tilat ovat auki."))).iter(w("del")))
    assert change.get(w("date")) == f"{AT:%Y-%m-%dT%H:%M:%S}Z"
    assert change.get(f"{{{W16DU}}}dateUtc") == f"{AT.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


def test_the_reason_is_told_once_at_the_first_change_with_its_replies() -> None:
    reply = Said("Muutosagentti", AT, "Ratkaisu: hyväksytty.")
    data = redline(
        edited("Tilat ovat auki.", "Kuljetus on ilmainen."),
        rationale="Selkeämpi.\nLyhyempi.",
        replies=(reply,),
    )
    assert margin(data) == [
        (FIRST, "Ehdotus 1: Selkeämpi.\nLyhyempi."),
        ("Muutosagentti", "Ratkaisu: hyväksytty."),
    ]
    extended = etree.fromstring(unpack(data)["word/commentsExtended.xml"])
    assert [bool(each.get(f"{{{W15}}}paraIdParent")) for each in extended] == [False, True]


W15 = "http://schemas.microsoft.com/office/word/2012/wordml"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(0, 5, "Tilat"), (11, 24, "auki iltaisin"), (0, 0, "Tilat ovat auki iltaisin."), (-5, 999, None)],
)
def test_comments_of_readers_hang_on_their_words(start: int, end: int, words: str | None) -> None:
    comment = OfferedComment("k1", Said("Aho ry", AT, "Milloin?"), "a", start, end)
    root = body(redline(edited("Tilat ovat auki aamuisin."), comments=[comment]))
    inside, is_inside = "", False
    for element in root.iter(w("commentRangeStart"), w("commentRangeEnd"), w("t"), w("delText")):
        if element.tag in (w("t"), w("delText")):
            kept = element.tag == w("delText") or next(element.iterancestors(w("ins")), None) is None
            inside += str(element.text) if is_inside and kept else ""
        else:
            is_inside = element.tag == w("commentRangeStart")
    assert inside == (words or BASE.blocks[0].text)


def test_a_comment_without_a_place_stands_at_the_beginning() -> None:
    comment = OfferedComment("k1", Said("Aho ry", AT, "Milloin?"), "poissa", replies=(Said("B", AT, "Nyt."),))
    assert [said for _, said in margin(redline(comments=[comment]))] == ["Milloin?", "Nyt."]


def test_everything_is_carried_and_comes_back_as_it_was() -> None:
    proposals = offer([propose(BASE, edited("Tilat ovat auki."), "p0")], rationale="Syy")
    comments = (OfferedComment("k1", Said("Aho ry", AT, "Milloin?"), "a", 0, 5, (Said("B", AT, "Nyt."),)),)
    data = write_redline(BASE, proposals, comments, LAYOUT)
    root = etree.fromstring(unpack(data)["customXml/item1.xml"])
    assert read_carried(root) == Carried(tuple(proposals), comments)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"proposals":[{}],"comments":[]}', '{"proposals":5,"comments":[]}', "[" * 9000,
     '{"proposals":[],"comments":[{"key":"k","said":["A","2026-01-01T00:00:00","x"],"place":["a",0,0],"replies":[]}]}'],
)  # fmt: skip
def test_a_part_that_makes_no_sense_is_none(text: str) -> None:
    root = etree.Element("{urn:consult:redline}redline", {"format": "1"})
    root.text = text
    assert read_carried(root) is None
    assert read_carried(None) is None
    assert read_carried(etree.Element("other")) is None


def test_further_edits_are_tracked() -> None:
    assert b"<w:trackRevisions" in unpack(redline())["word/settings.xml"]


TABLE = parse("# Taulu\n\n| A | B |\n|---|---|\n| yksi | kaksi |\n| kolme | neljä |\n\nLoppu.")


def row_of(document: Document, text: str) -> set[str]:
    """The ids of the row that has a cell with this text, and of its cells."""
    row = next(str(block.parent) for block in document.blocks if block.text == text)
    return {row, *(block.id for block in document.blocks if block.parent == row)}


def test_rows_come_and_go_as_rows() -> None:
    gone = row_of(TABLE, "yksi")
    data = redline(Document(tuple(each for each in TABLE.blocks if each.id not in gone)), base=TABLE)
    cells = [words for style, words in paragraphs(data, "accept") if style.startswith("Table")]
    assert cells == ["A", "B", "kolme", "neljä"]
    rows = body(data).findall(f".//{w('trPr')}/{w('del')}")
    assert len(rows) == 1


@pytest.mark.parametrize("kind", ["ins", "del"])
def test_what_is_said_about_a_row_comes_or_goes_with_the_row(kind: str, validator: Validator) -> None:
    less = without(TABLE, *row_of(TABLE, "yksi"))
    base, other = (less, TABLE) if kind == "ins" else (TABLE, less)
    cell = next(each.id for each in TABLE.blocks if each.text == "yksi")
    asked = OfferedComment("k1", Said("Aho ry", AT, "Milloin?"), cell, 0, 2, (Said("B", AT, "Nyt."),))
    data = redline(other, base=base, comments=[asked] if kind == "del" else [], rationale="Syy")
    row = next(each for each in body(data).iter(w("tr")) if each.find(f"{w('trPr')}/{w(kind)}") is not None)
    signs = list(row.iter(w("commentReference")))
    assert len(signs) == (1 if kind == "ins" else 3) == len(margin(data))
    assert all(run.getparent().tag == w(kind) for sign in signs if (run := sign.getparent()) is not None)  # type: ignore[union-attr]  # a run in a change
    assert list(body(data).iter(w("commentRangeStart"))) == []
    assert validator.findings(data) == []


IN_TABLE = {each.id for each in TABLE.blocks if each.kind is BlockKind.TABLE or each.parent}


def without(document: Document, *gone: str) -> Document:
    """The document without these blocks."""
    return Document(tuple(each for each in document.blocks if each.id not in gone))


def test_who_removes_a_row_of_a_table_that_goes_wants_nothing_in_its_place() -> None:
    row = row_of(TABLE, "yksi")
    data = redline(without(TABLE, *IN_TABLE), without(TABLE, *row), base=TABLE, rationale="Syy")
    assert len(list(body(data).iter(w("tbl")))) == 1
    assert [words for style, words in paragraphs(data, "accept") if style.startswith("Table")] == []
    assert margin(data) == [(FIRST, "Ehdotus 1: Syy"), (SECOND, "Ehdottaa samaa.\nEhdotus 2: Syy")]


def test_a_new_table_of_two_is_said_once() -> None:
    data = redline(TABLE, TABLE, base=without(TABLE, *IN_TABLE))
    assert margin(data) == [(SECOND, "Ehdottaa samaa.")]


def test_another_column_is_another_table() -> None:
    gone = {block.id for block in TABLE.blocks if block.text in ("B", "kaksi", "neljä")}
    data = redline(Document(tuple(each for each in TABLE.blocks if each.id not in gone)), base=TABLE)
    assert len(list(body(data).iter(w("tbl")))) == 2
    for view, wanted in (
        ("accept", ["A", "yksi", "kolme"]),
        ("reject", ["A", "B", "yksi", "kaksi", "kolme", "neljä"]),
    ):
        assert [words for style, words in paragraphs(data, view) if style.startswith("Table")] == wanted  # type: ignore[arg-type]  # both are views


def test_notes_are_edited_come_and_go(validator: Validator) -> None:
    text = f"Sana{OBJECT} ja toinen."
    mark = Mark(4, 5, MarkKind.NOTE, "n")
    base = Document(
        (Block("a", BlockKind.PARAGRAPH, text, marks=(mark,)), Block("n", BlockKind.NOTE, "Vanha lähde."))
    )
    other = Document((base.blocks[0], replace(base.blocks[1], text="Uusi lähde.")))
    without = Document((replace(base.blocks[0], text="Sana ja toinen.", marks=()),))
    more = Document(
        (
            Block(
                "a",
                BlockKind.PARAGRAPH,
                text[:-1] + OBJECT + ".",
                marks=(mark, Mark(16, 17, MarkKind.NOTE, "m")),
            ),
            base.blocks[1],
            Block("m", BlockKind.NOTE, "Toinen lähde."),
        )
    )
    data = redline(other, without, more, base=base, rationale="Syy")
    assert validator.findings(data) == []
    notes = etree.fromstring(unpack(data)["word/footnotes.xml"])
    assert [str(each.text) for each in notes.iter(w("delText"))] == ["Vanha"]
    assert "Toinen lähde." in "".join(map(str, notes.itertext()))
    assert [said for _, said in margin(data)] == ["Ehdotus 2: Syy", "Ehdotus 3: Syy", "Ehdotus 1: Syy"]


def test_without_proposals_and_comments_it_is_the_document() -> None:
    data = redline()
    assert [words for style, words in paragraphs(data, "accept") if style == "BodyText"] == [
        block.text for block in BASE.blocks
    ]
    assert "word/comments.xml" not in unpack(data)


def test_an_author_without_a_name_is_still_one() -> None:
    proposal = OfferedProposal("p", propose(BASE, edited("Tilat ovat auki."), "p"), " \n", AT)
    data = write_redline(BASE, [proposal], [], LAYOUT)
    assert faults(data) == []
    assert {author for _, author, _ in changes(data)} == {"?"}
