"""The content of an answer as a mail tells it: every comment and proposal that was sent and stands."""

from typing import Any

from sqlalchemy import Select, and_, func, select, true
from sqlalchemy.orm import Session, selectinload

from consult.models import Answer, ArrivedPart, Comment, OptionPosition, Proposal, Question, Request, Voice
from consult.reports.own_words import OwnWords, load_own_words

#: What stands in no numbered block comes last.
LAST = 1_000_000


def load_content(session: Session, answer_id: int, *, arrival_id: int | None = None) -> list[dict[str, Any]]:
    """By block; a comment with its words, a proposal with what each change would make of the text.

    With `arrival_id` only what came by that call, letter or mail.
    """
    said: list[Comment | Proposal] = []
    kind: type[Comment] | type[Proposal]
    for kind in (Comment, Proposal):
        said += session.scalars(
            select(kind)
            .options(selectinload(kind.revisions))
            .where(kind.answer_id == answer_id, kind.sent_at.is_not(None), kind.withdrawn_at.is_(None))
            .where(true() if arrival_id is None else kind.id.in_(_arrived(kind, arrival_id)))
        )
    words = load_own_words(session, said)
    lines = [_line(one, words[(isinstance(one, Comment), one.id)]) for one in said]
    return sorted(lines, key=lambda line: (line["block"] or LAST, line["noun"], line["number"]))


def load_stated(session: Session, answer_id: int) -> list[tuple[str, str, str]]:
    """What the answer holds of the questions with options: question, option, reason."""
    newest = (
        select(func.max(OptionPosition.id))
        .where(OptionPosition.answer_id == answer_id)
        .group_by(OptionPosition.question)
    )
    rows = session.execute(
        select(Question.header, OptionPosition.option, OptionPosition.reason)
        .select_from(OptionPosition)
        .join(Answer, Answer.id == OptionPosition.answer_id)
        .join(Voice, Voice.id == Answer.voice_id)
        .join(Request, Request.consultation_id == Voice.consultation_id)
        .join(Question, and_(Question.request_id == Request.id, Question.position == OptionPosition.question))
        .where(OptionPosition.id.in_(newest), OptionPosition.option.is_not(None))
        .order_by(OptionPosition.question)
    )
    return [(header, option or "", reason) for header, option, reason in rows]


def _arrived(kind: type[Comment] | type[Proposal], arrival_id: int) -> Select[int | None]:
    part = ArrivedPart.comment_id if kind is Comment else ArrivedPart.proposal_id
    return select(part).where(ArrivedPart.arrival_id == arrival_id, part.is_not(None))


def _line(said: Comment | Proposal, words: OwnWords) -> dict[str, Any]:
    is_comment = isinstance(said, Comment)
    return {
        "noun": "comment" if is_comment else "proposal",
        "number": said.number,
        "block": words.block,
        "page": words.page,
        "changes": [("", words.words)] if is_comment else list(words.changes.values()),
        "rationale": "" if isinstance(said, Comment) else said.current.rationale,
    }
