"""Answers that come as a Word file: saved once somebody has looked at them, or taken back."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid, NotAllowed
from consult.models import Answer, Comment, Document, Person, Proposal, ReturnedFile, Round, Version
from consult.reports.returned_files import Returned, load_same
from consult.services.contributions import is_answered, require_size
from consult.services.log import record
from consult.services.pictures import keep_pictures
from consult.services.returned_choices import Choice
from consult.services.returned_parts import Saved, Saving, parts_of_file
from consult.services.returned_quotas import require_room
from consult.services.rounds import require_open_round
from consult.services.senders import leads
from consult.services.voices import is_agent


def save_file(
    session: Session,
    file: ReturnedFile,
    returned: Returned,
    current: Version,
    choice: Choice,
    *,
    kept: bytes,
    actor: Person,
    now: datetime,
) -> Saved:
    """The chosen proposals and comments become parts of the answers of the chosen organisations.

    A lead's own organisation checks and sends them; what the agent enters has arrived. `kept` is the file
    without the names of its writers.
    """
    if file.saved_at is not None or file.version_id is None:
        raise Conflict("This file has been saved already.")
    round_ = _require_open_to(session, file, [voice.id for voice in choice.speakers], now)
    on_behalf = is_agent(session, file.consultation_id, actor.id)
    for voice in choice.speakers:
        if not on_behalf and not leads(session, voice, actor):
            raise NotAllowed("Only the organisation's lead can return a Word file.")
    _require_new(session, file, round_, choice)
    require_room(session, file, choice.speakers)
    require_size(choice.rationale, field="rationale")
    saving = Saving(
        session=session,
        file=file,
        returned=returned,
        current=current,
        round=round_,
        choice=choice,
        actor=actor,
        now=now,
        on_behalf=on_behalf,
    )
    saved = saving.save()
    if not saved.proposals and not saved.comments:
        raise Invalid("There is nothing to save. Choose at least one proposal or comment.")
    keep_pictures(session, session.get_one(Document, file.document_id), returned.reply.pictures)
    file.saved_at, file.reply, file.data = now, None, kept
    saving.finish()
    record(
        session,
        "returned.saved",
        actor=actor,
        now=now,
        consultation_id=file.consultation_id,
        subject="returned_file",
        subject_id=file.id,
        proposals=len(saved.proposals),
        comments=len(saved.comments),
    )
    return saved


def _require_new(session: Session, file: ReturnedFile, round_: Round, choice: Choice) -> None:
    """The same file is said once in a round by each voice, until it is taken back."""
    said = {voice.id: voice for saved in load_same(session, file, round_.id) for voice in saved.voices}
    for voice in choice.speakers:
        if voice.id in said:
            raise Conflict(
                "This file has been saved already in the name of %(voice)s. "
                "Take that answer back first if you want to save the file again.",
                voice=voice.name,
            )


def take_back(
    session: Session, file: ReturnedFile, *, speakers: Collection[int], actor: Person, now: datetime
) -> int:
    """Everything that came of the file is withdrawn, but for what has been answered; how much it was.

    It is one whole, so only who may return a file for each of its voices (`speakers`) takes it back.
    """
    parts = parts_of_file(session, file)
    voices = _voices_of(session, parts)
    if not set(voices) <= set(speakers):
        raise NotAllowed("Only who leads every organisation that the file speaks for can take it back.")
    _require_open_to(session, file, voices, now)
    if file.saved_at is None or file.taken_back_at is not None:
        raise NotAllowed("This has been withdrawn already.")
    count = 0
    for part in parts:
        if part.withdrawn_at is None and not is_answered(session, part):
            part.withdrawn_at = now
            count += 1
    file.taken_back_at = now
    session.flush()
    record(
        session,
        "returned.taken-back",
        actor=actor,
        now=now,
        consultation_id=file.consultation_id,
        subject="returned_file",
        subject_id=file.id,
    )
    return count


def _voices_of(session: Session, parts: list[Proposal | Comment]) -> list[int]:
    answers = {part.answer_id for part in parts}
    return list(session.scalars(select(Answer.voice_id).where(Answer.id.in_(answers)).distinct()))


def _require_open_to(session: Session, file: ReturnedFile, voices: list[int], now: datetime) -> Round:
    """The round that each of these voices may speak in."""
    rounds = [require_open_round(session, file.consultation_id, now, voices=(voice,)) for voice in voices]
    return rounds[0] if rounds else require_open_round(session, file.consultation_id, now)
