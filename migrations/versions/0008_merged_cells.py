"""A cell of a table may cover several columns and rows."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SPANS = ("column_span", "row_span")


def upgrade() -> None:
    """Every cell so far covers itself alone."""
    for span in SPANS:
        op.add_column("content", sa.Column(span, sa.Integer(), server_default="1", nullable=False))


def downgrade() -> None:
    """Spans are forgotten."""
    for span in SPANS:
        op.drop_column("content", span)
