"""Forms that were saved or thrown away, so that a late autosave does not bring their words back."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One row for each page whose form has been saved, kept for a day."""
    op.create_table(
        "spent_page",
        sa.Column("page", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("spent_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_spent_page_person_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("page", "person_id", name=op.f("pk_spent_page")),
    )
    op.create_index("ix_spent_page_spent_at", "spent_page", ["spent_at"])


def downgrade() -> None:
    """Forget them."""
    op.drop_table("spent_page")
