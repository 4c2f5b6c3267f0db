"""Accepting every tracked change gives all proposals together, rejecting every one gives the base."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, assume, given, settings

from consult.docx import check_upload, write_clean, write_redline
from consult.text import Document, Proposal, merge
from tests.docx.documents import LAYOUT
from tests.docx.lint import faults
from tests.docx.redlines import (
    accepted,
    crowd,
    is_for_libreoffice,
    offer,
    propose_all,
    situations,
    without_contradictions,
)
from tests.docx.table_crowd import table_crowd
from tests.oracles import pandoc as pandoc_oracle
from tests.oracles.accepting import View, paragraphs
from tests.oracles.office import Office, Seen
from tests.oracles.validator import Validator
from tests.text.strategies import Situation

SHARED = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)
PROSE = ("BodyText", "ListParagraph", "Heading1", "Heading2", "Heading3", "FootnoteText")
TEXT = frozenset((*PROSE, "TableText", "TableHeading"))


def text(data: bytes, view: View) -> list[tuple[str, str]]:
    """Style and words of the text itself once all is settled by the letter of the standard."""
    return [each for each in paragraphs(data, view) if each[0] in TEXT]


def seen(shown: Seen) -> list[str]:
    """The words of the text itself as LibreOffice sees them.

    It leaves empty lines where gaps were, and a joiner in rows without words that were tracked.
    """
    around = ("Header", "Title", "Consult", "Contents", "TOC")
    return [
        "" if words == "\u200d" else words
        for style, words in shown.paragraphs
        if (words or style == "cell") and not style.startswith(around)
    ]


def friendly(situation: Situation) -> list[Proposal]:
    """The proposals of a situation without what contradicts."""
    proposals = propose_all(situation.base, situation.edited)
    return without_contradictions(merge(situation.base, proposals), proposals)


@settings(SHARED, max_examples=60)
@given(situations())
def test_sets_without_contradictions_settle_both_ways(situation: Situation) -> None:
    proposals = friendly(situation)
    data = write_redline(situation.base, offer(proposals, rationale="Syy"), [], LAYOUT)
    assert faults(data) == []
    assert text(data, "reject") == text(write_clean(situation.base, LAYOUT), "accept")
    merged = accepted(situation.base, proposals)
    assert text(data, "accept") == text(write_clean(merged, LAYOUT), "accept")


def test_tables_without_contradictions_settle_both_ways() -> None:
    for situation in map(table_crowd, range(30)):
        proposals = friendly(situation)
        data = write_redline(situation.base, offer(proposals, rationale="Syy"), [], LAYOUT)
        assert faults(data) == []
        assert text(data, "reject") == text(write_clean(situation.base, LAYOUT), "accept")
        merged = accepted(situation.base, proposals)
        assert text(data, "accept") == text(write_clean(merged, LAYOUT), "accept")


@settings(SHARED, max_examples=40)
@given(situations(most=4))
def test_rejecting_gives_the_base_whatever_contradicts(situation: Situation) -> None:
    proposals = propose_all(situation.base, situation.edited)
    data = write_redline(situation.base, offer(proposals, rationale="Syy"), [], LAYOUT)
    assert faults(data) == []
    assert text(data, "reject") == text(write_clean(situation.base, LAYOUT), "accept")


def settle_in_libreoffice(situation: Situation, proposals: Sequence[Proposal], office: Office) -> None:
    """LibreOffice agrees in both views with the clean files."""
    data = write_redline(situation.base, offer(proposals, rationale="Syy"), [], LAYOUT)
    assert faults(data) == []
    for view, document in (("reject", situation.base), ("accept", accepted(situation.base, proposals))):
        wanted = seen(office.run(write_clean(document, LAYOUT)))
        assert seen(office.run(data, (view,))) == wanted, view


@settings(SHARED, max_examples=30)
@given(situation=situations())
def test_libreoffice_settles_them_alike(situation: Situation, office: Office) -> None:
    proposals = friendly(situation)
    assume(is_for_libreoffice(situation, proposals))
    settle_in_libreoffice(situation, proposals, office)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(300))
def test_libreoffice_settles_up_to_two_hundred_proposals_alike(seed: int, office: Office) -> None:
    situation = crowd(seed)
    proposals = friendly(situation)
    assert is_for_libreoffice(situation, proposals)
    settle_in_libreoffice(situation, proposals, office)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(80))
def test_libreoffice_settles_tables_alike(seed: int, office: Office) -> None:
    situation = table_crowd(seed)
    proposals = friendly(situation)
    assert is_for_libreoffice(situation, proposals)
    settle_in_libreoffice(situation, proposals, office)


@settings(SHARED, max_examples=15)
@given(situation=situations(most=4))
def test_every_redline_is_valid_and_would_be_let_in_again(situation: Situation, validator: Validator) -> None:
    proposals = propose_all(situation.base, situation.edited)
    offered = offer(proposals, rationale="Syy\nToinen rivi")
    data = write_redline(situation.base, offered, [], LAYOUT)
    assert validator.findings(data) == []
    assert write_redline(situation.base, offered, [], LAYOUT) == data
    check_upload(data)


@pytest.mark.usefixtures("pandoc")
@settings(SHARED, max_examples=6)
@given(situation=situations())
def test_pandoc_reads_the_words_alike(situation: Situation) -> None:
    """pandoc keeps rows that go, and joins paragraphs; the words in their order are what it must agree on."""
    proposals = friendly(situation)
    assume(is_for_libreoffice(situation, proposals))
    data = write_redline(situation.base, offer(proposals), [], LAYOUT)
    views: tuple[tuple[View, Document], ...] = (
        ("reject", situation.base),
        ("accept", accepted(situation.base, proposals)),
    )
    for view, document in views:
        assert spoken(data, view) == spoken(write_clean(document, LAYOUT), "accept")
    assert len(spoken(data, "all")) >= max(len(spoken(data, "accept")), len(spoken(data, "reject")))


def spoken(data: bytes, view: pandoc_oracle.View) -> str:
    """Every string in pandoc's tree, spaces aside."""
    found: list[str] = []
    pile = [pandoc_oracle.read_json(data, view)["blocks"]]
    while pile:
        each = pile.pop()
        if isinstance(each, dict):
            found += [each["c"]] if each.get("t") == "Str" else []
            pile += [each["c"]] if "c" in each and each["t"] != "Str" else []
        elif isinstance(each, list):
            pile += reversed(each)
    return "".join(found)
