"""A round may open only what has changed since the one before it."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Rounds so far opened the whole text."""
    with op.batch_alter_table("round") as batch_op:
        batch_op.add_column(sa.Column("is_narrow", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("round") as batch_op:
        batch_op.alter_column("is_narrow", server_default=None)


def downgrade() -> None:
    """Every round opens the whole text again."""
    with op.batch_alter_table("round") as batch_op:
        batch_op.drop_column("is_narrow")
