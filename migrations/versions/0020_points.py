"""Points, how they are worded, where they went, and which notes were gathered into them."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

APPEND_ONLY = ("point_wording", "point_answer", "gathering", "gathered_note")
DESTINATIONS = ("text", "proposal", "nowhere", "open")
KINDS = ("point", "aside", "back", "undo")


def upgrade() -> None:
    """Add the tables; but for the number of a point, all of them are only appended to."""
    op.create_table(
        "point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        _refers("point", "consultation_id", "consultation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f("uq_point_consultation_id_number")),
    )
    op.create_table(
        "point_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        _refers("point_wording", "point_id", "point"),
        _refers("point_wording", "actor_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_wording")),
        sa.UniqueConstraint("point_id", "number", name=op.f("uq_point_wording_point_id_number")),
    )
    _create_answers()
    _create_gatherings()
    for table in APPEND_ONLY:
        _guard(table)


def _create_answers() -> None:
    name = "point_answer"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("destination", _code(DESTINATIONS, "destination"), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("blocks", sa.JSON(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(destination = 'text') = (version_id IS NOT NULL)", name=op.f("ck_point_answer_version")
        ),
        sa.CheckConstraint(
            "(destination = 'proposal') = (proposal_id IS NOT NULL)", name=op.f("ck_point_answer_proposal")
        ),
        sa.CheckConstraint("destination <> 'nowhere' OR reason <> ''", name=op.f("ck_point_answer_reason")),
        _refers(name, "point_id", "point"),
        _refers(name, "version_id", "version"),
        _refers(name, "proposal_id", "proposal"),
        _refers(name, "actor_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_answer")),
        sa.UniqueConstraint("point_id", "number", name=op.f("uq_point_answer_point_id_number")),
    )


def _create_gatherings() -> None:
    op.create_table(
        "gathering",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("kind", _code(KINDS, "kind"), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("(kind = 'point') = (point_id IS NOT NULL)", name=op.f("ck_gathering_point")),
        sa.CheckConstraint("(kind = 'undo') = (undoes_id IS NOT NULL)", name=op.f("ck_gathering_undo")),
        sa.CheckConstraint("kind <> 'aside' OR reason <> ''", name=op.f("ck_gathering_reason")),
        _refers("gathering", "consultation_id", "consultation"),
        _refers("gathering", "point_id", "point"),
        _refers("gathering", "undoes_id", "gathering"),
        _refers("gathering", "actor_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gathering")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_gathering_undoes_id")),
    )
    op.create_index("ix_gathering_consultation_id", "gathering", ["consultation_id"])
    op.create_index("ix_gathering_point_id", "gathering", ["point_id"])
    op.create_table(
        "gathered_note",
        sa.Column("gathering_id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        _refers("gathered_note", "gathering_id", "gathering"),
        _refers("gathered_note", "note_id", "note"),
        sa.PrimaryKeyConstraint("gathering_id", "note_id", name=op.f("pk_gathered_note")),
    )
    op.create_index("ix_gathered_note_note_id", "gathered_note", ["note_id"])


def downgrade() -> None:
    """Forget them."""
    for table in ("gathered_note", "gathering", "point_answer", "point_wording", "point"):
        op.drop_table(table)


def _guard(table: str) -> None:
    """The rows stay as they were written; the function is that of an earlier migration."""
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


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="RESTRICT")


def _code(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)
