"""A work can be cancelled or archived, an organisation let in late, and a timetable have several rounds."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ENDINGS = ("cancelled", "archived", "resumed")
BEFORE = ("planning", "commenting", "reconciling", "endorsing", "filing", "following")
STAGES = (
    *("planning", "workshops", "drafting", "commenting", "reconciling", "endorsing", "filing", "following"),
    *("archived", "cancelled"),
)


def upgrade() -> None:
    """Make the tables, guard the endings, give the stages their numbers and the new kinds."""
    op.create_table(
        "ending",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("kind", _code(ENDINGS), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        _refers("ending", "consultation_id", "consultation"),
        _refers("ending", "made_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ending")),
    )
    op.create_index("ix_ending_consultation_id", "ending", ["consultation_id"])
    op.create_table(
        "admission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("voice_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("admitted_at", sa.DateTime(), nullable=False),
        sa.Column("admitted_by_id", sa.Integer(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        _refers("admission", "round_id", "round"),
        _refers("admission", "voice_id", "voice"),
        _refers("admission", "admitted_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admission")),
    )
    op.create_index("ix_admission_round_id_voice_id", "admission", ["round_id", "voice_id"])
    op.create_index("ix_admission_voice_id", "admission", ["voice_id"])
    _guard("ending")
    with op.batch_alter_table("stage") as batch_op:
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=False, server_default="1"))
        batch_op.drop_constraint(batch_op.f("uq_stage_consultation_id_kind"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_stage_consultation_id_kind_number"), ["consultation_id", "kind", "number"]
        )
    _stages_may_be(STAGES)
    with op.batch_alter_table("stage") as batch_op:
        batch_op.alter_column("number", server_default=None)


def downgrade() -> None:
    """Forget them, and the rounds and kinds that timetables had not before."""
    stage = sa.table("stage", sa.column("number"), sa.column("kind"))
    op.execute(stage.delete().where(sa.or_(stage.c.number > 1, stage.c.kind.not_in(BEFORE))))
    with op.batch_alter_table("stage") as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_stage_consultation_id_kind_number"), type_="unique")
        batch_op.drop_column("number")
        batch_op.create_unique_constraint(
            batch_op.f("uq_stage_consultation_id_kind"), ["consultation_id", "kind"]
        )
    _stages_may_be(BEFORE)
    op.drop_table("admission")
    op.drop_table("ending")


def _stages_may_be(kinds: tuple[str, ...]) -> None:
    written = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("stage") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_stage_kind"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_stage_kind"), f"kind IN ({written})")


def _code(codes: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*codes, name="kind", native_enum=False, create_constraint=True, length=20)


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="RESTRICT")


def _guard(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
