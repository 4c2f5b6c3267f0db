"""Own answers: state and fate of everything, withdrawing with undo, and nobody else's words."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from consult import text
from consult.models import (
    Comment,
    Decision,
    DecisionItem,
    Document,
    Outcome,
    Placement,
    PlacementOutcome,
    Proposal,
    Version,
)
from consult.services.documents import store_version
from tests.factories import NOW, make_text
from tests.web.answering import deeds
from tests.web.answering.conftest import FIRST, GRANTS, LAST, ROOMS, Scene, close_soon
from tests.web.client import PageClient
from tests.web.conftest import Clock, writing
from tests.web.page import Page

LONGER = GRANTS.replace("vuosittain", "kolmeksi vuodeksi kerrallaan")
DECIDED = GRANTS.replace("vuosittain", "monivuotisina")


def test_an_empty_page_says_what_to_do(scene: Scene, member: PageClient) -> None:
    page = member.get(f"{scene.url}/answers")
    assert page.h1 == "Omat vastaukset"
    assert "Ei vielä mitään" in page.text
    assert f"{scene.url}/draft" in page.links()


def test_everything_own_is_there_with_its_state(
    scene: Scene, member: PageClient, neighbour: PageClient
) -> None:
    deeds.comment(neighbour, scene, "Toisen järjestön sanat.")
    deeds.send(neighbour, scene)
    deeds.comment(member, scene, "Omat sanat.")
    deeds.send(member, scene)
    deeds.propose(member, scene, LONGER)
    page = member.get(f"{scene.url}/answers")
    assert "Omat sanat." in page.text
    assert "Toisen järjestön sanat." not in page.text
    assert "Lähetetty 20.1.2027" in page.text
    assert "Ei vielä lähetetty" in page.text
    assert "Korvaa sanan vuosittain sanoilla kolmeksi vuodeksi kerrallaan." in page.text
    assert f"{scene.url}/answer" in page.links()


@pytest.mark.parametrize("noun", ["comment", "proposal"])
@pytest.mark.parametrize("origin", ["review", ""])
def test_withdrawing_offers_to_undo_it(
    app: Flask, scene: Scene, member: PageClient, noun: str, origin: str
) -> None:
    deeds.comment(member, scene, "Perun tämän.")
    deeds.propose(member, scene, LONGER)
    withdrawn = member.post(f"{scene.url}/{noun}s/1/withdraw", {"from": origin})
    assert withdrawn.status == 303
    page = member.follow(withdrawn)
    assert page.h1 == ("Tarkista ja lähetä" if origin else "Omat vastaukset")
    assert "on peruttu." in page.text
    assert "Kumoa" in page.text
    found = deeds.comments(app) if noun == "comment" else deeds.proposals(app)
    assert found[0].withdrawn_at is not None
    restored = (
        member.submit(page, action=f"{scene.url}/{noun}s/1/restore") if origin else _undo(member, scene, noun)
    )
    assert "on palautettu." in member.follow(restored).text
    found = deeds.comments(app) if noun == "comment" else deeds.proposals(app)
    assert found[0].withdrawn_at is None


def _undo(client: PageClient, scene: Scene, noun: str) -> Page:
    return client.post(f"{scene.url}/{noun}s/1/restore", {"from": "own"})


def test_what_is_withdrawn_is_not_sent(app: Flask, scene: Scene, member: PageClient) -> None:
    deeds.comment(member, scene)
    member.post(f"{scene.url}/comments/1/withdraw", {"from": "review"})
    assert deeds.send(member, scene).status == 422
    assert "Peruttu" in member.get(f"{scene.url}/answers").text


@pytest.mark.parametrize("what", ["withdraw", "restore"])
@pytest.mark.parametrize("noun", ["comments", "proposals"])
def test_others_words_cannot_be_withdrawn(
    app: Flask, scene: Scene, member: PageClient, neighbour: PageClient, *, noun: str, what: str
) -> None:
    deeds.comment(member, scene)
    deeds.propose(member, scene, LONGER)
    assert neighbour.post(f"{scene.url}/{noun}/1/{what}").status == 404
    deeds.send(member, scene)
    assert neighbour.post(f"{scene.url}/{noun}/1/{what}").status == 403
    assert neighbour.post(f"{scene.url}/{noun}/99/{what}").status == 404
    assert all(one.withdrawn_at is None for one in deeds.comments(app))
    assert all(one.withdrawn_at is None for one in deeds.proposals(app))


def test_after_closing_nothing_can_be_changed_here(
    app: Flask, scene: Scene, member: PageClient, clock: Clock
) -> None:
    deeds.comment(member, scene)
    deeds.send(member, scene)
    clock.now = close_soon(app, scene)
    page = member.get(f"{scene.url}/answers")
    assert "Muokkaa kommenttia" not in page.text
    assert "Peru kommentti" not in page.text
    assert member.post(f"{scene.url}/comments/1/withdraw").status == 403
    assert deeds.comments(app)[0].withdrawn_at is None


@pytest.mark.parametrize("given", ["comment:1", "comment:99", "proposal:1", "x:1", "comment:", "comment:1;"])
def test_undo_is_offered_only_for_what_was_withdrawn(scene: Scene, member: PageClient, given: str) -> None:
    deeds.comment(member, scene)
    assert "Kumoa" not in member.get(f"{scene.url}/answers?withdrawn={given}").text


def publish(app: Flask, scene: Scene, content: text.Document, outcome: Outcome) -> Version:
    """The agent decides the first proposal and comment, and version 2 comes out."""
    with writing(app) as session:
        proposal = session.scalars(select(Proposal).options(selectinload(Proposal.revisions))).one()
        comment = session.scalars(select(Comment)).one()
        place = {"block": "b3", "start": 0, "end": GRANTS.index(". ") + 2}
        decision = Decision(
            consultation_id=scene.consultation.id,
            document_id=scene.version.document_id,
            version_id=scene.version.id,
            group_hash="x",
            place=place,
            rationale="Monivuotisuus riittää.",
            decided_at=NOW,
        )
        decision.items = [
            DecisionItem(revision_id=proposal.current.id, change=0, outcome=outcome),
            DecisionItem(comment_id=comment.id, outcome=Outcome.NOTED, rationale="Kiitos huomiosta."),
        ]
        session.add(decision)
        document = session.get_one(Document, scene.version.document_id)
        version = store_version(session, document, content, number=2, title="L", actor=scene.agent, now=NOW)
        session.add(
            Placement(
                version_id=version.id,
                revision_id=proposal.current.id,
                outcome=PlacementOutcome.CONFLICT,
                block_id="b3",
            )
        )
        return version


def test_the_fate_of_each_is_told_with_its_reason_and_the_text(
    app: Flask, scene: Scene, member: PageClient
) -> None:
    deeds.comment(member, scene)
    deeds.propose(member, scene, LONGER)
    deeds.send(member, scene)
    content = make_text("# Toimintaedellytykset", FIRST, DECIDED, ROOMS, LAST)
    publish(app, scene, content, Outcome.PARTLY)
    page = member.get(f"{scene.url}/answers")
    assert "Osittain hyväksytty" in page.text
    assert "Monivuotisuus riittää." in page.text
    assert "Kiitos huomiosta." in page.text
    assert "Alueen tulee myöntää järjestöille avustuksia monivuotisina." in page.text
    assert "Muokkaa ehdotusta" not in page.text


def test_a_carried_proposal_shows_old_and_new(app: Flask, scene: Scene, member: PageClient) -> None:
    deeds.comment(member, scene)
    deeds.propose(member, scene, LONGER)
    deeds.send(member, scene)
    content = make_text("# Toimintaedellytykset", FIRST, DECIDED, ROOMS, LAST)
    publish(app, scene, content, Outcome.POSTPONED)
    page = member.get(f"{scene.url}/answers")
    assert "Luonnos on muuttunut" in page.text
    assert DECIDED in page.text
    assert "kolmeksi vuodeksi kerrallaan" in page.text
    edit = member.get(f"{scene.url}/proposals/1/edit")
    assert edit.form().fields["text"] == [DECIDED]
    assert "Aiemmat sanasi olivat:" in edit.text
    assert LONGER in edit.text
    done = member.submit(edit, {"text": DECIDED.replace("monivuotisina", "kolmivuotisina")})
    assert done.status == 303
    assert deeds.proposals(app)[0].current.version_id != scene.version.id
