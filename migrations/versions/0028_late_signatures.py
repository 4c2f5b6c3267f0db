"""Signatories that came after the signing had closed."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

REFERS = (("version_id", "version"), ("organisation_id", "organisation"), ("added_by_id", "person"))


def upgrade() -> None:
    """One row for each; of those that stand an organisation has one."""
    op.create_table(
        "late_signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("organisation_name", sa.String(length=255), nullable=False),
        sa.Column("municipality", sa.String(length=100), nullable=False),
        sa.Column("signatory", sa.String(length=255), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [f"{target}.id"],
                name=op.f(f"fk_late_signature_{column}_{target}"),
                ondelete="RESTRICT",
            )
            for column, target in REFERS
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_signature")),
    )
    op.create_index("ix_late_signature_organisation_id", "late_signature", ["organisation_id"])
    op.create_index(
        "uq_late_signature_standing",
        "late_signature",
        ["version_id", "organisation_id"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )


def downgrade() -> None:
    """Forget them."""
    op.drop_table("late_signature")
