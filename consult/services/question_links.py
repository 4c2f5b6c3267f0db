"""Published headings, choices and positions point at questions by their place: those places stay."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import (
    Answer,
    Content,
    Document,
    DocumentRole,
    OptionChoice,
    OptionPosition,
    Version,
    VersionBlock,
    Voice,
)


def require_links_kept(
    session: Session, consultation_id: int, before: Sequence[str], after: Sequence[str]
) -> None:
    """A question that a published heading answers may be worded anew, not moved or left out."""
    for position in linked_positions(session, consultation_id):
        if not _stays(position, before, after):
            raise Invalid(
                "A heading of the draft answers question %(number)s. Keep the questions in their order and "
                "add new ones at the end.",
                field="questions",
                number=position,
            )
    for position in held_positions(session, consultation_id):
        if not _stays(position, before, after):
            raise Invalid(
                "Somebody has chosen an option of question %(number)s. Keep the questions in their order and "
                "add new ones at the end.",
                field="questions",
                number=position,
            )


def _stays(position: int, before: Sequence[str], after: Sequence[str]) -> bool:
    if position > len(after):
        return False
    is_known = position <= len(before)
    return not (is_known and before[position - 1] != after[position - 1] and before[position - 1] in after)


def held_positions(session: Session, consultation_id: int) -> Sequence[int]:
    """The places of the questions of which an option has been chosen, by the agent or by an organisation."""
    chosen = select(OptionChoice.question).where(OptionChoice.consultation_id == consultation_id)
    held = (
        select(OptionPosition.question)
        .join(Answer, Answer.id == OptionPosition.answer_id)
        .join(Voice, Voice.id == Answer.voice_id)
        .where(Voice.consultation_id == consultation_id)
    )
    return sorted(session.scalars(chosen.union(held)))


def linked_positions(session: Session, consultation_id: int) -> Sequence[int]:
    """The places of the questions that some published version of the draft answers."""
    rows = session.scalars(
        select(Content.question)
        .join(VersionBlock, VersionBlock.content_hash == Content.hash)
        .join(Version, Version.id == VersionBlock.version_id)
        .join(Document, Document.id == Version.document_id)
        .where(
            Document.consultation_id == consultation_id,
            Document.role == DocumentRole.DRAFT,
            Content.question.is_not(None),
        )
        .distinct()
    )
    return sorted(position for position in rows if position is not None)
