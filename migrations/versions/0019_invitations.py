"""Groups of organisations, invitations with links of their own, batches of reminders."""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

PURPOSES_BEFORE = ("sign_in", "demonstration", "unsubscribe")
PURPOSES = (*PURPOSES_BEFORE, "invite")


def upgrade() -> None:
    """Tables, a reference from tokens and sessions; tables that wait for a confirmation are chosen again."""
    op.execute("DELETE FROM pending_file WHERE kind = 'register'")
    op.create_table(
        "organisation_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("identity", sa.String(255), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_group")),
        sa.UniqueConstraint("identity", name=op.f("uq_organisation_group_identity")),
    )
    op.create_table(
        "group_member",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        _refers("group_member", "group_id", "organisation_group"),
        _refers("group_member", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("group_id", "organisation_id", name=op.f("pk_group_member")),
    )
    op.create_index("ix_group_member_organisation_id", "group_member", ["organisation_id"])
    _create_invitation()
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        _refers("reminder", "round_id", "round"),
        _refers("reminder", "sent_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_reminder_round_id_number")),
    )
    with op.batch_alter_table("token") as batch_op:
        batch_op.add_column(sa.Column("invitation_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_token_invitation_id_invitation"),
            "invitation",
            ["invitation_id"],
            ["id"],
            ondelete="RESTRICT",
        )
        batch_op.create_index(batch_op.f("ix_token_invitation_id"), ["invitation_id"])
        _set_purposes(batch_op, PURPOSES)
    with op.batch_alter_table("signed_in_session") as batch_op:
        batch_op.add_column(sa.Column("consultation_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_signed_in_session_consultation_id_consultation"),
            "consultation",
            ["consultation_id"],
            ["id"],
            ondelete="RESTRICT",
        )


def downgrade() -> None:
    """Invitations and their links are forgotten, and so are the sessions that they began."""
    op.execute("DELETE FROM token WHERE purpose = 'invite'")
    op.execute("DELETE FROM signed_in_session WHERE consultation_id IS NOT NULL")
    with op.batch_alter_table("signed_in_session") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_signed_in_session_consultation_id_consultation"), type_="foreignkey"
        )
        batch_op.drop_column("consultation_id")
    with op.batch_alter_table("token") as batch_op:
        batch_op.drop_index(batch_op.f("ix_token_invitation_id"))
        batch_op.drop_constraint(batch_op.f("fk_token_invitation_id_invitation"), type_="foreignkey")
        batch_op.drop_column("invitation_id")
        _set_purposes(batch_op, PURPOSES_BEFORE)
    for table in ("reminder", "invitation", "group_member", "organisation_group"):
        op.drop_table(table)


def _create_invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(), nullable=True),
        sa.Column("accepted_by_id", sa.Integer(), nullable=True),
        sa.Column("bounced_at", sa.DateTime(), nullable=True),
        sa.Column("bounce_note", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        _refers("invitation", "consultation_id", "consultation"),
        _refers("invitation", "organisation_id", "organisation"),
        _refers("invitation", "invited_by_id", "person"),
        _refers("invitation", "accepted_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint(
            "consultation_id",
            "organisation_id",
            "address",
            name=op.f("uq_invitation_consultation_id_organisation_id_address"),
        ),
    )
    op.create_index("ix_invitation_organisation_id", "invitation", ["organisation_id"])
    op.create_index("ix_invitation_address", "invitation", ["address"])


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete="RESTRICT"
    )


def _set_purposes(batch_op: BatchOperations, purposes: tuple[str, ...]) -> None:
    """Hold the purpose of a token to these."""
    batch_op.drop_constraint(batch_op.f("ck_token_purpose"), type_="check")
    listed = ", ".join(f"'{purpose}'" for purpose in purposes)
    batch_op.create_check_constraint(batch_op.f("ck_token_purpose"), f"purpose IN ({listed})")
