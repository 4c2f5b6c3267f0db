"""Workshops with their attendance and notes, the tries of people without an account, tables of notes."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

APPEND_ONLY = ("note", "note_hiding")
KINDS = ("municipality", "organisation", "other", "resident")
ORIGINS = ("phone", "pasted", "table")
PENDING = ("register", "request")


def upgrade() -> None:
    """Add the tables, and let a table of notes wait to be confirmed."""
    op.create_table(
        "workshop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("voice_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(6), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("place", sa.String(255), nullable=False),
        sa.Column("opens_at", sa.DateTime(), nullable=True),
        sa.Column("closes_at", sa.DateTime(), nullable=True),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("(opens_at IS NULL) = (closes_at IS NULL)", name=op.f("ck_workshop_hours")),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_workshop_order")),
        _refers("workshop", "consultation_id", "consultation"),
        _refers("workshop", "voice_id", "voice"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop")),
        sa.UniqueConstraint("consultation_id", "name", name=op.f("uq_workshop_consultation_id_name")),
        sa.UniqueConstraint("voice_id", name=op.f("uq_workshop_voice_id")),
        sa.UniqueConstraint("code", name=op.f("uq_workshop_code")),
    )
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("kind", _code(KINDS, "kind"), nullable=False),
        sa.Column("came", sa.Integer(), nullable=True),
        sa.Column("target", sa.Integer(), nullable=True),
        _refers("attendance", "workshop_id", "workshop"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("workshop_id", "kind", name=op.f("uq_attendance_workshop_id_kind")),
    )
    _create_notes()
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    op.create_index("ix_attempt_key_at", "attempt", ["key", "at"])
    op.create_index("ix_attempt_at", "attempt", ["at"])
    _let_wait((*PENDING, "notes"))


def _create_notes() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("origin", _code(ORIGINS, "origin"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("theme", sa.String(100), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("block_id", sa.String(40), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("organisation_name", sa.String(255), nullable=False),
        sa.Column("is_from_organisation", sa.Boolean(), nullable=False),
        sa.Column("reference", sa.String(40), nullable=False),
        sa.Column("page", sa.String(60), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("(version_id IS NULL) = (block_id IS NULL)", name=op.f("ck_note_block")),
        _refers("note", "consultation_id", "consultation"),
        _refers("note", "workshop_id", "workshop"),
        _refers("note", "version_id", "version"),
        _refers("note", "organisation_id", "organisation"),
        _refers("note", "created_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f("uq_note_consultation_id_number")),
        sa.UniqueConstraint("page", name=op.f("uq_note_page")),
    )
    op.create_index("ix_note_workshop_id", "note", ["workshop_id"])
    op.create_index("ix_note_organisation_id", "note", ["organisation_id"])
    has_one = sa.text("reference <> ''")
    op.create_index(
        "uq_note_reference",
        "note",
        ["consultation_id", "reference"],
        unique=True,
        sqlite_where=has_one,
        postgresql_where=has_one,
    )
    op.create_table(
        "note_hiding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        _refers("note_hiding", "note_id", "note"),
        _refers("note_hiding", "actor_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_hiding")),
    )
    op.create_index("ix_note_hiding_note_id", "note_hiding", ["note_id"])
    for table in APPEND_ONLY:
        _guard(table)


def downgrade() -> None:
    """Forget them, and the tables that wait."""
    for table in ("note_hiding", "note", "attempt", "attendance", "workshop"):
        op.drop_table(table)
    op.execute("DELETE FROM pending_file WHERE kind = 'notes'")
    _let_wait(PENDING)


def _let_wait(kinds: tuple[str, ...]) -> None:
    with op.batch_alter_table("pending_file") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_pending_file_kind"), type_="check")
        allowed = ", ".join(f"'{kind}'" for kind in kinds)
        batch_op.create_check_constraint(batch_op.f("ck_pending_file_kind"), f"kind IN ({allowed})")


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
