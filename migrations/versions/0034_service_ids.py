"""A question and its options know what the consultation service calls them."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Questions that are there already have no ids: they are known by their places."""
    with op.batch_alter_table("question") as batch_op:
        batch_op.add_column(sa.Column("service_id", sa.String(length=100), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("option_ids", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("question") as batch_op:
        batch_op.alter_column("service_id", server_default=None)
        batch_op.alter_column("option_ids", server_default=None)


def downgrade() -> None:
    """Places only."""
    with op.batch_alter_table("question") as batch_op:
        batch_op.drop_column("option_ids")
        batch_op.drop_column("service_id")
