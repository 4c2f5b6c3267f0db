"""What stands around a statement, and the file in which it was filed."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

LINES = ("main_points", "closing", "annexes", "distribution", "for_information", "contacts")
NAMES = ("answerer", "recorder", "contact", "body")


def upgrade() -> None:
    """Two tables; a filed file never changes."""
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in LINES),
        *(sa.Column(name, sa.String(length=255), nullable=False) for name in NAMES),
        sa.Column("handled_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_letter_consultation_id_consultation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_letter_consultation_id")),
    )
    op.create_table(
        "filed_file",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_filed_file_submission_id_submission"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_filed_file")),
    )
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for change in ("UPDATE", "DELETE"):
        head = f"CREATE TRIGGER filed_file_no_{change.lower()} BEFORE {change} ON filed_file "
        op.execute(
            head + "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            if is_postgresql
            else head + "BEGIN SELECT RAISE(ABORT, 'filed_file is append-only'); END"
        )


def downgrade() -> None:
    """Forget them."""
    op.drop_table("filed_file")
    op.drop_table("letter")
