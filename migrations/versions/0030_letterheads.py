"""What exported pages carry around their text: a logo, lines above and below."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One letterhead for each consultation that has any."""
    op.create_table(
        "letterhead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("logo_hash", sa.String(length=64), nullable=True),
        sa.Column("logo_alt", sa.String(length=255), nullable=False),
        sa.Column("header", sa.Text(), nullable=False),
        sa.Column("footer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_letterhead_consultation_id_consultation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["logo_hash"], ["picture.hash"], name=op.f("fk_letterhead_logo_hash_picture"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letterhead")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_letterhead_consultation_id")),
    )
    op.create_index(op.f("ix_letterhead_logo_hash"), "letterhead", ["logo_hash"])


def downgrade() -> None:
    """Pages without a letterhead."""
    op.drop_table("letterhead")
