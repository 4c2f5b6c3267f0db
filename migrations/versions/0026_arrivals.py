"""Answers that came by phone, on paper or by mail, and the links with which they are corrected."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

CHANNELS = ("web", "phone", "paper", "mail", "word", "event")


def upgrade() -> None:
    """An arrival, its parts and its links."""
    op.create_table(
        "arrival",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(*CHANNELS, name="channel", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("told_by", sa.Text(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        _refers("arrival", "answer_id", "answer"),
        _refers("arrival", "entered_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrival")),
    )
    op.create_index("ix_arrival_answer_id", "arrival", ["answer_id"])
    op.create_table(
        "arrived_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("arrival_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(proposal_id IS NULL) <> (comment_id IS NULL)", name=op.f("ck_arrived_part_subject")
        ),
        _refers("arrived_part", "arrival_id", "arrival"),
        _refers("arrived_part", "proposal_id", "proposal"),
        _refers("arrived_part", "comment_id", "comment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrived_part")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_arrived_part_proposal_id")),
        sa.UniqueConstraint("comment_id", name=op.f("uq_arrived_part_comment_id")),
    )
    op.create_index("ix_arrived_part_arrival_id", "arrived_part", ["arrival_id"])
    op.create_table(
        "correction_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("arrival_id", sa.Integer(), nullable=False),
        sa.Column("link_hash", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        _refers("correction_link", "arrival_id", "arrival"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction_link")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_correction_link_link_hash")),
    )
    op.create_index("ix_correction_link_arrival_id", "correction_link", ["arrival_id"])


def downgrade() -> None:
    """Forget them; what was said stays."""
    for table in ("correction_link", "arrived_part", "arrival"):
        op.drop_table(table)


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"), ondelete="RESTRICT"
    )
