"""What a person does in the browser, in one line, and what the database holds of it."""

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from consult.models import Answer, Comment, Draft, Proposal, Sending
from consult.services.drafts import THROWN
from tests.web.answering.conftest import Scene
from tests.web.client import PageClient
from tests.web.conftest import reading
from tests.web.page import Page

REASON = "Vuoden avustuksella ei voi palkata ketään."


def comment(client: PageClient, scene: Scene, words: str = "Tilat puuttuvat.", block: str = "b3") -> Page:
    """Comment on a block."""
    page = client.get(scene.block_url(block, "comment"))
    done = client.submit(page, {"kind": "missing", "text": words})
    assert done.status == 303, done.text
    return done


def propose(client: PageClient, scene: Scene, words: str, block: str = "b3") -> Page:
    """Propose other words for a block."""
    page = client.get(scene.block_url(block, "reword"))
    done = client.submit(page, {"text": words, "rationale": REASON})
    assert done.status == 303, done.text
    return done


def send(client: PageClient, scene: Scene, **fields: str) -> Page:
    """Check and send."""
    return submit_answer(client, scene, client.get(f"{scene.url}/answer"), **fields)


def submit_answer(client: PageClient, scene: Scene, page: Page, **fields: str) -> Page:
    """Press Lähetä vastaukset on a page that is open."""
    return client.submit(page, fields, action=f"{scene.url}/answer")


def comments(app: Flask) -> list[Comment]:
    """Every comment with its words."""
    with reading(app) as session:
        rows = select(Comment).options(selectinload(Comment.revisions)).order_by(Comment.id)
        return list(session.scalars(rows))


def proposals(app: Flask) -> list[Proposal]:
    """Every proposal with its revisions."""
    with reading(app) as session:
        rows = select(Proposal).options(selectinload(Proposal.revisions)).order_by(Proposal.id)
        return list(session.scalars(rows))


def drafts(app: Flask) -> list[Draft]:
    """Everything half-written, but for what was thrown away."""
    with reading(app) as session:
        waiting = ~Draft.form.startswith(THROWN)
        return list(session.scalars(select(Draft).where(waiting).order_by(Draft.id)))


def sendings(app: Flask) -> list[Sending]:
    """Everything sent."""
    with reading(app) as session:
        return list(session.scalars(select(Sending).order_by(Sending.id)))


def answers(app: Flask) -> list[Answer]:
    """Every answer."""
    with reading(app) as session:
        return list(session.scalars(select(Answer).order_by(Answer.id)))
