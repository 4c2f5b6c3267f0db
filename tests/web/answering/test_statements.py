"""The pages of answering ask the database the same number of times, however much has been said."""

import pytest
from flask import Flask

from tests.statements import counted_statements
from tests.web.answering import deeds
from tests.web.answering.conftest import GRANTS, Scene
from tests.web.client import PageClient

MAX_STATEMENTS = 15
#: What has been sent may have been carried over and asked about.
MAX_WHEN_SENT = 17


def test_own_answers_cost_a_little_more_once_sent(app: Flask, scene: Scene, member: PageClient) -> None:
    deeds.comment(member, scene)
    deeds.propose(member, scene, GRANTS.replace("vuosittain", "aina"))
    deeds.send(member, scene)
    with counted_statements(app.extensions["consult"].engine) as statements:
        assert member.get(f"{scene.url}/answers").status == 200
    assert len(statements) <= MAX_WHEN_SENT


@pytest.mark.parametrize("path", ["/answer", "/answers", "comment", "reword", "move"])
def test_the_count_stays(app: Flask, scene: Scene, member: PageClient, path: str) -> None:
    url = scene.url + path if path.startswith("/") else scene.block_url("b3", path)
    counts = []
    for words in ("yksi", "kaksi", "kolme"):
        deeds.comment(member, scene, words)
        deeds.propose(member, scene, GRANTS.replace("vuosittain", words))
        with counted_statements(app.extensions["consult"].engine) as statements:
            assert member.get(url).status == 200
        counts.append(len(statements))
    assert len(set(counts[1:])) == 1
    assert counts[-1] <= MAX_STATEMENTS, "\n".join(statements)
