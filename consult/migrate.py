"""Bring a database to the newest schema; a new one is made readable by its owner only."""

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy.engine import make_url

from consult.resources import resource_dir

OWNER_ONLY = 0o600


def upgrade(url: str, revision: str = "head") -> None:
    """Run every migration that has not been run."""
    _prepare_file(url)
    command.upgrade(migration_config(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Go back to an earlier schema."""
    command.downgrade(migration_config(url), revision)


def migration_config(url: str) -> AlembicConfig:
    """What Alembic needs to know; there is no file."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(resource_dir("migrations")).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def _prepare_file(url: str) -> None:
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite" and parts.database:
        path = Path(parts.database)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=OWNER_ONLY)
