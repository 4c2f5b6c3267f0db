"""`consult backup`: a consistent copy of the SQLite database while it is in use."""

import os
from pathlib import Path

import click
from sqlalchemy.engine import make_url

from consult.config import load_config
from consult.db import sqlite_module

OWNER_ONLY = 0o077


@click.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
def backup(target: Path) -> None:
    """Copy the database to TARGET, a file that does not exist yet. Copying the file itself is not safe."""
    url = make_url(load_config().database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise click.ClickException("This database is not SQLite. Use pg_dump.")
    if not Path(url.database).exists():
        raise click.ClickException("There is no database yet. Run consult init first.")
    if target.exists():
        raise click.ClickException(f"{target} exists already. Choose another name.")
    copy_database(Path(url.database), target)
    click.echo(f"The database was copied to {target}.")


def copy_database(source: Path, target: Path) -> None:
    """Copy through SQLite's backup, check the copy, and only then give it its name."""
    sqlite = sqlite_module()
    unfinished = target.with_name(f".{target.name}.part")
    earlier = os.umask(OWNER_ONLY)
    try:
        unfinished.unlink(missing_ok=True)
        reading, writing = sqlite.connect(str(source)), sqlite.connect(str(unfinished))
        try:
            reading.backup(writing)
            answer = writing.execute("PRAGMA integrity_check").fetchone()[0]
        finally:
            writing.close()
            reading.close()
        if answer != "ok":
            raise click.ClickException(f"The copy is damaged: {answer}")
        unfinished.rename(target)
    finally:
        os.umask(earlier)
        unfinished.unlink(missing_ok=True)
