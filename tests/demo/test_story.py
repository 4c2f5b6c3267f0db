"""Stories point at blocks and people by words; what is not there, or there twice, is a mistake at once."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.demo.moments import Calendar
from consult.demo.register import Register
from consult.demo.story import Story
from consult.demo.wording import read_wish
from consult.models import Consultation, DocumentRole, Version
from consult.services.documents import find_draft
from consult.services.wishes import Add, Move, Remove, Reword
from consult.text import BlockKind
from tests.factories import NOW


@pytest.fixture
def story(demo: Session, consultations: dict[str, Consultation]) -> Story:
    """The story of the filed statement, as it stands at its end."""
    consultation = consultations["transport"]
    draft = find_draft(demo, consultation.id)
    assert draft is not None
    story = Story(demo, Calendar(NOW), Register({}, {}), documents={DocumentRole.DRAFT.value: draft})
    story.begin(consultation)
    return story


def test_a_story_begins_with_its_creation(demo: Session) -> None:
    with pytest.raises(ValueError, match="creation"):
        _ = Story(demo, Calendar(NOW), Register({}, {})).consultation


def test_the_newest_version_is_spoken_of(story: Story) -> None:
    version: Version = story.version({})
    assert version.number == 3


@pytest.mark.parametrize(("words", "count"), [("Tätä ei lue missään", 0), ("Järjestö", 4)])
def test_words_that_are_not_in_one_block_name_none(story: Story, words: str, count: int) -> None:
    with pytest.raises(ValueError, match=f"is in {count} blocks"):
        story.block({}, words)


WISHES: list[tuple[dict[str, Any], type]] = [
    ({"do": "reword", "block": "Lautakunta kokoaa", "from": "kylittäin", "to": "kunnittain"}, Reword),
    ({"do": "revise", "block": "Lautakunta kokoaa", "from": "kylittäin", "to": "kunnittain"}, Reword),
    ({"do": "add", "after": "Lautakunta kokoaa", "words": "Luvut ovat avoimia."}, Add),
    ({"do": "remove", "block": "Lautakunta kokoaa"}, Remove),
    ({"do": "move", "block": "Lautakunta kokoaa", "after": "Järjestöt ovat mukana"}, Move),
]


@pytest.mark.parametrize(("event", "kind"), WISHES)
def test_each_event_is_a_wish(story: Story, event: dict[str, Any], kind: type) -> None:
    assert isinstance(read_wish(story, event), kind)


def test_an_added_block_is_a_paragraph_or_what_the_event_says(story: Story) -> None:
    event = {"do": "add", "after": "Lautakunta kokoaa", "words": "yksi rivi", "kind": "bullet"}
    wish = read_wish(story, event)
    assert isinstance(wish, Add)
    assert wish.kind is BlockKind.BULLET


def test_words_that_are_not_there_cannot_be_replaced(story: Story) -> None:
    with pytest.raises(ValueError, match="not once"):
        read_wish(story, {"do": "reword", "block": "Lautakunta kokoaa", "from": "kuussa", "to": "vuodessa"})
