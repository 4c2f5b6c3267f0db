"""`consult init`: bring the database to the newest schema."""

import click

from consult.config import load_config
from consult.migrate import upgrade


@click.command()
def init() -> None:
    """Create the database, or bring an older one up to date. Safe to run again."""
    config = load_config()
    upgrade(config.database_url)
    click.echo("The database is ready.")
