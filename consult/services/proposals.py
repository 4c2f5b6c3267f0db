"""Proposals: other words, a new block, a removal or a move, always with a reason."""

import json
import re
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult import text
from consult.errors import Invalid, NotAllowed, NotFound
from consult.models import (
    BY_AGENT,
    Answer,
    Arrival,
    Channel,
    Person,
    Proposal,
    ProposalKind,
    ProposalRevision,
    Version,
    Voice,
    VoiceKind,
)
from consult.reports.texts import load_text
from consult.services.answers import answer_for
from consult.services.arrivals import keep_part
from consult.services.contributions import (
    log_contribution,
    next_number,
    require_newest,
    require_open_blocks,
    require_own,
    require_size,
    round_for,
)
from consult.services.wishes import (
    FRESH_ID,
    Add,
    Move,
    Remove,
    Reword,
    Wish,
    blocks_of,
    changes_for,
    place_of,
    words_of,
)

KINDS: dict[type[Wish], ProposalKind] = {
    Reword: ProposalKind.REWORD,
    Add: ProposalKind.ADD,
    Remove: ProposalKind.REMOVE,
    Move: ProposalKind.MOVE,
}


def make_proposal(
    session: Session,
    version: Version,
    wish: Wish,
    *,
    voice: Voice,
    rationale: str,
    actor: Person,
    now: datetime,
    adopted_from: Proposal | None = None,
    arrival: Arrival | None = None,
) -> Proposal:
    """A proposal is saved in its voice's answer and is seen by others once the answer is sent."""
    round_ = round_for(session, voice, now, arrival=arrival)
    is_by_agent = voice.kind in BY_AGENT
    changes = _changes(session, version, wish, voice=voice, like=adopted_from)
    require_open_blocks(session, version, blocks_of(wish), voice=voice, now=now)
    _check_rationale(rationale)
    answer = answer_for(session, voice, round_, now=now)
    if voice.kind is VoiceKind.EVENT:
        answer.channel = Channel.EVENT
    twin = _twin(session, answer, version, changes, rationale=rationale, actor=None if arrival else actor)
    if twin is not None:
        return twin
    proposal = Proposal(
        consultation_id=voice.consultation_id,
        number=next_number(session, Proposal, voice.consultation_id),
        answer_id=answer.id,
        author_id=None if arrival else actor.id,
        document_id=version.document_id,
        version_id=version.id,
        block_id=place_of(wish),
        kind=KINDS[type(wish)],
        adopted_from_id=adopted_from.id if adopted_from else None,
        created_at=now,
        sent_at=now if is_by_agent else None,
    )
    proposal.revisions = [
        ProposalRevision(
            number=1,
            version_id=version.id,
            changes=changes.to_json(),
            rationale=rationale,
            created_at=now,
        )
    ]
    session.add(proposal)
    session.flush()
    if arrival is not None:
        keep_part(session, arrival, proposal)
    log_contribution(session, "made", proposal, actor=actor, now=now, voice_id=voice.id)
    return proposal


def revise_proposal(
    session: Session,
    proposal: Proposal,
    version: Version,
    wish: Wish,
    *,
    rationale: str,
    actor: Person,
    now: datetime,
) -> ProposalRevision:
    """Editing makes a revision; support given to the earlier words stays with them."""
    require_own(session, proposal, actor, now)
    if proposal.withdrawn_at is not None:
        raise NotAllowed("This has been withdrawn already.")
    changes = _changes(session, version, wish, voice=proposal.answer.voice, like=proposal)
    require_open_blocks(session, version, blocks_of(wish), voice=proposal.answer.voice, now=now)
    _check_rationale(rationale)
    if _says(proposal, version, changes, rationale):
        return proposal.current
    revision = ProposalRevision(
        number=proposal.current.number + 1,
        version_id=version.id,
        changes=changes.to_json(),
        rationale=rationale,
        created_at=now,
    )
    proposal.revisions.append(revision)
    session.flush()
    log_contribution(session, "revised", proposal, actor=actor, now=now)
    return revision


def load_proposal(session: Session, consultation_id: int, number: int) -> Proposal:
    """A proposal by its public number, with its revisions and voice."""
    proposal = session.scalar(
        select(Proposal)
        .options(
            selectinload(Proposal.revisions),
            joinedload(Proposal.answer).joinedload(Answer.voice),
        )
        .where(Proposal.consultation_id == consultation_id, Proposal.number == number)
    )
    if proposal is None:
        raise NotFound("The proposal was not found.")
    return proposal


def wish_of_words(proposal: Proposal) -> str:
    """What a proposal asks for, as one text that is the same for the same wish."""
    return _without_fresh_ids(proposal.current.changes)


def _check_rationale(rationale: str) -> None:
    if not rationale:
        raise Invalid("Write a reason. One sentence is enough.", field="rationale")
    require_size(rationale, field="rationale")


def changes_on(version: Version, proposal: Proposal | None) -> text.Proposal | None:
    """What a proposal changes in this very version; None when it was made on another."""
    if proposal is None or proposal.current.version_id != version.id:
        return None
    return text.Proposal.from_json(proposal.current.changes)


def _changes(
    session: Session, version: Version, wish: Wish, *, voice: Voice, like: Proposal | None
) -> text.Proposal:
    """The office writes marks as Markdown, others write plain words on the newest version."""
    require_newest(session, version, voice.consultation_id, blocks=blocks_of(wish), ours=words_of(wish))
    base = load_text(session, version.id)
    is_markdown = voice.kind is VoiceKind.OFFICE
    return changes_for(base, wish, markdown=is_markdown, earlier=changes_on(version, like))


def _twin(
    session: Session,
    answer: Answer,
    version: Version,
    changes: text.Proposal,
    *,
    rationale: str,
    actor: Person | None,
) -> Proposal | None:
    """The same changes for the same reason by the same person: a form that was sent twice."""
    same = (
        select(Proposal)
        .options(selectinload(Proposal.revisions))
        .where(
            Proposal.answer_id == answer.id,
            Proposal.author_id == (actor.id if actor else None),
            Proposal.withdrawn_at.is_(None),
        )
    )
    return next((p for p in session.scalars(same) if _says(p, version, changes, rationale)), None)


def _says(proposal: Proposal, version: Version, changes: text.Proposal, rationale: str) -> bool:
    now = proposal.current
    stands = now.version_id, now.rationale, _without_fresh_ids(now.changes)
    return stands == (version.id, rationale, _without_fresh_ids(changes.to_json()))


def _without_fresh_ids(changes: object) -> str:
    return re.sub(FRESH_ID, "n", json.dumps(changes, sort_keys=True))
