"""Headings of a published draft point at questions by their place: those places stay."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import Content, Document, DocumentRole, Version, VersionBlock


def require_links_kept(
    session: Session, consultation_id: int, before: Sequence[str], after: Sequence[str]
) -> None:
    """A question that a published heading answers may be worded anew, not moved or left out."""
    for position in linked_positions(session, consultation_id):
        stays = position <= len(after)
        moved = (
            stays
            and position <= len(before)
            and before[position - 1] != after[position - 1]
            and before[position - 1] in after
        )
        if not stays or moved:
            raise Invalid(
                "A heading of the draft answers question %(number)s. Keep the questions in their order and "
                "add new ones at the end.",
                field="questions",
                number=position,
            )


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
