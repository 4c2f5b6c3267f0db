"""A process that publishes version after version and notes what was acknowledged; it is to be killed."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from consult.db import make_engine, reading_session, writing_session
from consult.models import Consultation, Outcome, Person, Version
from consult.reports.reconciliation import load_reconciliation
from consult.reports.texts import load_text
from consult.reports.versions import current_version
from consult.services.decisions import Ruling, Verdict, decide, member_keys
from consult.services.proposals import make_proposal
from consult.services.publishing import prepare_publication, publish_version
from consult.services.voices import office_voice
from consult.services.wishes import Reword
from tests.services.reconciling import LATER

MINUTE = timedelta(minutes=1)


def main(url: str, ledger: Path) -> None:
    """Publish until killed."""
    engine = make_engine(url)
    with ledger.open("a", encoding="ascii") as acknowledged:
        while True:
            version = publish_once(engine)
            acknowledged.write(f"{version.number} {version.hash}\n")
            acknowledged.flush()
            os.fsync(acknowledged.fileno())


def publish_once(engine: Engine) -> Version:
    """A proposal of the office, its acceptance, and the next version: each a transaction of its own."""
    with _writing(engine) as (session, version, agent):
        text = load_text(session, version.id).by_id["b2"].text
        proposal = make_proposal(
            session,
            version,
            Reword(("b2",), f"{text} Versio {version.number}."),
            voice=office_voice(session, _consultation(session).id),
            rationale="Uusi virke.",
            actor=agent,
            now=LATER + version.number * MINUTE,
        )
        number = proposal.number
    with _writing(engine) as (session, version, agent):
        reconciliation = load_reconciliation(session, version)
        spot = reconciliation.by_key[f"p{number}-0"]
        verdicts = {key: Verdict(Outcome.ACCEPTED) for key in member_keys(reconciliation, spot)}
        ruling = Ruling(
            seen=spot.seen, verdicts=verdicts, standing=spot.decision.id if spot.decision else None
        )
        decide(session, version, spot.key, ruling, actor=agent, now=LATER + version.number * MINUTE)
    with reading_session(engine) as session:
        base = current_version(session, _consultation(session).id)
        assert base is not None
        publication = prepare_publication(session, base)
    with _writing(engine) as (session, version, agent):
        return publish_version(session, publication, actor=agent, now=LATER + version.number * MINUTE)


@contextmanager
def _writing(engine: Engine) -> Iterator[tuple[Session, Version, Person]]:
    with writing_session(engine) as session:
        version = current_version(session, _consultation(session).id)
        assert version is not None
        agent = session.scalars(select(Person).where(Person.name == "Muutosagentti")).one()
        yield session, version, agent
        session.commit()


def _consultation(session: Session) -> Consultation:
    return session.scalars(select(Consultation)).one()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
