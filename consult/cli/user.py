"""`consult user`: people, for those who run the service."""

import click

from consult.config import load_config
from consult.db import make_engine, writing_session
from consult.services.people import LANGUAGES, add_person
from consult.web.clock import utc_now


@click.group()
def user() -> None:
    """People who can sign in."""


@user.command()
@click.argument("email")
@click.option("--name", default="", help="The person's name.")
@click.option("--administrator", is_flag=True, help="May do everything that belongs to no consultation.")
@click.option("--language", type=click.Choice(LANGUAGES), default="fi", show_default=True)
def add(*, email: str, name: str, administrator: bool, language: str) -> None:
    """Add a person; they sign in with a link that is mailed to EMAIL."""
    config = load_config()
    engine = make_engine(config.database_url)
    with writing_session(engine) as session:
        person = add_person(
            session,
            email=email,
            name=name,
            language=language,
            is_administrator=administrator,
            now=utc_now(),
        )
        session.commit()
        click.echo(f"Added {person.email}.")
    engine.dispose()
