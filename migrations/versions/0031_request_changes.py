"""What the authority changed midway: the deadline moved, the plan replaced."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

TABLE = "request_change"
SUBJECT = (
    "(old_deadline_at IS NULL) = (new_deadline_at IS NULL) "
    "AND (new_deadline_at IS NULL) <> (version_id IS NULL)"
)


def _refers(column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{TABLE}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="RESTRICT")


def upgrade() -> None:
    """One row for each change, only appended."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("old_deadline_at", sa.DateTime(), nullable=True),
        sa.Column("new_deadline_at", sa.DateTime(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(SUBJECT, name=op.f("ck_request_change_subject")),
        _refers("consultation_id", "consultation"),
        _refers("version_id", "version"),
        _refers("actor_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_change")),
    )
    op.create_index("ix_request_change_consultation_id", TABLE, ["consultation_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {TABLE}_no_{action.lower()} BEFORE {action} ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END"
        )


def downgrade() -> None:
    """Forget them; the guards go with the table."""
    op.drop_table(TABLE)
