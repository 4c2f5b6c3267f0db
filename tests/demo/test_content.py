"""The files of the demonstration say what the code can play, in the order of time."""

import re
from itertools import pairwise

import pytest

from consult.demo.content import FOLDER, STORIES, read_events, read_register, read_text
from consult.demo.load import PLAYS
from consult.demo.moments import Calendar
from consult.text import BlockKind
from tests.factories import NOW


@pytest.mark.parametrize("story", STORIES)
def test_events_follow_one_another(story: str) -> None:
    times = [Calendar(NOW).instant(event["at"]) for event in read_events(story)]
    assert all(earlier <= later for earlier, later in pairwise(times))
    assert times[-1] < NOW


@pytest.mark.parametrize("story", STORIES)
def test_every_event_can_be_played(story: str) -> None:
    assert {event["do"] for event in read_events(story)} <= PLAYS.keys()


def test_no_play_is_without_an_event() -> None:
    assert {event["do"] for story in STORIES for event in read_events(story)} == PLAYS.keys()


@pytest.mark.parametrize("story", STORIES)
def test_a_draft_has_everything_that_a_statement_has(story: str) -> None:
    questions = ["1. Yksi", "2. Kaksi", "Väli", "3. Kolme", "4. Neljä"]
    content = read_text(f"{story}/draft.md", questions)
    assert {block.kind for block in content.blocks} == set(BlockKind) - {BlockKind.NOTE}
    marks = {mark.kind.value for block in content.blocks for mark in block.marks}
    assert marks >= {"bold", "link"}
    assert {block.question for block in content.blocks} == {None, 1, 2, 4, 5}
    assert not any("[" in block.text for block in content.blocks)
    assert len(content.numbers) >= 25


def test_a_background_document_keeps_its_pages() -> None:
    content = read_text("plan/background.md")
    assert sorted({block.page for block in content.blocks if block.page}) == [36, 37, 38, 39, 40]
    assert all(block.page for block in content.blocks)


def test_nobody_in_it_can_be_reached_and_nothing_in_it_exists() -> None:
    words = "\n".join(
        file.read_text(encoding="utf-8") for file in sorted(FOLDER.rglob("*")) if file.is_file()
    )
    assert "lorem" not in words.lower()
    assert "@" not in re.sub(r"@(<järjestö>|kumppanuuspoyta)\.example\.invalid", "", words)
    assert set(re.findall(r"https?://([^/\s)]+)", words)) == {
        "hyvinvointi.jarvimaa.example",
        "jarjestot.jarvimaa.example",
        "palvelut.jarvimaa.example",
    }


def test_a_dozen_organisations_of_different_kinds() -> None:
    organisations = read_register()["organisation"]
    assert len(organisations) >= 12
    assert len({entry["sector"] for entry in organisations}) >= 6
    assert len({entry["municipality"] for entry in organisations}) >= 6
    assert [entry["key"] for entry in organisations if entry.get("language") == "sv"] == ["seniorer"]
