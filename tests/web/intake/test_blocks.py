"""Blocks are edited on the preview without any script; removing can be undone, a stale page is told."""

import pytest

from consult.models import Intake
from consult.services.intakes import intake_text
from tests.web.conftest import reading
from tests.web.coordination.conftest import Desk
from tests.web.page import Page

TEXT = "# Tilat\n\nYksi.\n\nKaksi.\n\n| Kunta | Tila |\n| --- | --- |\n| Muurame | sali |"


@pytest.fixture
def root(desk: Desk) -> str:
    """The address of an intake with a heading, two paragraphs and a table."""
    address = f"{desk.root}/documents/{desk.document_id}/intake"
    assert desk.client.post(address, {"way": "paste", "text": TEXT}).status == 303
    return address


def blocks(desk: Desk) -> list[tuple[str, str]]:
    """Kind and words of the outermost blocks now."""
    with reading(desk.app) as session:
        content = intake_text(session.query(Intake).one())
    return [(block.kind.value, block.text) for block in content.blocks if block.parent is None]


def edit(desk: Desk, root: str, block: str, **typed: str) -> Page:
    """Open the editor of a block and save it with these words."""
    page = desk.client.get(f"{root}/preview?edit={block}")
    return desk.client.submit(page, typed, action=f"{root}/blocks/{block}")


def test_a_block_gets_other_words_and_another_kind(desk: Desk, root: str) -> None:
    answer = edit(desk, root, "b2", words="Ensin **tämä**.", shape="bullet-0")
    assert answer.location.endswith("/intake/preview#kohta-b2")
    assert blocks(desk)[1] == ("bullet", "Ensin tämä.")
    assert "<strong>tämä</strong>" in desk.client.get(f"{root}/preview").html


def test_a_block_is_added_after_another_and_first_of_all(desk: Desk, root: str) -> None:
    for place in ("b2", "first"):
        page = desk.client.get(f"{root}/preview?add={place}")
        typed = {"words": f"Uusi {place}.", "shape": "paragraph-0"}
        assert desk.client.submit(page, typed, action=f"{root}/blocks/{place}/after").status == 303
    words = [words for _, words in blocks(desk)]
    assert words == ["Uusi first.", "Tilat", "Yksi.", "Uusi b2.", "Kaksi.", ""]


def test_a_block_moves(desk: Desk, root: str) -> None:
    page = desk.client.get(f"{root}/preview")
    revision = page.form(f"{root}/publish").fields["revision"][0]
    desk.client.post(f"{root}/blocks/b3/move", {"to": "up", "revision": revision})
    assert [words for _, words in blocks(desk)][1:3] == ["Kaksi.", "Yksi."]


@pytest.mark.parametrize("block", ["b2", "b4"])
def test_a_removed_block_can_be_brought_back(desk: Desk, root: str, block: str) -> None:
    before = blocks(desk)
    page = desk.client.get(f"{root}/preview")
    assert "Kohta poistettiin." not in page.text
    removed = desk.client.submit(page, action=f"{root}/blocks/{block}/remove")
    page = desk.client.follow(removed)
    assert "Kohta poistettiin." in page.text
    assert len(blocks(desk)) == len(before) - 1
    back = desk.client.submit(page, action=f"{root}/restore")
    assert back.status == 303
    assert blocks(desk) == before
    assert "Kohta poistettiin." not in desk.client.get(f"{root}/preview").text


def test_a_table_is_edited_as_rows(desk: Desk, root: str) -> None:
    page = desk.client.get(f"{root}/preview?edit=b4")
    rows = page.form(f"{root}/blocks/b4").fields["words"][0]
    assert "| Muurame | sali |" in rows
    changed = {"words": rows.replace("sali", "halli")}
    assert desk.client.submit(page, changed, action=f"{root}/blocks/b4").status == 303
    assert "halli" in desk.client.get(f"{root}/preview").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"words": ""}, "Kirjoita teksti."),
        ({"words": "Sanat", "shape": "cell-0"}, ""),
        ({"words": "Sanat", "shape": "heading-1", "question": "7"}, ""),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    desk: Desk, root: str, typed: dict[str, str], sentence: str
) -> None:
    before = blocks(desk)
    page = edit(desk, root, "b2", **typed)
    assert page.status == 422
    assert sentence in page.text
    assert page.form(f"{root}/blocks/b2").fields["words"][0].strip() == typed["words"]
    assert blocks(desk) == before


def test_who_edits_a_page_that_has_changed_sees_both_texts(desk: Desk, root: str) -> None:
    page = desk.client.get(f"{root}/preview?edit=b2")
    edit(desk, root, "b2", words="Toisen sanat tähän kohtaan.")
    late = desk.client.submit(page, {"words": "Omat sanani tähän kohtaan."}, action=f"{root}/blocks/b2")
    assert late.status == 409
    assert "Toisen sanat tähän kohtaan." in late.text
    assert "Omat sanani tähän kohtaan." in late.text
    assert blocks(desk)[1] == ("paragraph", "Toisen sanat tähän kohtaan.")


def test_a_stale_page_publishes_nothing(desk: Desk, root: str) -> None:
    page = desk.client.get(f"{root}/preview")
    edit(desk, root, "b2", words="Uusi.")
    assert desk.client.submit(page, action=f"{root}/publish").status == 409


def test_without_a_title_nothing_is_published(desk: Desk, root: str) -> None:
    page = desk.client.submit(desk.client.get(f"{root}/preview"), {"title": " "}, action=f"{root}/publish")
    assert page.status == 422
    assert "Kirjoita otsikko." in page.text
    assert len(blocks(desk)) == 4


@pytest.mark.parametrize("query", ["?edit=b99", "?add=b99", "?edit=b5"])
def test_a_block_that_is_not_there_is_404(desk: Desk, root: str, query: str) -> None:
    assert desk.client.get(f"{root}/preview{query}").status == 404


def test_one_can_begin_again(desk: Desk, root: str) -> None:
    page = desk.client.submit(desk.client.get(f"{root}/preview"), action=f"{root}/discard")
    assert page.location.endswith("/intake")
    assert desk.client.get(f"{root}/preview").status == 303


@pytest.mark.parametrize("revision", ["", "x", "9" * 5000])
def test_a_revision_that_is_no_number_is_a_conflict(desk: Desk, root: str, revision: str) -> None:
    sent = {"to": "up", "revision": revision}
    assert desk.client.post(f"{root}/blocks/b2/move", sent).status == 409


def test_headings_leave_out_no_level_however_deep_the_text_begins(desk: Desk) -> None:
    address = f"{desk.root}/documents/{desk.document_id}/intake"
    desk.client.post(address, {"way": "paste", "text": "## Alku\n\n#### Syvä\n\n## Loppu"})
    page = desk.client.get(f"{address}/preview").html
    for level, words in ((2, "Alku"), (3, "Syvä"), (3, "Loppu")):
        assert f">{words}</h{level}>" in page
