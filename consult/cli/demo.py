"""`consult demo`: three believable consultations to look at, in an empty database."""

import click

from consult.config import load_config
from consult.db import make_engine, writing_session
from consult.demo import load_demo
from consult.migrate import upgrade
from consult.web.clock import utc_now

__all__ = ["demo", "load_demo"]


@click.command()
def demo() -> None:
    """Load the demonstration: three consultations with dates around today. Only into an empty database."""
    config = load_config()
    upgrade(config.database_url)
    engine = make_engine(config.database_url)
    with writing_session(engine) as session:
        consultations = load_demo(session, now=utc_now())
        session.commit()
    engine.dispose()
    for consultation in consultations:
        click.echo(f"{config.base_url}/consultations/{consultation.slug}  {consultation.title}")
