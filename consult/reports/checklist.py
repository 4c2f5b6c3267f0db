"""Before filing: what has been done and what has not."""

from dataclasses import dataclass
from enum import StrEnum

from consult.models import Approval, StageKind
from consult.reports.beside import Beside
from consult.reports.stages import Standing
from consult.reports.transfer import Sheet


class Check(StrEnum):
    """What is looked at before a statement is filed."""

    DECIDED = "decided"
    TOLD = "told"
    ANSWERED = "answered"
    APPROVED = "approved"
    SIGNED = "signed"


@dataclass(frozen=True)
class Checked:
    """One line of the list."""

    check: Check
    is_done: bool


def check_before_filing(
    standing: Standing, beside: Beside, sheet: Sheet, approval: Approval | None
) -> tuple[Checked, ...]:
    """Every line in the order of the work; an endorsement round that is not over is not done."""
    facts = standing.facts
    is_reconciled = standing.current is not StageKind.RECONCILING and not facts.is_unsettled
    is_signed = facts.endorsing is not None and standing.current is not StageKind.ENDORSING
    return (
        Checked(Check.DECIDED, is_reconciled and not beside.count),
        Checked(Check.TOLD, is_reconciled and not beside.decisions),
        Checked(Check.ANSWERED, not sheet.missing),
        Checked(Check.APPROVED, approval is not None),
        Checked(Check.SIGNED, is_signed),
    )
