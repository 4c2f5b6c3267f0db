"""What a mail quotes: the number of the block and the words of the one who wrote."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from consult.models import Comment, Proposal
from consult.reports.own_words import load_own_words
from tests.statement import fill, make_statement


def test_comments_and_every_kind_of_proposal_are_quoted(session: Session) -> None:
    statement = make_statement(session)
    fill(statement)
    comments = session.scalars(select(Comment).options(selectinload(Comment.revisions))).all()
    proposals = session.scalars(select(Proposal)).all()
    found = load_own_words(session, [*comments, *proposals])
    assert len(found) == len(comments) + len(proposals)
    for comment in comments:
        assert found[(True, comment.id)].words == comment.current.text
    for proposal in proposals:
        for kind, words in found[(False, proposal.id)].changes.values():
            assert words or kind not in ("words", "add")


def test_of_nothing_nothing_is_quoted(session: Session) -> None:
    assert load_own_words(session, []) == {}
