"""What is looked at before anything is served: refused in production, named elsewhere."""

import stat
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from sqlalchemy.engine import make_url

from consult.config import Config, UnsafeConfiguration
from consult.db import has_wal_fault, sqlite_module

WAL_FAULT = (
    "SQLite {version} can corrupt a database that two processes write (fixed in 3.51.3). "
    "Install the pysqlite3 package, or use PostgreSQL."
)
READABLE = "The database {path} can be read by other users of this machine: chmod 600 it."
NO_ZONE = "The time zone {zone} is not known here: install the tzdata package."


def check_machine(config: Config) -> None:
    """Refuse an unsafe machine in production; elsewhere say what would be refused there."""
    reasons = find_faults(config)
    if reasons and config.is_production:
        raise UnsafeConfiguration("\n".join(reasons))
    for reason in reasons:
        click.echo(f"Note: {reason}", err=True)


def find_faults(config: Config) -> list[str]:
    """Every reason, as a sentence."""
    url = make_url(config.database_url)
    reasons = []
    if url.get_backend_name() == "sqlite":
        if has_wal_fault():
            reasons.append(WAL_FAULT.format(version=sqlite_module().sqlite_version))
        if url.database and is_readable_by_others(Path(url.database)):
            reasons.append(READABLE.format(path=url.database))
    if not is_known_zone(config.timezone):
        reasons.append(NO_ZONE.format(zone=config.timezone))
    return reasons


def is_readable_by_others(path: Path) -> bool:
    """Whether the file exists and others than its owner and group may read it."""
    return path.exists() and bool(path.stat().st_mode & stat.S_IROTH)


def is_known_zone(zone: str) -> bool:
    """Whether this machine knows the time zone."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True
