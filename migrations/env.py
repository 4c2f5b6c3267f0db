"""Alembic runs on the connection that `consult.migrate` gives it."""

from alembic import context

import consult.models  # noqa: F401 - fills the metadata
from consult.db import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
