"""Each consultation says whether it reminds of the closing by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every consultation has reminded so far."""
    with op.batch_alter_table("consultation") as batch_op:
        batch_op.add_column(
            sa.Column("sends_reminders", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    with op.batch_alter_table("consultation") as batch_op:
        batch_op.alter_column("sends_reminders", server_default=None)


def downgrade() -> None:
    """Every consultation reminds again."""
    with op.batch_alter_table("consultation") as batch_op:
        batch_op.drop_column("sends_reminders")
