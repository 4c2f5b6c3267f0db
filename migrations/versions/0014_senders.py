"""Who may send the organisation's answer, and members who have told that their part is ready."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

SENDERS = sa.Enum("members", "leads", name="senders", native_enum=False, create_constraint=True, length=20)


def upgrade() -> None:
    """Every member sends what they wrote until a lead chooses otherwise, as it has been."""
    with op.batch_alter_table("organisation") as batch_op:
        batch_op.add_column(sa.Column("senders", SENDERS, nullable=False, server_default="members"))
    with op.batch_alter_table("organisation") as batch_op:
        batch_op.alter_column("senders", server_default=None)
    op.create_table(
        "readiness",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_readiness_answer_id_answer"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_readiness_person_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readiness")),
        sa.UniqueConstraint("answer_id", "person_id", name=op.f("uq_readiness_answer_id_person_id")),
    )
    op.create_index("ix_readiness_person_id", "readiness", ["person_id"])


def downgrade() -> None:
    """Forget both."""
    op.drop_table("readiness")
    with op.batch_alter_table("organisation") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_organisation_senders"), type_="check")
        batch_op.drop_column("senders")
