"""A block with a picture and a footnote in its edit form: they stay, go and come back by their signs."""

from dataclasses import replace

import pytest
from flask import Flask

from consult import text
from consult.models import Document, Person
from consult.reports.texts import load_text
from consult.services.documents import store_version
from tests.factories import NOW, make_text
from tests.web.answering import deeds
from tests.web.answering.conftest import FIRST, GRANTS, ROOMS, Scene
from tests.web.client import PageClient
from tests.web.conftest import reading, writing

MAP = text.Mark(0, 1, text.MarkKind.PICTURE, "a" * 64, "Kartta alueesta")
NOTE = text.Mark(0, 1, text.MarkKind.NOTE, "n1")
SHOWN = "Tilat ovat auki [kuva 1: Kartta alueesta] koko alueella [alaviite 1]."
PLAIN = f"Tilat ovat auki {text.OBJECT} koko alueella {text.OBJECT}."
MARKS = (MAP.at(16, 17), NOTE.at(32, 33))


@pytest.fixture
def pictured(app: Flask, scene: Scene) -> Scene:
    """Version 2, whose block b4 has a picture and a footnote."""
    blocks = make_text("# Toimintaedellytykset", FIRST, GRANTS, ROOMS).blocks
    content = text.Document(
        (
            *blocks[:3],
            replace(blocks[3], text=PLAIN, marks=MARKS),
            text.Block("n1", text.BlockKind.NOTE, "Laki 2021/611."),
        )
    )
    with writing(app) as session:
        document = session.get_one(Document, scene.version.document_id)
        store_version(session, document, content, number=2, title="L", actor=scene.agent, now=NOW)
    return scene


def saved(app: Flask, at: int = -1) -> text.Document:
    """The draft as the newest proposal would have it."""
    made = deeds.proposals(app)[at]
    with reading(app) as session:
        base = load_text(session, made.current.version_id)
    return text.Proposal.from_json(made.current.changes).apply(base)


def test_the_field_and_the_page_show_signs_and_what_stays_is_the_same_object(
    app: Flask, pictured: Scene, member: PageClient
) -> None:
    page = member.get(pictured.block_url("b4", "reword"))
    assert page.form().fields["text"] == [SHOWN]
    assert text.OBJECT not in page.html
    deeds.propose(member, pictured, SHOWN.replace("koko alueella", "kaikkialla"), block="b4")
    block = saved(app).by_id["b4"]
    assert block.text == PLAIN.replace("koko alueella", "kaikkialla")
    assert block.marks == (MAP.at(16, 17), NOTE.at(29, 30))
    assert "n1" in saved(app).by_id
    again = member.get(f"{pictured.url}/proposals/1/edit")
    assert again.form().fields["text"] == [SHOWN.replace("koko alueella", "kaikkialla")]


def test_a_sign_that_is_deleted_deletes_the_object_and_the_note_with_it(
    app: Flask, pictured: Scene, member: PageClient
) -> None:
    done = deeds.propose(member, pictured, "Tilat ovat auki [kuva 1: Kartta alueesta] koko alueella.", "b4")
    assert saved(app).by_id["b4"].marks == (MAP.at(16, 17),)
    assert "n1" not in saved(app).by_id
    assert text.OBJECT not in member.follow(done).html
    again = member.get(f"{pictured.url}/proposals/1/edit")
    assert again.form().fields["text"] == ["Tilat ovat auki [kuva 1: Kartta alueesta] koko alueella."]
    member.submit(again, {"text": SHOWN.replace("auki", "avoinna"), "rationale": deeds.REASON})
    assert saved(app).by_id["b4"].marks == (MAP.at(19, 20), NOTE.at(35, 36))
    assert saved(app).by_id["n1"].text == "Laki 2021/611."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (SHOWN + " [alaviite 1]", "”[alaviite 1]” on tekstissä useammin kuin kerran."),
        (SHOWN + " [kuva 2]", "”[kuva 2]” ei ole tämän tekstin kuva eikä alaviite."),
    ],
)
def test_a_sign_typed_twice_or_unknown_is_told_and_every_word_is_kept(
    app: Flask, pictured: Scene, member: PageClient, words: str, said: str
) -> None:
    page = member.get(pictured.block_url("b4", "reword"))
    refused = member.submit(page, {"text": words, "rationale": deeds.REASON})
    assert refused.status == 422
    assert said in refused.text
    assert refused.form().fields["text"] == [words]
    assert deeds.proposals(app) == []


def test_a_reader_of_swedish_sees_swedish_signs_and_may_keep_finnish_ones(
    app: Flask, pictured: Scene, member: PageClient
) -> None:
    with writing(app) as session:
        session.get_one(Person, pictured.lead.id).language = "sv"
    page = member.get(pictured.block_url("b4", "reword"))
    assert page.form().fields["text"] == [
        "Tilat ovat auki [bild 1: Kartta alueesta] koko alueella [fotnot 1]."
    ]
    deeds.propose(member, pictured, SHOWN.replace("auki", "avoinna"), block="b4")
    assert [mark.kind for mark in saved(app).by_id["b4"].marks] == [mark.kind for mark in MARKS]
