"""Which decision stands is found by its version and the hash of its members."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The longer index serves what the shorter one did."""
    op.create_index("ix_decision_version_id_group_hash", "decision", ["version_id", "group_hash"])
    op.drop_index("ix_decision_version_id", "decision")


def downgrade() -> None:
    """The shorter index again."""
    op.create_index("ix_decision_version_id", "decision", ["version_id"])
    op.drop_index("ix_decision_version_id_group_hash", "decision")
