"""`consult verify-log`: whether the log is as it was written."""

import click

from consult.config import load_config
from consult.db import make_engine, reading_session
from consult.services.log_chain import verify_log as walk


@click.command("verify-log")
@click.option("--head", default="", help="A hash that this command printed earlier; it must still be there.")
def verify_log(*, head: str) -> None:
    """Check that no row of the log was changed, taken away or put between. Note the hash it prints."""
    engine = make_engine(load_config().database_url)
    with reading_session(engine) as session:
        verdict = walk(session, wanted=head)
    engine.dispose()
    for number, at in verdict.broken:
        click.echo(f"Row {number} of {at:%Y-%m-%d %H:%M} UTC does not follow the row before it.", err=True)
    if verdict.broken:
        raise click.ClickException(
            "The log was changed: these rows, or rows before them, are not as written."
        )
    if not verdict.holds_wanted:
        raise click.ClickException("The log no longer holds the row with that hash: its end was taken away.")
    click.echo(f"The log is whole: {verdict.count} rows, the last one is {verdict.head or 'none'}.")
