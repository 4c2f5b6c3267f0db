"""Returned files as Word writes them: what each author proposes and did without tracking."""

import pytest

from consult.docx import Recognition, Refused, Reply, read_reply
from consult.docx.archive import unpack
from tests.docx.returned import (
    BASE,
    CHANGE,
    MAIN,
    MONEY,
    MONEY_PARAGRAPH,
    OURS,
    by_author,
    cut,
    edited,
    gone,
    ins,
    money,
    paragraph,
    sent,
    text,
    told,
)


def read(*replacements: tuple[str, str]) -> Reply:
    return read_reply(edited(*replacements), OURS)


def test_a_file_that_nobody_touched_says_nothing() -> None:
    assert read_reply(sent(), OURS) == Reply(0, Recognition.PROPERTIES, 1.0)


def test_a_replacement_is_one_change() -> None:
    reply = read(
        money(
            text("Rahoitus tulee turvata "),
            gone("vuosittain"),
            ins("aina"),
            text(". Se maksetaan ennakkoon."),
        )
    )
    assert by_author(reply) == {
        "Anna": [("words", "Rahoitus tulee turvata vuosittain.", "Rahoitus tulee turvata aina.")]
    }
    assert len(reply.proposals[0].proposal.changes[0].ops) == 1
    assert reply.is_tracked
    assert reply.silent.changes == ()
    assert reply.proposals[0].at == "2027-01-20T10:00:00Z"


def test_all_that_one_author_does_in_one_sentence_is_one_change() -> None:
    inside = (ins("Kaikki "), gone("R"), ins("r"), text("ahoitus tulee turvata "), gone("vuosittain"))
    reply = read(money(*inside, text(". Se maksetaan "), gone("ennakkoon"), ins("heti"), text(".")))
    assert by_author(reply)["Anna"] == [
        ("words", "Rahoitus tulee turvata vuosittain.", "Kaikki rahoitus tulee turvata ."),
        ("words", "Se maksetaan ennakkoon.", "Se maksetaan heti."),
    ]


def test_each_author_proposes_alone() -> None:
    inside = (text("Rahoitus tulee "), gone("turvata"), ins("taata"), text(" "))
    more = (gone("vuosittain", "Bo"), ins("aina", "Bo"), text(". Se maksetaan ennakkoon."))
    reply = read(money(*inside, *more))
    assert by_author(reply) == {
        "Anna": [("words", "Rahoitus tulee turvata vuosittain.", "Rahoitus tulee taata vuosittain.")],
        "Bo": [("words", "Rahoitus tulee turvata vuosittain.", "Rahoitus tulee turvata aina.")],
    }


def test_words_that_one_put_in_and_another_took_out_are_the_first_ones_and_told() -> None:
    nested = f"<w:ins {CHANGE}>{text(' aina')}{gone(' ja heti', 'Bo')}</w:ins>"
    reply = read(money(text("Rahoitus tulee turvata"), nested, text(" vuosittain. Se maksetaan ennakkoon.")))
    assert by_author(reply) == {
        "Anna": [
            ("words", "Rahoitus tulee turvata vuosittain.", "Rahoitus tulee turvata aina ja heti vuosittain.")
        ]
    }
    assert reply.entangled == 1


def test_a_change_without_author_and_time_is_a_change() -> None:
    inside = "<w:ins>" + text(" aina") + "</w:ins>"
    reply = read(money(text("Rahoitus tulee turvata"), inside, text(" vuosittain. Se maksetaan ennakkoon.")))
    assert [(each.author, each.at) for each in reply.proposals] == [("", "")]


def test_a_paragraph_put_in_is_a_new_block_where_it_stands() -> None:
    mark = f"<w:ins {CHANGE}/>"
    at_end = MONEY_PARAGRAPH.replace("</w:pPr>", f"<w:rPr>{mark}</w:rPr></w:pPr>") + paragraph(
        "", ins("Uusi kappale.")
    )
    before = paragraph(mark, ins("Uusi kappale."))
    for there in (at_end, MONEY_PARAGRAPH + before):
        reply = read((MONEY_PARAGRAPH, there))
        assert by_author(reply) == {"Anna": [("add", "", "Uusi kappale.")]}
        (op,) = reply.proposals[0].proposal.changes[0].ops
        assert op.after == "b3"
        assert reply.silent.changes == ()


def test_a_paragraph_taken_out_is_a_removed_block() -> None:
    there = paragraph(f"<w:del {CHANGE}/>", gone(MONEY))
    reply = read((MONEY_PARAGRAPH, there))
    assert by_author(reply) == {"Anna": [("delete", MONEY, "")]}


def test_a_paragraph_written_over_as_a_whole_is_removed_and_another_one_put_in() -> None:
    there = paragraph(f"<w:del {CHANGE}/>", gone(MONEY)) + paragraph(
        f"<w:ins {CHANGE}/>", ins("Aivan muuta.")
    )
    reply = read((MONEY_PARAGRAPH, there))
    assert sorted(kind for kind, _, _ in by_author(reply)["Anna"]) == ["add", "delete"]
    assert reply.proposals[0].proposal.apply(BASE).blocks[2].text == "Aivan muuta."


def test_a_paragraph_cut_in_two_is_a_split() -> None:
    first = paragraph(f"<w:ins {CHANGE}/>", text("Rahoitus tulee turvata vuosittain. "))
    reply = read((MONEY_PARAGRAPH, first + paragraph("", text("Se maksetaan ennakkoon."))))
    assert [kind for kind, _, _ in by_author(reply)["Anna"]] == ["split"]


def test_two_paragraphs_made_one_are_a_join() -> None:
    there = MONEY_PARAGRAPH.replace("</w:pPr>", f"<w:rPr><w:del {CHANGE}/></w:rPr></w:pPr>")
    reply = read((MONEY_PARAGRAPH, there))
    assert [kind for kind, _, _ in by_author(reply)["Anna"]] == ["join"]
    assert (
        reply.proposals[0].proposal.apply(BASE).by_id["b3"].text
        == f"{MONEY} Jäsenet tarvitsevat tukea arkeensa."
    )


def test_a_moved_paragraph_is_a_move() -> None:
    away = paragraph(f"<w:moveFrom {CHANGE}/>", f"<w:moveFrom {CHANGE}>{text(MONEY)}</w:moveFrom>")
    here = paragraph(f"<w:moveTo {CHANGE}/>", f"<w:moveTo {CHANGE}>{text(MONEY)}</w:moveTo>")
    last = paragraph("", text("Viimeinen kappale jää ennalleen. Kiitos kaikille."))
    xml = unpack(sent())[MAIN].decode()
    start = xml.rindex("<w:p>", 0, xml.index("Viimeinen kappale"))
    end = xml.index("</w:p>", start) + len("</w:p>")
    reply = read((MONEY_PARAGRAPH, away), (xml[start:end], here + last))
    assert [kind for kind, _, _ in by_author(reply)["Anna"]] == ["move"]
    assert reply.proposals[0].proposal.apply(BASE).blocks[-2].text == MONEY


@pytest.mark.parametrize("kind", ["ins", "del"])
def test_rows_come_and_go(kind: str) -> None:
    xml = unpack(sent())[MAIN].decode()
    start = xml.rindex("<w:tr>", 0, xml.index("Laukaa"))
    row = xml[start : xml.index("</w:tr>", start) + len("</w:tr>")]
    marked = row.replace("<w:trPr>", f"<w:trPr><w:{kind} {CHANGE}/>")
    plain = row.replace('w:name="_blk_', 'w:name="x')
    reply = read(
        (row, marked if kind == "del" else row + plain.replace("<w:trPr>", f"<w:trPr><w:ins {CHANGE}/>"))
    )
    (change,) = reply.proposals[0].proposal.changes
    assert change.kind.value == ("delete" if kind == "del" else "add")
    assert [op.kind.value for op in change.ops] == [change.kind.value] * 3
    assert reply.silent.changes == ()


def test_changes_of_format_are_left_out_and_counted() -> None:
    bold = f"<w:r><w:rPr><w:b/><w:rPrChange {CHANGE}><w:rPr/></w:rPrChange></w:rPr><w:t>{MONEY}</w:t></w:r>"
    before = '<w:pStyle w:val="BodyText"/>'
    style = f'<w:pStyle w:val="Heading1"/><w:pPrChange {CHANGE}><w:pPr>{before}</w:pPr></w:pPrChange>'
    there = MONEY_PARAGRAPH.replace(text(MONEY), bold).replace(before, style)
    reply = read((MONEY_PARAGRAPH, there))
    assert (reply.format_changes, reply.proposals, reply.silent.changes) == (2, (), ())


def test_what_was_changed_without_tracking_is_told_apart() -> None:
    reply = read(
        money(
            text("Rahoitus tulee turvata vuosittain. Se maksetaan "),
            gone("ennakkoon"),
            ins("heti"),
            text("."),
        ),
        cut("Jäsenet tarvitsevat tukea arkeensa.", text("Jäsenet tarvitsevat apua arkeensa.")),
    )
    assert by_author(reply)["Anna"] == [("words", "Se maksetaan ennakkoon.", "Se maksetaan heti.")]
    assert told(reply.silent) == [
        ("words", "Jäsenet tarvitsevat tukea arkeensa.", "Jäsenet tarvitsevat apua arkeensa.")
    ]


def test_a_tracked_change_beside_a_silent_one_in_the_same_words_keeps_both() -> None:
    inside = (
        text("Raha tulee "),
        gone("turvata"),
        ins("taata"),
        text(" joka vuosi. Se maksetaan ennakkoon."),
    )
    reply = read(money(*inside))
    assert by_author(reply)["Anna"] == [
        ("words", "Rahoitus tulee turvata vuosittain.", "Rahoitus tulee taata vuosittain.")
    ]
    assert told(reply.silent)[0][2] == "Raha tulee turvata joka vuosi."
    meeting = read(
        money(
            text("Rahoitus tulee "),
            gone("varmistaa"),
            ins("taata"),
            text(" vuosittain. Se maksetaan ennakkoon."),
        )
    )
    assert by_author(meeting)["Anna"] == [
        ("words", "Rahoitus tulee turvata vuosittain.", "Rahoitus tulee taata vuosittain.")
    ]


def test_a_file_without_tracking_is_compared_as_a_whole() -> None:
    reply = read(money(text("Rahoitus tulee taata vuosittain. Se maksetaan ennakkoon.")))
    assert not reply.is_tracked
    assert reply.silent.changes == ()
    assert by_author(reply) == {
        "Kuusiniemen järjestöt": [
            ("words", "Rahoitus tulee turvata vuosittain.", "Rahoitus tulee taata vuosittain.")
        ]
    }


def test_more_authors_than_one_answer_has_are_refused() -> None:
    inside = "".join(ins("a", f"Henkilö {number}") for number in range(60))
    with pytest.raises(Refused) as refused:
        read_reply(edited(money(inside)), OURS)
    assert refused.value.code == "too_many_authors"


def test_nothing_is_proposed_by_who_changed_nothing_in_the_end() -> None:
    reply = read(
        money(
            text("Rahoitus tulee turvata "),
            gone("vuosittain"),
            ins("vuosittain"),
            text(". Se maksetaan ennakkoon."),
        )
    )
    assert reply.proposals == ()
