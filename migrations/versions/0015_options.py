"""The chosen option of a question, what organisations hold of the options, and what a version holds."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = ("option_choice", "option_position", "version_choice")


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="RESTRICT")


def upgrade() -> None:
    """Three tables whose rows are only ever appended."""
    op.create_table(
        "option_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("header", sa.Text(), nullable=False),
        sa.Column("option", sa.Text(), nullable=True),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("chosen_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(option IS NULL) = (undoes_id IS NOT NULL)", name=op.f("ck_option_choice_option")
        ),
        _refers("option_choice", "consultation_id", "consultation"),
        _refers("option_choice", "undoes_id", "option_choice"),
        _refers("option_choice", "actor_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_option_choice")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_option_choice_undoes_id")),
    )
    op.create_index(
        "ix_option_choice_consultation_id_question", "option_choice", ["consultation_id", "question"]
    )
    op.create_table(
        "option_position",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("option", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("stated_at", sa.DateTime(), nullable=False),
        _refers("option_position", "answer_id", "answer"),
        _refers("option_position", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_option_position")),
    )
    op.create_index("ix_option_position_answer_id_question", "option_position", ["answer_id", "question"])
    op.create_table(
        "version_choice",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("choice_id", sa.Integer(), nullable=False),
        _refers("version_choice", "version_id", "version"),
        _refers("version_choice", "choice_id", "option_choice"),
        sa.PrimaryKeyConstraint("version_id", "question", name=op.f("pk_version_choice")),
    )
    _guard()


def _guard() -> None:
    for table in TABLES:
        if op.get_bind().dialect.name == "postgresql":
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )
            continue
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def downgrade() -> None:
    """No choices; the guards go with their tables."""
    for table in reversed(TABLES):
        op.drop_table(table)
