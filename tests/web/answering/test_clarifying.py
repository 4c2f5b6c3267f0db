"""Replying to the change agent's question."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from consult.models import Answer, Clarification, Comment, Proposal
from consult.services.clarifications import ask
from tests.factories import NOW
from tests.web.answering import deeds
from tests.web.answering.conftest import GRANTS, Scene, close_soon
from tests.web.client import PageClient
from tests.web.conftest import Clock, reading, writing


@pytest.fixture
def asked(app: Flask, scene: Scene, member: PageClient) -> Scene:
    """A sent comment and proposal, about both of which the agent has asked."""
    deeds.comment(member, scene)
    deeds.propose(member, scene, GRANTS.replace("vuosittain", "aina"))
    deeds.send(member, scene)
    with writing(app) as session:
        comments = select(Comment).options(joinedload(Comment.answer).joinedload(Answer.voice))
        proposals = select(Proposal).options(joinedload(Proposal.answer).joinedload(Answer.voice))
        for contribution in (session.scalars(comments).one(), session.scalars(proposals).one()):
            ask(session, contribution, "Tarkoitatteko joka vuosi?", actor=scene.agent, now=NOW)
    return scene


@pytest.mark.parametrize("noun", ["comment", "proposal"])
def test_a_question_is_replied_to_also_after_the_round(
    app: Flask, asked: Scene, member: PageClient, clock: Clock, noun: str
) -> None:
    clock.now = close_soon(app, asked)
    own = member.get(f"{asked.url}/answers")
    url = f"{asked.url}/{noun}s/1/clarify"
    assert url in own.links()
    page = member.get(url)
    assert "Tarkoitatteko joka vuosi?" in page.text
    empty = member.submit(page, {"text": ""})
    assert empty.status == 422
    assert "Kirjoita vastaus." in empty.text
    done = member.submit(page, {"text": "Kyllä, joka vuosi."})
    assert done.location.endswith(f"/answers#{noun}-1")
    assert "Kyllä, joka vuosi." in member.follow(done).text
    again = member.submit(page, {"text": "Vielä kerran."})
    assert again.status == 403
    assert "Vielä kerran." in again.text
    with reading(app) as session:
        said = session.scalars(select(Clarification).where(~Clarification.is_question)).all()
    assert [row.text for row in said] == ["Kyllä, joka vuosi."]


def test_nobody_else_replies(app: Flask, asked: Scene, neighbour: PageClient) -> None:
    assert neighbour.get(f"{asked.url}/proposals/1/clarify").status == 403
    assert neighbour.post(f"{asked.url}/proposals/1/clarify", {"text": "Minä vastaan."}).status == 403
    assert neighbour.get(f"{asked.url}/comments/9/clarify").status == 404
