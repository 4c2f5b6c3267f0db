"""Commenting in the browser: kinds, voice, replies, changing, withdrawing, and everything that can go wrong."""

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from consult.models import Comment, CommentKind
from tests.web.answering.conftest import Scene
from tests.web.client import PageClient
from tests.web.conftest import reading


def saved(app: Flask) -> list[Comment]:
    """Every comment with its words."""
    with reading(app) as session:
        return list(session.scalars(select(Comment).options(selectinload(Comment.revisions))))


def comment(client: PageClient, scene: Scene, words: str = "Tilat puuttuvat.", block: str = "b3") -> None:
    """Comment on a block as a person would."""
    page = client.get(scene.block_url(block, "comment"))
    done = client.submit(page, {"kind": "missing", "text": words})
    assert done.status == 303, done.text


def test_a_comment_is_saved_with_its_kind_and_the_page_shows_it_in_its_place(
    app: Flask, scene: Scene, member: PageClient
) -> None:
    page = member.get(scene.block_url("b3", "comment"))
    assert page.h1 == "Kommentoi kohtaa 2"
    done = member.submit(page, {"kind": "rephrase", "text": "Sanoisin  tämän\r\nlyhyemmin."})
    assert done.location.endswith("/draft?show=comments:b3#kohta-b3")
    (made,) = saved(app)
    assert (made.current.kind, made.current.text) == (CommentKind.REPHRASE, "Sanoisin  tämän\nlyhyemmin.")
    assert made.sent_at is None
    assert "Sanoisin" in member.follow(done).text
