"""An endorsement is what an organisation answers when one exact version is open to be signed."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.db import Base
from consult.models.columns import Key, code, refers


class EndorsementChoice(StrEnum):
    """What an organisation says of the version; a withdrawn answer is no answer."""

    SIGNED = "signed"
    DISSENT = "dissent"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


#: Those who stand behind the text.
SIGNING = frozenset({EndorsementChoice.SIGNED, EndorsementChoice.DISSENT})


class Endorsement(Base):
    """What one organisation answered in a round; the row with the highest number counts.

    Names are those under which it was given, whatever the register says later. `number` counts the
    answers of the organisation in the round from 1, so that two at once are never both taken.
    """

    __tablename__ = "endorsement"
    __table_args__ = (
        UniqueConstraint("round_id", "organisation_id", "number"),
        CheckConstraint("(choice = 'dissent') = (dissent <> '')", name="dissent"),
        CheckConstraint("number > 0", name="number"),
    )

    id: Mapped[Key]
    round_id: Mapped[int] = mapped_column(refers("endorsement_round.id"))
    organisation_id: Mapped[int] = mapped_column(refers("organisation.id"), index=True)
    number: Mapped[int]
    version_hash: Mapped[str] = mapped_column(String(64))
    choice: Mapped[EndorsementChoice] = mapped_column(code(EndorsementChoice, "choice"))
    dissent: Mapped[str] = mapped_column(Text, default="")
    organisation_name: Mapped[str] = mapped_column(String(255))
    municipality: Mapped[str] = mapped_column(String(100), default="")
    signatory: Mapped[str] = mapped_column(String(255), default="")
    title: Mapped[str] = mapped_column(String(255), default="")
    body: Mapped[str] = mapped_column(String(255), default="")
    handled_on: Mapped[date | None]
    made_by_id: Mapped[int | None] = mapped_column(refers("person.id"))
    made_at: Mapped[datetime]
