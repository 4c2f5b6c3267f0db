"""Ota omaksi ehdotukseksi: a withdrawn text goes on as the proposal of those who stood behind it."""

import pytest
from flask import Flask

from tests.web.answering import deeds
from tests.web.answering.conftest import GRANTS, Scene, close_soon
from tests.web.client import PageClient
from tests.web.conftest import Clock

LONGER = GRANTS.replace("vuosittain", "kolmeksi vuodeksi")
OFFER = "Ota omaksi ehdotukseksi"


@pytest.fixture
def withdrawn(scene: Scene, member: PageClient, neighbour: PageClient) -> str:
    """Where the neighbour adopts a proposal that they supported before it was withdrawn."""
    deeds.propose(member, scene, LONGER)
    deeds.send(member, scene)
    support = f"{scene.url}/proposals/1/support"
    assert neighbour.submit(neighbour.get(support), {}, action=support).status == 303
    member.post(f"{scene.url}/proposals/1/withdraw")
    return f"{scene.url}/proposals/1/adopt"


def test_the_list_offers_it_and_the_proposal_names_its_origin(
    app: Flask, scene: Scene, neighbour: PageClient, withdrawn: str
) -> None:
    for path in ("contributions", "proposals/1"):
        page = neighbour.get(f"{scene.url}/{path}")
        assert OFFER in page.text
        assert withdrawn in page.links()
    form = neighbour.get(withdrawn)
    assert form.h1 == "Ota ehdotus 1 omaksi"
    assert form.form().fields["text"] == [LONGER]
    assert form.form().fields["rationale"] == [deeds.REASON]
    assert neighbour.submit(form, {"rationale": "Tarvitsemme tätä yhä."}).status == 303
    first, adopted = deeds.proposals(app)
    assert (adopted.adopted_from_id, adopted.current.rationale) == (first.id, "Tarvitsemme tätä yhä.")
    told = neighbour.get(f"{scene.url}/proposals/2")
    assert "Otettu omaksi perutusta ehdotuksesta 1, Kuusiniemen omaishoitajat ry" in told.text


def test_its_makers_and_others_are_not_offered_it(
    scene: Scene, member: PageClient, client: PageClient, withdrawn: str
) -> None:
    assert OFFER not in member.get(f"{scene.url}/contributions").text
    assert member.get(withdrawn).status == 403
    assert OFFER not in client.get(f"{scene.url}/contributions").text


def test_after_the_round_nothing_is_adopted(
    app: Flask, scene: Scene, neighbour: PageClient, withdrawn: str, clock: Clock
) -> None:
    form = neighbour.get(withdrawn)
    clock.now = close_soon(app, scene)
    assert OFFER not in neighbour.get(f"{scene.url}/contributions").text
    late = neighbour.submit(form, {})
    assert late.status == 403
    assert LONGER in late.text
    assert len(deeds.proposals(app)) == 1


def test_what_is_half_written_comes_back(scene: Scene, neighbour: PageClient, withdrawn: str) -> None:
    kept = neighbour.submit(neighbour.get(withdrawn), {"rationale": "Kesken", "save": "draft"})
    assert neighbour.follow(kept).form().fields["rationale"] == ["Kesken"]
    assert withdrawn in neighbour.get(f"{scene.url}/answers").links()


def test_own_answers_offer_what_was_supported(scene: Scene, neighbour: PageClient, withdrawn: str) -> None:
    page = neighbour.get(f"{scene.url}/answers")
    assert "Ehdotukset, joita järjestösi kannattaa" in page.text
    assert withdrawn in page.links()
