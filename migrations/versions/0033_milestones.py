"""The stages of the work that somebody's deed brings about: approved, taken out to be filed."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

KINDS = (
    *("planning", "workshops", "drafting", "commenting", "reconciling"),
    *("endorsing", "filing", "following", "archived", "cancelled"),
)
MILESTONES = ("noticed", "published", "approved", "exported")


def upgrade() -> None:
    """Approvals can be taken back, exports are rows of their own; both are only appended."""
    _allow((*KINDS, *MILESTONES))
    withdrawn = sa.Column("is_withdrawn", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("approval", withdrawn)  # in place: a table that is built anew loses its guards
    op.create_table(
        "export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("version_hash", sa.String(64), nullable=False),
        sa.Column("is_undone", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        _refers("version_id", "version"),
        _refers("made_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export")),
    )
    op.create_index("ix_export_version_id", "export", ["version_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER export_append_only BEFORE UPDATE OR DELETE ON export "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER export_no_{action.lower()} BEFORE {action} ON export "
            f"BEGIN SELECT RAISE(ABORT, 'export is append-only'); END"
        )


def downgrade() -> None:
    """Forget them; the guards go with the table."""
    op.drop_table("export")
    op.drop_column("approval", "is_withdrawn")
    _allow(KINDS)


def _refers(column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_export_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="RESTRICT")


def _allow(kinds: tuple[str, ...]) -> None:
    written = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("stage") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_stage_kind"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_stage_kind"), f"kind IN ({written})")
