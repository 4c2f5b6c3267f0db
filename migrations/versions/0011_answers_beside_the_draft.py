"""A decision on a background document remembers the version of the draft that stood when it was made."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

COLUMN = "draft_version_id INTEGER CONSTRAINT fk_decision_draft_version_id_version REFERENCES version (id)"
STOOD_THEN = """
    UPDATE decision SET draft_version_id = (
        SELECT max(version.id) FROM version JOIN document ON document.id = version.document_id
        WHERE document.consultation_id = decision.consultation_id AND document.role = 'draft'
        AND version.published_at <= decision.decided_at
    )
    WHERE document_id IN (SELECT id FROM document WHERE role = 'background')
"""


def upgrade() -> None:
    """Add the column, and fill it for what was decided of background documents before."""
    op.execute(f"ALTER TABLE decision ADD COLUMN {COLUMN}")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE decision DISABLE TRIGGER decision_append_only")
        op.execute(STOOD_THEN)
        op.execute("ALTER TABLE decision ENABLE TRIGGER decision_append_only")
    else:
        op.execute("DROP TRIGGER decision_no_update")
        op.execute(STOOD_THEN)
        op.execute(
            "CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision "
            "BEGIN SELECT RAISE(ABORT, 'decision is append-only'); END"
        )
    op.create_index("ix_decision_draft_version_id", "decision", ["draft_version_id"])


def downgrade() -> None:
    """Forget it again."""
    op.drop_index("ix_decision_draft_version_id", "decision")
    op.execute("ALTER TABLE decision DROP COLUMN draft_version_id")
