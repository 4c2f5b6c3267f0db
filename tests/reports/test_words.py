"""What proposals and comments say."""

from consult.models import CommentKind, Outcome
from consult.reports.placed import load_comments_on
from consult.reports.visibility import Viewer
from consult.reports.words import load_comment_words, load_proposal_words, load_wordings
from consult.services.proposals import load_proposal, revise_proposal
from consult.services.wishes import Reword
from tests.counting import count_queries
from tests.statement import Statement, fill


def test_a_proposal_comes_with_its_reason_and_supporters(statement: Statement) -> None:
    fill(statement)
    revision = statement.proposals[0].current.id
    with count_queries(statement.session) as queries:
        words = load_proposal_words(statement.session, [revision])[revision]
    assert len(queries) == 1
    assert words.rationale == "Näin on selvempää."
    assert [name for _, name in words.supporters] == ["Selkäveden kyläyhdistys ry"]
    assert words.is_supported_by([statement.voices[2][0].id])
    assert not words.is_supported_by([statement.voices[1][0].id])
    assert words.base == statement.version


def test_a_carried_proposal_is_read_against_the_version_it_was_carried_to(statement: Statement) -> None:
    fill(statement)
    statement.close()
    statement.decide(statement.proposals[5], Outcome.ACCEPTED)
    statement.publish()
    revision = statement.proposals[0].current.id
    words = load_proposal_words(statement.session, [revision], version=statement.version)[revision]
    assert words.base == statement.version
    assert words.changes.changes


def test_every_wording_of_a_proposal_is_kept(statement: Statement) -> None:
    made = statement.reword("Suunnitelma on", "selkeä", "hyvä")
    loaded = load_proposal(statement.session, statement.consultation.id, made.number)
    block = statement.base.by_id[statement.block("Suunnitelma on")]
    revise_proposal(
        statement.session,
        loaded,
        statement.version,
        Reword((block.id,), block.text.replace("selkeä", "ymmärrettävä")),
        rationale="Vielä selvempi.",
        actor=statement.voices[0][1],
        now=statement.now,
    )
    found = load_wordings(statement.session, made.id)
    assert [(words.number, words.rationale) for words in found] == [
        (1, "Näin on selvempää."),
        (2, "Vielä selvempi."),
    ]


def test_comments_come_with_their_kind(statement: Statement) -> None:
    fill(statement)
    who = Viewer(statement.consultation.id, statement.consultation.visibility)
    blocks = statement.base.by_id.keys()
    comments = load_comments_on(statement.session, who, statement.now, statement.version, blocks)
    words = load_comment_words(statement.session, comments)
    assert [words[entry.id].text for entry in comments] == [
        "Lisätään sanaluettelo.",
        "Luku on vanha.",
        "Hyvä ajatus.",
    ]
    assert words[comments[0].id].kind is CommentKind.MISSING
