"""Sector representatives, and whom their networks heard."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

CURRENT = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Two tables."""
    op.create_table(
        "representation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("voice_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        _refers("representation", "voice_id", "voice"),
        _refers("representation", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_representation")),
    )
    op.create_index("ix_representation_person_id", "representation", ["person_id"])
    op.create_index(
        "uq_representation_current",
        "representation",
        ["voice_id", "person_id"],
        unique=True,
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )
    op.create_table(
        "hearing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("voice_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("said_by_id", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        _refers("hearing", "voice_id", "voice"),
        _refers("hearing", "said_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing")),
    )
    op.create_index("ix_hearing_voice_id", "hearing", ["voice_id"])


def downgrade() -> None:
    """Networks have nobody who speaks for them."""
    op.drop_table("hearing")
    op.drop_table("representation")


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete="RESTRICT"
    )
