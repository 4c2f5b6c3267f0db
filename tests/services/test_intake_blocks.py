"""Blocks of an intake are changed, added, removed and moved, each by who saw the newest text."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from consult import text
from consult.errors import Conflict, Invalid
from consult.models import Consultation, Document, IntakeSource, Person
from consult.services.intake_blocks import (
    Editing,
    Words,
    add_block,
    change_block,
    markdown_of,
    move_block,
    remove_block,
    restore_blocks,
)
from consult.services.intakes import bring_in
from tests.factories import NOW, make_draft, make_text
from tests.services.test_requests import save

TABLE = text.parse("Ennen.\n\n| Kunta | Tila |\n| --- | --- |\n| Muurame | salu |\n\nJälkeen.")
H, P, B = text.BlockKind.HEADING, text.BlockKind.PARAGRAPH, text.BlockKind.BULLET

Begin = Callable[[text.Document], Editing]


@pytest.fixture
def document(session: Session, consultation: Consultation, agent: Person) -> Document:
    """A draft whose request has three questions, the first of them a section."""
    save(session, consultation, agent)
    return make_draft(session, consultation, agent)


@pytest.fixture
def begin(session: Session, document: Document, agent: Person) -> Begin:
    """Bring a text in and edit it."""

    def brought_in(content: text.Document) -> Editing:
        intake = bring_in(
            session, document, content, source=IntakeSource.BLOCKS, title="x", actor=agent, now=NOW
        )
        return Editing(session, document, intake, intake.revision, agent, NOW)

    return brought_in


def texts(editing: Editing) -> list[str]:
    """The words of the outermost blocks."""
    return [block.text for block in editing.content.blocks if block.parent is None]


def test_words_are_read_as_markdown_and_the_block_keeps_its_id(begin: Begin) -> None:
    editing = begin(make_text("Yksi.", "Kaksi."))
    change_block(editing, "b2", Words("Tilat ovat\n**auki**."))
    assert editing.content.blocks[1] == text.Block(
        "b2", P, "Tilat ovat auki.", marks=(text.Mark(11, 15, text.MarkKind.BOLD),)
    )
    assert editing.intake.revision == editing.revision + 1


def test_what_is_shown_for_editing_gives_the_same_block_back(begin: Begin) -> None:
    content = text.parse("Lue **tämä** ja [tuo](https://example.org), 5 * 3 = 15 * 1.")
    editing = begin(content)
    shown = markdown_of(content, content.blocks[0])
    change_block(editing, "b1", Words(shown))
    assert editing.content == content


def test_an_empty_line_parts_a_block_into_several(begin: Begin) -> None:
    editing = begin(make_text("Yksi.", "Kolme."))
    change_block(editing, "b1", Words("Yksi.\n\n\nKaksi."))
    assert [(block.id, block.text) for block in editing.content.blocks] == [
        ("b1", "Yksi."),
        ("b3", "Kaksi."),
        ("b2", "Kolme."),
    ]


@pytest.mark.parametrize(
    ("kind", "level", "stored"), [(H, 0, 1), (H, 2, 2), (H, 9, 3), (P, 2, 0), (B, 1, 1), (B, 99, 5)]
)
def test_the_level_fits_the_kind(begin: Begin, kind: text.BlockKind, level: int, stored: int) -> None:
    editing = begin(make_text())
    change_block(editing, "b1", Words("Tilat", kind, level))
    assert (editing.content.blocks[0].kind, editing.content.blocks[0].level) == (kind, stored)


def test_a_heading_answers_a_question_and_a_paragraph_does_not(begin: Begin) -> None:
    editing = begin(make_text("Rooli", "Kyllä."))
    change_block(editing, "b1", Words("Rooli", H, 1, question=2))
    assert editing.content.blocks[0].question == 2
    editing = Editing(**{**vars(editing), "revision": editing.intake.revision})
    change_block(editing, "b1", Words("Rooli", P, 1, question=2))
    assert editing.content.blocks[0].question is None


@pytest.mark.parametrize("position", [1, 9])
def test_a_section_or_nothing_at_all_cannot_be_answered(begin: Begin, position: int) -> None:
    with pytest.raises(Invalid, match="questions"):
        change_block(begin(make_text()), "b1", Words("Rooli", H, 1, question=position))


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (Words(" \n\n "), "markdown"),
        (Words("Solu", text.BlockKind.CELL), "kind"),
        (Words("x", text.BlockKind.TABLE), "kind"),
    ],
)
def test_a_block_needs_words_and_a_kind(begin: Begin, words: Words, field: str) -> None:
    editing = begin(make_text())
    with pytest.raises(Invalid) as refusal:
        change_block(editing, "b1", words)
    assert refusal.value.field == field
    assert editing.intake.revision == editing.revision


@pytest.mark.parametrize(
    ("after", "expected"), [(None, ["Uusi.", "Yksi.", "Kaksi."]), ("b1", ["Yksi.", "Uusi.", "Kaksi."])]
)
def test_a_block_is_added_where_it_was_asked(begin: Begin, after: str | None, expected: list[str]) -> None:
    editing = begin(make_text("Yksi.", "Kaksi."))
    assert add_block(editing, after, Words("Uusi.")) == "b3"
    assert texts(editing) == expected


def test_a_block_after_a_table_stands_after_all_of_it(begin: Begin) -> None:
    editing = begin(TABLE)
    table = next(block.id for block in TABLE.blocks if block.kind is text.BlockKind.TABLE)
    add_block(editing, table, Words("Uusi."))
    assert texts(editing) == ["Ennen.", "", "Uusi.", "Jälkeen."]
    assert editing.content.blocks[-2].text == "Uusi."


def test_a_table_is_edited_as_a_whole(begin: Begin) -> None:
    editing = begin(TABLE)
    table = next(block for block in TABLE.blocks if block.kind is text.BlockKind.TABLE)
    change_block(editing, table.id, Words(markdown_of(TABLE, table).replace("salu", "sali")))
    cells = [block.text for block in editing.content.blocks if block.kind is text.BlockKind.CELL]
    assert cells == ["Kunta", "Tila", "Muurame", "sali"]
    assert texts(editing) == ["Ennen.", "", "Jälkeen."]
    assert len(editing.content.by_id) == len(editing.content.blocks)


def test_a_table_that_is_no_table_any_more_is_refused(begin: Begin) -> None:
    editing = begin(TABLE)
    table = next(block for block in TABLE.blocks if block.kind is text.BlockKind.TABLE)
    with pytest.raises(Invalid) as refusal:
        change_block(editing, table.id, Words("Kunta Tila"))
    assert refusal.value.field == "markdown"
    assert editing.content == TABLE


def shape(content: text.Document) -> list[tuple[str, str, int | None]]:
    """Kinds, words and questions without ids."""
    return [(block.kind.value, block.text, block.question) for block in content.blocks]


@pytest.mark.parametrize("content", [TABLE, make_text("# Rooli", "Yksi.", "Kaksi.")])
def test_a_removal_can_be_undone(begin: Begin, content: text.Document) -> None:
    for block in content.blocks:
        if block.parent is not None:
            continue
        editing = begin(content)
        known = shape(editing.content)
        question = editing.content.by_id[block.id].question
        before, markdown = remove_block(editing, block.id)
        assert block.id not in editing.content.by_id
        again = Editing(**{**vars(editing), "revision": editing.intake.revision})
        restore_blocks(again, before, markdown, question)
        assert shape(again.content) == known


@pytest.mark.parametrize(
    ("block", "up", "expected"),
    [
        ("b2", True, ["b2", "b1", "b3"]),
        ("b2", False, ["b1", "b3", "b2"]),
        ("b1", True, ["b1", "b2", "b3"]),
        ("b3", False, ["b1", "b2", "b3"]),
    ],
)
def test_a_block_changes_places_with_its_neighbour(
    begin: Begin, block: str, *, up: bool, expected: list[str]
) -> None:
    editing = begin(make_text("1", "2", "3"))
    move_block(editing, block, up=up)
    assert [found.id for found in editing.content.blocks] == expected


def test_a_table_moves_with_all_that_is_in_it(begin: Begin) -> None:
    editing = begin(TABLE)
    table = next(block.id for block in TABLE.blocks if block.kind is text.BlockKind.TABLE)
    move_block(editing, table, up=True)
    assert texts(editing) == ["", "Ennen.", "Jälkeen."]
    assert editing.content.blocks[1].parent == table


STEPS: dict[str, Callable[[Editing], object]] = {
    "change": lambda editing: change_block(editing, "b1", Words("Oma.")),
    "add": lambda editing: add_block(editing, "b1", Words("Oma.")),
    "remove": lambda editing: remove_block(editing, "b1"),
    "move": lambda editing: move_block(editing, "b1", up=False),
    "restore": lambda editing: restore_blocks(editing, "b1", "Oma."),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_the_later_of_two_editors_is_told(begin: Begin, step: Callable[[Editing], object]) -> None:
    editing = begin(make_text("Yksi.", "Kaksi."))
    change_block(editing, "b1", Words("Toisen."))
    with pytest.raises(Conflict):
        step(editing)
    assert texts(editing) == ["Toisen.", "Kaksi."]


def test_the_later_editor_sees_both_texts(begin: Begin) -> None:
    editing = begin(make_text("Yksi."))
    change_block(editing, "b1", Words("Toisen."))
    with pytest.raises(Conflict) as conflict:
        change_block(editing, "b1", Words("Oma."))
    assert (conflict.value.ours, conflict.value.theirs) == ("Oma.", "Toisen.")


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_a_block_that_is_gone_is_told(begin: Begin, step: Callable[[Editing], object]) -> None:
    editing = begin(text.Document((text.Block("b7", P, "Ainoa."),)))
    if step is STEPS["restore"]:
        step(editing)
        assert texts(editing) == ["Oma.", "Ainoa."]
    else:
        with pytest.raises(Conflict, match="no longer in the text"):
            step(editing)
