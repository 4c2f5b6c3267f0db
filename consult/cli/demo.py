"""`consult demo`: believable consultations to look at, in an empty database."""

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.config import load_config
from consult.db import make_engine, writing_session
from consult.demo import load_demo
from consult.demo.large.load import load_large
from consult.migrate import upgrade
from consult.models import Agency, Consultation, Person
from consult.web.clock import utc_now

__all__ = ["demo", "load_demo"]


@click.command()
@click.option(
    "--large",
    is_flag=True,
    help="Also a region of 5,300 organisations, 500 of them in a strategy with 2,000 answers. Takes minutes.",
)
def demo(*, large: bool) -> None:
    """Load the demonstration: three consultations with dates around today. Only into an empty database."""
    config = load_config()
    upgrade(config.database_url)
    engine = make_engine(config.database_url)
    with writing_session(engine) as session:
        consultations = load_demo(session, now=utc_now())
        if large:
            consultations = (*consultations, load_large(session, _agent(session), now=utc_now()))
        session.commit()
        for consultation in consultations:
            click.echo(_line(config.base_url, consultation))
    engine.dispose()


def _agent(session: Session) -> Person:
    """The change agent of the demonstration."""
    return session.scalars(select(Person).join(Agency).order_by(Agency.id).limit(1)).one()


def _line(base_url: str, consultation: Consultation) -> str:
    return f"{base_url}/consultations/{consultation.slug}  {consultation.title}"
