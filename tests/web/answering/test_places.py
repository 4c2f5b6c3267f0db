"""Forms on tables and on background documents."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from consult import text
from consult.models import DocumentRole, Person
from consult.services.documents import add_document, publish_first_version
from tests.factories import NOW, make_consultation, make_round, make_text, make_version
from tests.web.answering import deeds
from tests.web.answering.conftest import Scene, make_scene
from tests.web.client import PageClient
from tests.web.conftest import writing

TABLE = text.parse("Johdanto.\n\n| Avustus | Kesto |\n| --- | --- |\n| Yleis | vuosi |\n\nLoppu.\n")


@pytest.fixture
def scene(app: Flask) -> Scene:
    """A draft with a table."""
    return make_scene(app, TABLE)


def block(words: str = "", kind: text.BlockKind = text.BlockKind.CELL) -> str:
    """The id of a cell by its words, or of the first block of a kind."""
    return next(one.id for one in TABLE.blocks if one.kind is kind and (not words or one.text == words))


def test_a_cell_is_chosen_before_its_words_are_changed(app: Flask, scene: Scene, member: PageClient) -> None:
    page = member.get(scene.block_url(block(kind=text.BlockKind.TABLE), "reword"))
    assert page.h1 == "Ehdota muutosta kohtaan 2"
    url = scene.block_url(block("vuosi"), "reword")
    assert url in page.links()
    # A list with a class has no bullets.
    assert [each for each in page.tree.iter("ul") if each.get("class") == "import-blocks__cells"]
    form = member.get(url)
    assert form.form().fields["text"] == ["vuosi"]
    done = member.submit(form, {"text": "kolme vuotta", "rationale": deeds.REASON})
    assert "kolme vuotta" in member.follow(done).text
    assert "kolme vuotta" in member.get(f"{scene.url}/answers").text
    said = deeds.comment(member, scene, "Solusta sanottua.", block=block("vuosi"))
    assert "Solusta sanottua." in member.follow(said).text
    assert len(deeds.proposals(app)) == 1


@pytest.mark.parametrize("what", ["add", "remove", "move"])
def test_a_cell_goes_with_its_table(scene: Scene, member: PageClient, what: str) -> None:
    sent = member.get(scene.block_url(block("vuosi"), what))
    assert sent.location == scene.block_url(block(kind=text.BlockKind.TABLE), what)
    assert member.follow(sent).status == 200


def test_a_background_document_is_commented_and_proposed_to(
    app: Flask, scene: Scene, member: PageClient
) -> None:
    with writing(app) as session:
        plan = add_document(
            session,
            scene.consultation,
            role=DocumentRole.BACKGROUND,
            title="Järjestämissuunnitelma",
            actor=scene.agent,
            now=NOW,
        )
        (paragraph,) = make_text("Palvelut kootaan.").blocks
        content = text.Document((replace(paragraph, page=37),))
        publish_first_version(session, plan, content, title="Suunnitelma", actor=scene.agent, now=NOW)
    url = f"{scene.url}/documents/{plan.id}/blocks/b1"
    page = member.get(f"{url}/comment")
    assert "Tausta-asiakirja: Suunnitelma, s. 37" in page.text
    done = member.submit(page, {"kind": "other", "text": "Mihin kootaan?"})
    assert done.location == f"{scene.url}/documents/{plan.id}/versions/1?show=comments:b1#kohta-b1"
    reading = member.follow(done)
    assert "Mihin kootaan?" in reading.text
    label = next(each for each in reading.tree.iter() if each.get("class") == "block__label")
    assert "".join(label.itertext()).split()[-2:] == ["s.", "37"]
    page = member.get(f"{url}/reword")
    assert member.submit(page, {"text": "Palvelut hajautetaan.", "rationale": "Matkat."}).status == 303
    assert deeds.proposals(app)[0].document_id == plan.id


def test_a_document_of_another_consultation_is_not_found_here(
    app: Flask, scene: Scene, member: PageClient, client_as: Callable[[Person], PageClient]
) -> None:
    with writing(app) as session:
        other = make_consultation(session, scene.agent, "Toinen lausunto")
        version = make_version(session, other, scene.agent)
        make_round(session, other, scene.agent)
    url = f"{scene.url}/documents/{version.document_id}/blocks/b1/comment"
    assert member.get(url).status == 404
    assert member.post(url, {"kind": "other", "text": "Väärä paikka.", "version": version.id}).status == 404
    assert client_as(scene.agent).get(scene.block_url(block("vuosi"), "comment")).status == 403
    assert deeds.comments(app) == []


def test_a_new_block_is_proposed_before_the_first_one(app: Flask, scene: Scene, member: PageClient) -> None:
    first = TABLE.blocks[0].id
    page = member.get(f"{scene.url}/draft")
    url = scene.block_url(first, "add")
    assert f"{url}?place=before" in page.links()
    form = member.get(f"{url}?place=before")
    assert form.h1 == "Ehdota uutta kohtaa tekstin alkuun"
    assert form.form().fields["place"] == ["before"]
    looked = member.submit(form, {"text": "Aivan ensin.", "save": "preview"})
    assert "Lisää uuden kohdan tekstin alkuun." in looked.text
    assert member.submit(form, {"text": "Aivan ensin.", "rationale": deeds.REASON}).status == 303
    [made] = deeds.proposals(app)
    assert made.block_id == ""
    assert "Lisää uuden kohdan tekstin alkuun." in member.get(f"{scene.url}/answers").text
    edit = member.get(f"{scene.url}/proposals/1/edit")
    assert edit.form().fields["place"] == ["before"]
    assert member.submit(edit, {"place": "after"}).status == 303
    assert "Lisää uuden kohdan kohdan 1 jälkeen." in member.get(f"{scene.url}/answers").text


def test_other_blocks_are_not_asked_on_which_side(scene: Scene, member: PageClient) -> None:
    assert "place" not in member.get(scene.block_url(TABLE.blocks[-1].id, "add")).form().fields
