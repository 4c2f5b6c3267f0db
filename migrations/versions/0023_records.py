"""The record of an organisation: when it was confirmed and by whom, and what has changed in it."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

CONFIRMED_BY = "fk_organisation_confirmed_by_id_person"


def upgrade() -> None:
    """Nothing is known of the time before."""
    with op.batch_alter_table("organisation") as batch_op:
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("confirmed_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f(CONFIRMED_BY), "person", ["confirmed_by_id"], ["id"], ondelete="RESTRICT"
        )
    op.create_table(
        "record_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(40), nullable=False),
        sa.Column("old", sa.String(255), nullable=False),
        sa.Column("new", sa.String(255), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_record_change_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["changed_by_id"],
            ["person.id"],
            name=op.f("fk_record_change_changed_by_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_change")),
    )
    op.create_index("ix_record_change_organisation_id", "record_change", ["organisation_id"])


def downgrade() -> None:
    """The register says what it says now."""
    op.drop_table("record_change")
    with op.batch_alter_table("organisation") as batch_op:
        batch_op.drop_constraint(batch_op.f(CONFIRMED_BY), type_="foreignkey")
        batch_op.drop_column("confirmed_by_id")
        batch_op.drop_column("confirmed_at")
