"""Supporting another's proposal, and taking it back."""

import pytest
from flask import Flask
from sqlalchemy import select

from consult.models import Support
from tests.web.answering import deeds
from tests.web.answering.conftest import GRANTS, Scene, close_soon
from tests.web.client import PageClient
from tests.web.conftest import Clock, reading

LONGER = GRANTS.replace("vuosittain", "kolmeksi vuodeksi kerrallaan")


@pytest.fixture
def url(scene: Scene, member: PageClient) -> str:
    """A sent proposal of the first organisation."""
    deeds.propose(member, scene, LONGER)
    deeds.send(member, scene)
    return f"{scene.url}/proposals/1"


def supports(app: Flask) -> list[Support]:
    """Every support row."""
    with reading(app) as session:
        return list(session.scalars(select(Support).order_by(Support.id)))


def test_a_neighbour_supports_and_takes_it_back(
    app: Flask, scene: Scene, neighbour: PageClient, url: str
) -> None:
    page = neighbour.get(f"{url}/support")
    assert page.h1 == "Kannata ehdotusta 1"
    assert "Oma nimesi ei näy." in page.text
    done = neighbour.submit(page)
    assert done.location.endswith("/draft?show=proposal:1#kohta-b3")
    assert "Harjun vertaistuki ry kannattaa nyt ehdotusta 1." in neighbour.follow(done).text
    neighbour.submit(page)
    assert [(row.voice_id, row.withdrawn_at) for row in supports(app)] == [(scene.other_voice.id, None)]
    back = neighbour.post(f"{url}/unsupport", {"voice": str(scene.other_voice.id)})
    assert back.status == 303
    assert supports(app)[0].withdrawn_at is not None


@pytest.mark.parametrize(("voice", "status"), [("", 422), ("x", 422), ("own", 403)])
def test_support_needs_a_voice_of_ones_own(
    app: Flask, scene: Scene, neighbour: PageClient, url: str, *, voice: str, status: int
) -> None:
    given = str(scene.voice.id) if voice == "own" else voice
    assert neighbour.post(f"{url}/support", {"voice": given}).status == status
    assert supports(app) == []


def test_the_proposer_does_not_support_itself(app: Flask, scene: Scene, member: PageClient, url: str) -> None:
    refused = member.post(f"{url}/support", {"voice": str(scene.voice.id)})
    assert refused.status == 422
    assert "Omaa ehdotusta ei voi kannattaa." in refused.text
    assert supports(app) == []


def test_an_unsent_proposal_cannot_be_found(
    app: Flask, scene: Scene, member: PageClient, neighbour: PageClient
) -> None:
    deeds.propose(member, scene, LONGER)
    data = {"voice": str(scene.other_voice.id)}
    assert neighbour.post(f"{scene.url}/proposals/1/support", data).status == 404
    assert neighbour.post(f"{scene.url}/proposals/1/unsupport", data).status == 404


def test_support_ends_with_the_round(
    app: Flask, scene: Scene, neighbour: PageClient, url: str, clock: Clock
) -> None:
    page = neighbour.get(f"{url}/support")
    clock.now = close_soon(app, scene)
    refused = neighbour.submit(page)
    assert refused.status == 403
    assert "Kierros on sulkeutunut." in refused.text
    assert supports(app) == []
