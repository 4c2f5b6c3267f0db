"""How much an organisation's returned files may take: twenty files, a hundred megabytes."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, func, select, union
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Answer, Comment, Ending, EndingKind, Proposal, ReturnedFile, ReturnedPart, Voice

MOST_FILES = 20
MOST_BYTES = 100 * 1024 * 1024


def require_room(session: Session, file: ReturnedFile, voices: Iterable[Voice]) -> None:
    """Each organisation that the file speaks for has room for it beside what is kept of works that go on."""
    size = session.scalar(select(func.length(ReturnedFile.data)).where(ReturnedFile.id == file.id)) or 0
    for voice in voices:
        if voice.organisation_id is None:
            continue
        count, kept = _kept(session, voice.organisation_id)
        if not has_room(count, kept, size):
            raise Invalid(
                "%(voice)s has as many Word files here as can be kept: %(count)s files, %(megabytes)s MB. "
                "This file was not saved; it waits here for a day. "
                "Make the proposals on the page of the draft.",
                voice=voice.name,
                count=count,
                megabytes=round(kept / 1024 / 1024),
            )


def has_room(count: int, kept: int, size: int) -> bool:
    """Whether one more file of `size` bytes fits beside `count` files of `kept` bytes."""
    return count < MOST_FILES and kept + size <= MOST_BYTES


def _kept(session: Session, organisation_id: int) -> tuple[int, int]:
    """How many files are kept of an organisation, and how many bytes they have together."""
    said = union(
        *(
            select(ReturnedPart.file_id)
            .join(kind, kind.id == column)
            .join(Answer, Answer.id == kind.answer_id)
            .join(Voice, Voice.id == Answer.voice_id)
            .where(Voice.organisation_id == organisation_id)
            for kind, column in ((Proposal, ReturnedPart.proposal_id), (Comment, ReturnedPart.comment_id))
        )
    )
    row = session.execute(
        select(func.count(ReturnedFile.id), func.coalesce(func.sum(func.length(ReturnedFile.data)), 0)).where(
            ReturnedFile.id.in_(said), ReturnedFile.saved_at.is_not(None), _goes_on()
        )
    ).one()
    return int(row[0]), int(row[1])


def _goes_on() -> ColumnElement[bool]:
    """Whether the work that a file belongs to is neither archived nor cancelled."""
    newest = (
        select(Ending.kind)
        .where(Ending.consultation_id == ReturnedFile.consultation_id)
        .order_by(Ending.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return newest.is_(None) | (newest == EndingKind.RESUMED)
