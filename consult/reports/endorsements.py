"""Who has signed a version: the newest answer of each organisation counts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, aliased

from consult.models import (
    SIGNING,
    Endorsement,
    EndorsementChoice,
    EndorsementRound,
    Organisation,
    Participation,
)


@dataclass(frozen=True)
class Signing:
    """An organisation that takes part and what it has answered; a withdrawn answer is none."""

    organisation: Organisation
    endorsement: Endorsement | None = None

    @property
    def choice(self) -> EndorsementChoice | None:
        """Its answer, None while it has not answered."""
        return None if self.endorsement is None else self.endorsement.choice

    @property
    def is_signatory(self) -> bool:
        """Whether it stands behind the text."""
        return self.choice in SIGNING


@dataclass(frozen=True)
class Count:
    """How many organisations were asked, and how many answered what."""

    asked: int = 0
    by_choice: Counter[EndorsementChoice] = field(default_factory=Counter)

    @property
    def signed(self) -> int:
        """Without dissent."""
        return self.by_choice[EndorsementChoice.SIGNED]

    @property
    def dissenting(self) -> int:
        """Those who signed with a view of their own."""
        return self.by_choice[EndorsementChoice.DISSENT]

    @property
    def declined(self) -> int:
        """Those who do not sign."""
        return self.by_choice[EndorsementChoice.DECLINED]

    @property
    def signatories(self) -> int:
        """Everybody who stands behind the text."""
        return self.signed + self.dissenting

    @property
    def waiting(self) -> int:
        """Those who have not answered."""
        return self.asked - self.signed - self.dissenting - self.declined


def is_standing() -> ColumnElement[bool]:
    """The rows of `Endorsement` after which the organisation has answered nothing in the round."""
    later = aliased(Endorsement)
    newest = (
        select(func.max(later.number))
        .where(later.round_id == Endorsement.round_id, later.organisation_id == Endorsement.organisation_id)
        .correlate(Endorsement)
        .scalar_subquery()
    )
    return Endorsement.number == newest


def standing_endorsement(session: Session, round_id: int, organisation_id: int) -> Endorsement | None:
    """The newest answer of an organisation, withdrawn or not."""
    return session.scalar(
        select(Endorsement)
        .where(Endorsement.round_id == round_id, Endorsement.organisation_id == organisation_id)
        .order_by(Endorsement.number.desc())
        .limit(1)
    )


def load_signings(session: Session, consultation_id: int, round_id: int) -> tuple[Signing, ...]:
    """Every organisation that takes part with its answer, in the order of the register, in one query."""
    answer = and_(
        Endorsement.organisation_id == Organisation.id,
        Endorsement.round_id == round_id,
        Endorsement.choice != EndorsementChoice.WITHDRAWN,
        is_standing(),
    )
    rows = session.execute(
        select(Organisation, Endorsement)
        .join(Participation, Participation.organisation_id == Organisation.id)
        .outerjoin(Endorsement, answer)
        .where(Participation.consultation_id == consultation_id)
        .order_by(Organisation.sorted_as, Organisation.id)
    )
    return tuple(Signing(organisation, endorsement) for organisation, endorsement in rows)


def load_signatories(session: Session, version_id: int) -> tuple[Endorsement, ...]:
    """Those who stand behind a version, in the order in which they answered, in one query."""
    return tuple(
        session.scalars(
            select(Endorsement)
            .join(EndorsementRound, EndorsementRound.id == Endorsement.round_id)
            .where(EndorsementRound.version_id == version_id, Endorsement.choice.in_(SIGNING), is_standing())
            .order_by(Endorsement.id)
        )
    )


def count_signings(signings: Iterable[Signing]) -> Count:
    """The figures of a list."""
    rows = tuple(signings)
    return Count(len(rows), Counter(row.choice for row in rows if row.choice is not None))
