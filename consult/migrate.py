"""Bringing a database to the newest schema."""

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from consult.resources import resource_dir


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Apply every migration that the database does not have, in one transaction."""
    with _writing(engine).begin() as connection:
        command.upgrade(alembic_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Go back to an earlier schema."""
    with _writing(engine).begin() as connection:
        command.downgrade(alembic_config(connection), revision)


def is_current(engine: Engine) -> bool:
    """Whether the database has the newest schema."""
    with engine.connect() as connection:
        heads = MigrationContext.configure(connection).get_current_heads()
        newest = ScriptDirectory.from_config(alembic_config(connection)).get_heads()
        return set(heads) == set(newest)


def alembic_config(connection: Connection) -> AlembicConfig:
    """Alembic's own configuration, on a connection of ours."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(resource_dir("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _writing(engine: Engine) -> Engine:
    return engine.execution_options(consult_immediate=True)
