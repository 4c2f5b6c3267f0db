"""No file from outside does more than get a sentence back."""

import resource

import pytest

from consult.child import MEMORY_MEGABYTES
from consult.docx import (
    Base,
    Recognition,
    Refused,
    check_upload,
    read_document,
    read_reply,
    read_returned,
    read_upload,
)
from consult.docx.child import answer, answer_reply
from consult.docx.reply_wire import ask, read_answer
from consult.docx.upload import run_child
from consult.docx.wire import from_json
from consult.errors import Invalid
from tests.docx.hostile import GOOD, Case, broken_documents, broken_parts, cases, odd_files
from tests.docx.returned import BASE, MONEY, OURS, edited, gone, ins, money
from tests.docx.wordfile import link, p, style, t, word_file

CASES = cases()
ODD = list(odd_files())
#: What the guard lets through to the child.
INNER = [*broken_documents(), *broken_parts()]
QUICK = 5
ANSWERS = [
    pytest.param(case, id=case[0], marks=() if number < QUICK else pytest.mark.long)
    for number, case in enumerate(INNER)
]


@pytest.mark.parametrize("case", CASES, ids=[name for name, _, _ in CASES])
def test_hostile_file_gets_a_sentence(case: Case) -> None:
    _, data, code = case
    with pytest.raises(Refused) as refused:
        read_upload(data)
    assert refused.value.code == code
    sentence = refused.value.message % refused.value.params
    assert sentence.endswith(".")
    assert isinstance(refused.value, Invalid)


def test_there_are_enough_hostile_files() -> None:
    assert len({data for _, data, _ in CASES}) == len(CASES) > 50
    assert len(CASES) + len(ODD) >= 80


@pytest.mark.parametrize(("name", "data"), ODD, ids=[name for name, _ in ODD])
def test_odd_file_is_read_as_far_as_it_makes_sense(name: str, data: bytes) -> None:
    check_upload(data)
    read = from_json(answer(data))
    assert any(
        "Hyvä" in block.text or "kohta" in block.text or "a" in block.text for block in read.document.blocks
    )
    reply = read_answer(answer_reply(ask(data, [Base(BASE)], is_chosen=True)))
    assert reply.recognised is Recognition.CHOSEN, name


def test_good_file_passes_and_reads_the_same_inside_and_outside() -> None:
    check_upload(GOOD)
    assert read_upload(GOOD) == read_document(GOOD)
    assert len(read_upload(GOOD).document.blocks) == 400


def test_links_to_files_are_dropped_not_refused() -> None:
    links = (link("a", "file:///etc/hosts"), link("b", "file:///kuva.png", "image"))
    data = word_file(p(f'<w:hyperlink r:id="a">{t("sana")}</w:hyperlink>'), links=links)
    block = read_upload(data).document.blocks[0]
    assert (block.text, block.marks) == ("sana", ())


@pytest.mark.parametrize("name", ["Otsikko & <b>", "ä" * 200])
def test_odd_style_names_are_just_names(name: str) -> None:
    escaped = name.replace("&", "&amp;").replace("<", "&lt;")
    data = word_file(p("sana", style="H"), styles=style("H", escaped))
    assert read_upload(data).document.blocks[0].text == "sana"


def test_child_that_meets_its_limits_counts_as_too_complex() -> None:
    with pytest.raises(Refused) as refused:
        from_json(run_child(heavy()))
    assert refused.value.code == "too_complex"


def test_deep_but_bearable_nesting_is_read() -> None:
    body = p("<w:ins>" * 200 + t("sana") + "</w:ins>" * 200)
    assert [block.text for block in from_json(answer(word_file(body))).document.blocks] == ["sana"]


def heavy() -> bytes:
    """A body whose tree does not fit into the child's memory; the guard would not let it through."""
    return word_file("<w:r><w:rPr/></w:r>" * 3_000_000)


def test_child_leaves_the_parents_memory_alone() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read_upload(GOOD)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < MEMORY_MEGABYTES * 1024 // 4


@pytest.mark.parametrize("case", ANSWERS)
def test_hostile_answer_gets_the_same_sentence(case: Case) -> None:
    _, data, code = case
    with pytest.raises(Refused) as refused:
        read_returned(data, BASE)
    assert refused.value.code in {code, "unrecognised"}


def test_a_returned_file_reads_the_same_inside_and_outside() -> None:
    data = edited(money(gone(MONEY), ins("Aivan muuta.")))
    assert read_returned(data, OURS) == read_reply(data, OURS)
