"""Approvals, endorsement rounds and endorsements; what was signed the database itself refuses to change."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

#: What was signed stays; the name and title of a person can be erased.
KEPT = (
    "id, round_id, organisation_id, number, version_hash, choice, dissent, "
    "organisation_name, municipality, body, handled_on, made_at"
)


def upgrade() -> None:
    """Three tables, and a guard on what is only ever appended."""
    op.create_table(
        "approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("version_hash", sa.String(length=64), nullable=False),
        sa.Column("body", sa.String(length=255), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        _refers("approval", "version_id", "version"),
        _refers("approval", "recorded_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
    )
    op.create_index("ix_approval_version_id", "approval", ["version_id"])
    op.create_table(
        "endorsement_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("version_hash", sa.String(length=64), nullable=False),
        sa.Column("opens_at", sa.DateTime(), nullable=False),
        sa.Column("closes_at", sa.DateTime(), nullable=False),
        _refers("endorsement_round", "consultation_id", "consultation"),
        _refers("endorsement_round", "version_id", "version"),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_endorsement_round_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsement_round")),
        sa.UniqueConstraint("version_id", name=op.f("uq_endorsement_round_version_id")),
    )
    op.create_index("ix_endorsement_round_consultation_id", "endorsement_round", ["consultation_id"])
    _create_endorsements()
    _guard()


def _create_endorsements() -> None:
    op.create_table(
        "endorsement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version_hash", sa.String(length=64), nullable=False),
        sa.Column("choice", sa.String(length=20), nullable=False),
        sa.Column("dissent", sa.Text(), nullable=False),
        sa.Column("organisation_name", sa.String(length=255), nullable=False),
        sa.Column("municipality", sa.String(length=100), nullable=False),
        sa.Column("signatory", sa.String(length=255), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("body", sa.String(length=255), nullable=False),
        sa.Column("handled_on", sa.Date(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        _refers("endorsement", "round_id", "endorsement_round"),
        _refers("endorsement", "organisation_id", "organisation"),
        _refers("endorsement", "made_by_id", "person"),
        sa.CheckConstraint(
            "choice IN ('signed', 'dissent', 'declined', 'withdrawn')", name=op.f("ck_endorsement_choice")
        ),
        sa.CheckConstraint("(choice = 'dissent') = (dissent <> '')", name=op.f("ck_endorsement_dissent")),
        sa.CheckConstraint("number > 0", name=op.f("ck_endorsement_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsement")),
        sa.UniqueConstraint(
            "round_id",
            "organisation_id",
            "number",
            name=op.f("uq_endorsement_round_id_organisation_id_number"),
        ),
    )
    op.create_index("ix_endorsement_organisation_id", "endorsement", ["organisation_id"])


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"), ondelete="RESTRICT"
    )


def _guard() -> None:
    changes = (
        ("approval", "UPDATE"),
        ("approval", "DELETE"),
        ("endorsement", f"UPDATE OF {KEPT}"),
        ("endorsement", "DELETE"),
    )
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for table, change in changes:
        name = f"{table}_no_{change.split()[0].lower()}"
        if is_postgresql:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {change} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )
        else:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def downgrade() -> None:
    """Forget what was signed."""
    op.drop_table("endorsement")
    op.drop_table("endorsement_round")
    op.drop_table("approval")
