"""An organisation that is renamed speaks under its new name."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.models import Organisation, Submission, Voice


def rename_voices(session: Session, organisation: Organisation) -> None:
    """The organisation speaks under its new name, but in what has been filed under the old one."""
    filed = select(Submission.consultation_id)
    session.execute(
        update(Voice)
        .where(Voice.organisation_id == organisation.id, Voice.consultation_id.not_in(filed))
        .values(name=organisation.name)
    )
