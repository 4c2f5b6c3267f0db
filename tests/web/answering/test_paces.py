"""A person who comments too often is told to wait, and loses nothing."""

from flask import Flask

from consult.services import paces
from tests.web.answering import deeds
from tests.web.answering.conftest import Scene
from tests.web.client import PageClient
from tests.web.conftest import Clock


def test_a_flood_of_comments_is_told_to_wait_and_keeps_its_text(
    app: Flask, scene: Scene, member: PageClient, clock: Clock
) -> None:
    url = scene.block_url("b3", "comment")
    for number in range(paces.COMMENTS.count):
        done = member.submit(member.get(url), {"kind": "other", "text": f"Huomio {number}."})
        assert done.status == 303
    refused = member.submit(member.get(url), {"kind": "other", "text": "Vielä yksi."})
    assert refused.status == 429
    assert refused.response.headers["Retry-After"] == "300"
    assert refused.form().fields["text"] == ["Vielä yksi."]
    assert "Olet kirjoittanut tunnin sisällä monta kommenttia." in refused.text
    assert len(deeds.comments(app)) == paces.COMMENTS.count
    clock.tick(hours=1, seconds=1)
    again = member.submit(member.get(url), {"kind": "other", "text": "Vielä yksi."})
    assert again.status == 303
