"""A statement in the application's database: empty, full, or already in its second version."""

import pytest
from flask import Flask

from consult.models import Outcome
from tests.statement import Statement, fill, make_statement
from tests.web.conftest import Clock, writing


@pytest.fixture
def statement(app: Flask) -> Statement:
    """An open round in which everything has been said once."""
    with writing(app) as session:
        made = make_statement(session)
        fill(made)
    return made


@pytest.fixture
def published(app: Flask, clock: Clock) -> Statement:
    """Version 2 has been published: combined, accepted, declined, noted, and one left open."""
    with writing(app) as session:
        made = make_statement(session)
        fill(made)
        made.close()
        sentence = made.base.by_id[made.block("Hyvinvointialueen")].text.split(". ")[0] + ". "
        wording = sentence.replace("vuosittain", "**kolmeksi** vuodeksi")
        made.decide(made.proposals[0], Outcome.COMBINED, reason="Yhdistettiin kaksi.", wording=wording)
        for number in (2, 3, 4):
            made.decide(made.proposals[number], Outcome.ACCEPTED)
        made.decide(made.proposals[6], Outcome.DECLINED, reason="Nimi on oikein jo nyt.")
        made.answer(made.comments[0], Outcome.NOTED, reason="Kokoamme luettelon.")
        made.publish()
    clock.now = made.now
    return made
