"""Word files that organisations returned, and what came of them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="RESTRICT")


def upgrade() -> None:
    """Files that nobody saved may be deleted, so there is no guard."""
    op.create_table(
        "returned_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("reply", sa.JSON(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(), nullable=True),
        _refers("returned_file", "consultation_id", "consultation"),
        _refers("returned_file", "document_id", "document"),
        _refers("returned_file", "version_id", "version"),
        _refers("returned_file", "uploaded_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returned_file")),
    )
    op.create_index(op.f("ix_returned_file_consultation_id"), "returned_file", ["consultation_id"])
    op.create_table(
        "returned_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(proposal_id IS NULL) <> (comment_id IS NULL)", name=op.f("ck_returned_part_subject")
        ),
        _refers("returned_part", "file_id", "returned_file"),
        _refers("returned_part", "proposal_id", "proposal"),
        _refers("returned_part", "comment_id", "comment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returned_part")),
        sa.UniqueConstraint("comment_id", name=op.f("uq_returned_part_comment_id")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_returned_part_proposal_id")),
    )
    op.create_index(op.f("ix_returned_part_file_id"), "returned_part", ["file_id"])


def downgrade() -> None:
    """No files."""
    op.drop_table("returned_part")
    op.drop_table("returned_file")
