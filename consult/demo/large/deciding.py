"""The agent answers a share of what waits, and publishes the next version, through the services."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.models import Outcome, Person, Version
from consult.reports.reconciliation import COMMENT, Reconciliation, Spot, load_reconciliation
from consult.services.decisions import Ruling, Verdict, decide, member_keys
from consult.services.publishing import prepare_publication, publish_version

REASON = "Näin kohta vastaa parhaiten sitä, mitä useimmat ovat toivoneet."


def decide_some(session: Session, version: Version, count: int, *, agent: Person, now: datetime) -> None:
    """So many places, evenly over the queue: in each the first to arrive is accepted."""
    reconciliation = load_reconciliation(session, version)
    spots = reconciliation.spots
    for spot in spots[:: max(1, len(spots) // count)][:count]:
        ruling = Ruling(seen=spot.seen, verdicts=_verdicts(reconciliation, spot), rationale=REASON)
        decide(session, version, spot.key, ruling, actor=agent, now=now)


def publish_next(session: Session, version: Version, *, agent: Person, now: datetime) -> Version:
    """The version made of the decisions that stand."""
    publication = prepare_publication(session, version)
    return publish_version(session, publication, actor=agent, now=now)


def _verdicts(reconciliation: Reconciliation, spot: Spot) -> dict[str, Verdict]:
    first, *others = member_keys(reconciliation, spot)
    taken = Outcome.NOTED if spot.level == COMMENT else Outcome.ACCEPTED
    return {first: Verdict(taken), **{key: Verdict(Outcome.DECLINED) for key in others}}
