"""Every row of the log carries a hash over itself and the row before."""

from datetime import UTC

import sqlalchemy as sa
from alembic import op

from consult.services.log_chain import COVERED, chained_hash

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

SQLITE_GUARD = (
    "CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry "
    "BEGIN SELECT RAISE(ABORT, 'log_entry is append-only'); END"
)


def upgrade() -> None:
    """Old rows stay as they are and get the hashes they would have had."""
    op.add_column("log_entry", sa.Column("hash", sa.String(64), server_default="", nullable=False))
    _unguard()
    _fill()
    _guard()


def downgrade() -> None:
    """The hashes are forgotten."""
    op.drop_column("log_entry", "hash")


def _unguard() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE log_entry DISABLE TRIGGER log_entry_append_only")
    else:
        op.execute("DROP TRIGGER log_entry_no_update")


def _guard() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE log_entry ENABLE TRIGGER log_entry_append_only")
    else:
        op.execute(SQLITE_GUARD)


def _fill() -> None:
    bind = op.get_bind()
    table = sa.table(
        "log_entry",
        sa.column("id", sa.Integer),
        sa.column("at", sa.DateTime),
        sa.column("hash", sa.String),
        *(sa.column(name, sa.JSON if name == "details" else None) for name in COVERED),
    )
    previous = ""
    for row in bind.execute(sa.select(table).order_by(table.c.id)).mappings().all():
        previous = chained_hash(previous, row["at"].replace(tzinfo=UTC), row)
        bind.execute(table.update().where(table.c.id == row["id"]).values(hash=previous))
