"""The answer to each voice: what was decided of its words, why, and what came of it, by mail."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.models import (
    BY_AGENT,
    Comment,
    Document,
    DocumentRole,
    MemberRole,
    Membership,
    Person,
    Proposal,
    Version,
    Voice,
)
from consult.reports.fates import Fate, load_comment_fates, load_proposal_fates
from consult.reports.own_words import OwnWords, load_own_words
from consult.reports.reconciliation import Reconciliation
from consult.services.contributions import Contribution
from consult.services.outbox import queue_mail


def queue_responses(
    session: Session,
    document: Document,
    reconciliations: Iterable[Reconciliation],
    version: Version,
    *,
    now: datetime,
) -> None:
    """One mail per voice and recipient: everybody who wrote, and the organisation's leads.

    It tells what was decided of the draft, and beside it of background documents.
    """
    answered = _answered(session, tuple(reconciliations))
    voices = _voices(session, {item.answer.voice_id for item in answered})
    for voice_id, items in _told(session, answered, version).items():
        voice = voices[voice_id]
        if voice.kind in BY_AGENT:
            continue
        authors = {item.author_id for item in answered if item.answer.voice_id == voice_id and item.author_id}
        for person in _recipients(session, voice, authors):
            queue_mail(
                session,
                "response",
                person=person,
                params={
                    "consultation_id": document.consultation_id,
                    "document_id": document.id,
                    "version": version.number,
                    "voice": voice.name,
                    "items": items,
                },
                dedupe=f"response:{version.id}:{voice_id}:{person.id}",
                now=now,
            )


def _answered(session: Session, reconciliations: tuple[Reconciliation, ...]) -> list[Contribution]:
    """What was decided, proposals first, by number."""
    decided = [(one, spot) for one in reconciliations for spot in one.spots if not spot.is_open]
    proposal_ids = {one.proposals[m.proposal].proposal_id for one, spot in decided for m in spot.members}
    comment_ids = {spot.comment.comment_id for _, spot in decided if spot.comment is not None}
    proposals = session.scalars(
        select(Proposal)
        .options(joinedload(Proposal.answer))
        .where(Proposal.id.in_(proposal_ids))
        .order_by(Proposal.number)
    )
    comments = session.scalars(
        select(Comment)
        .options(joinedload(Comment.answer))
        .where(Comment.id.in_(comment_ids))
        .order_by(Comment.number)
    )
    return [*proposals, *comments]


def _told(
    session: Session, answered: list[Contribution], version: Version
) -> dict[int, list[dict[str, Any]]]:
    """By voice, what the mail says of each contribution in this version."""
    told: dict[int, list[dict[str, Any]]] = defaultdict(list)
    proposals = load_proposal_fates(session, [item.id for item in answered if isinstance(item, Proposal)])
    comments = load_comment_fates(session, [item.id for item in answered if isinstance(item, Comment)])
    said = load_own_words(session, answered)
    titles = _background_titles(session, version)
    for item in answered:
        is_proposal = isinstance(item, Proposal)
        fates = (proposals if is_proposal else comments).get(item.id, [])
        told[item.answer.voice_id].extend(
            _line(
                "proposal" if is_proposal else "comment",
                item.number,
                said[(not is_proposal, item.id)],
                fate,
                titles.get(item.document_id, ""),
            )
            for fate in fates
            if fate.version == version.number
        )
    return told


def _background_titles(session: Session, version: Version) -> dict[int, str]:
    """What the background documents beside a version of the draft are called, by their ids."""
    here = select(Document.consultation_id).where(Document.id == version.document_id).scalar_subquery()
    rows = session.execute(
        select(Document.id, Document.title).where(
            Document.consultation_id == here, Document.role == DocumentRole.BACKGROUND
        )
    )
    return dict(rows.all())


def _line(noun: str, number: int, said: OwnWords, fate: Fate, background: str) -> dict[str, Any]:
    wish, words = said.changes.get(fate.change or 0, ("", said.words))
    return {
        "noun": noun,
        "number": number,
        "block": said.block,
        "page": said.page,
        "wish": wish,
        "words": words,
        "outcome": fate.outcome.value,
        "rationale": fate.rationale,
        "before": fate.before,
        "after": fate.after,
        "background": background,
        "is_put_forward": fate.is_put_forward,
    }


def _voices(session: Session, voice_ids: set[int]) -> Mapping[int, Voice]:
    return {voice.id: voice for voice in session.scalars(select(Voice).where(Voice.id.in_(voice_ids)))}


def _recipients(session: Session, voice: Voice, author_ids: set[int]) -> list[Person]:
    leads = select(Membership.person_id).where(
        Membership.organisation_id == voice.organisation_id,
        Membership.role == MemberRole.LEAD,
        Membership.ended_at.is_(None),
    )
    return list(
        session.scalars(
            select(Person)
            .where(
                Person.id.in_(author_ids) | Person.id.in_(leads),
                Person.disabled_at.is_(None),
            )
            .order_by(Person.id)
        )
    )
