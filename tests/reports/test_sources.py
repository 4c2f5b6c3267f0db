"""Which decision a change came from, as far as the reader may know it."""

from consult.models import Outcome
from consult.reports.sources import load_sources
from consult.reports.texts import load_origins
from consult.reports.visibility import Viewer
from tests.counting import count_queries
from tests.statement import Statement, fill


def decided(statement: Statement) -> None:
    """A group combined in own words, an addition accepted, a change declined, a comment noted."""
    fill(statement)
    statement.close()
    wording = statement.base.by_id[statement.block("Hyvinvointialueen")].text.split(". ")[0]
    statement.decide(
        statement.proposals[0],
        Outcome.COMBINED,
        reason="Yhdistettiin.",
        wording=wording.replace("vuosittain", "kolmeksi vuodeksi") + ". ",
    )
    statement.decide(statement.proposals[2], Outcome.ACCEPTED)
    statement.decide(statement.proposals[6], Outcome.DECLINED, reason="Nimi on oikein.")
    statement.answer(statement.comments[0], Outcome.NOTED, reason="Kokoamme luettelon.")


def test_origins_lead_to_decisions(statement: Statement) -> None:
    decided(statement)
    version = statement.publish()
    who = Viewer(statement.consultation.id, statement.consultation.visibility)
    with count_queries(statement.session) as queries:
        sources = load_sources(statement.session, who, version.document_id)
    assert len(queries) == 1
    origins = load_origins(statement.session, version.id)
    (combined,) = sources.named(name for _, _, name in origins[statement.block("Hyvinvointialueen")])
    assert [(part.proposal, part.outcome) for part in combined.taken] == [
        (1, Outcome.COMBINED),
        (2, Outcome.COMBINED),
    ]
    assert combined.outcomes == [Outcome.COMBINED]
    (accepted,) = sources.named(name for _, _, name in origins[statement.block("Pienellä")])
    assert [part.voice for part in accepted.taken] == ["Selkäveden kyläyhdistys ry"]
    assert not sources.about([statement.block("Kuusiniemi")])
    assert len(sources.by_id) == 4


def test_a_decision_that_another_has_replaced_is_not_told(statement: Statement) -> None:
    decided(statement)
    statement.decide(statement.proposals[6], Outcome.NOTED, reason="Luimme uudelleen.")
    version = statement.publish()
    who = Viewer(statement.consultation.id, statement.consultation.visibility)
    told = load_sources(statement.session, who, version.document_id).by_id.values()
    outcomes = [part.outcome for source in told for part in source.parts]
    assert Outcome.DECLINED not in outcomes
    assert len(told) == 4


def test_before_publishing_only_the_agent_knows(statement: Statement) -> None:
    decided(statement)
    here, document = statement.consultation, statement.version.document_id
    assert not load_sources(statement.session, Viewer(here.id, here.visibility), document).by_id
    agent = Viewer(here.id, here.visibility, is_agent=True)
    assert len(load_sources(statement.session, agent, document).by_id) == 4
