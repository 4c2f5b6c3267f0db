"""How often people get mail, what became of each mail and why, and links that end the news."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

PACES = ("at_once", "daily", "weekly", "needed")
TROUBLES = (
    "unreachable",
    "silent",
    "later",
    "refused",
    "address",
    "insecure",
    "password",
    "broken",
    "overtaken",
    "unwanted",
    "left",
)
EARLIER = ("sign_in", "demonstration")


def upgrade() -> None:
    """Everybody goes on getting everything at once; what had been overtaken was never missed."""
    with op.batch_alter_table("person") as batch_op:
        batch_op.add_column(
            sa.Column("mail_pace", _code(PACES, "mail_pace"), nullable=False, server_default="at_once")
        )
        batch_op.add_column(
            sa.Column("wants_reminders", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    with op.batch_alter_table("outbox_mail") as batch_op:
        batch_op.add_column(sa.Column("dropped_at", sa.DateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("waits_for_digest", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("digest_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("trouble", _code(TROUBLES, "trouble"), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_outbox_mail_digest_id_outbox_mail"),
            "outbox_mail",
            ["digest_id"],
            ["id"],
            ondelete="RESTRICT",
        )
        batch_op.create_index(batch_op.f("ix_outbox_mail_digest_id"), ["digest_id"])
    op.execute(
        "UPDATE outbox_mail SET dropped_at = failed_at, trouble = 'overtaken' "
        "WHERE error = 'overtaken by a newer mail'"
    )
    _allow((*EARLIER, "unsubscribe"))


def downgrade() -> None:
    """The links end; everybody gets everything at once."""
    op.execute("DELETE FROM token WHERE purpose = 'unsubscribe'")
    _allow(EARLIER)
    with op.batch_alter_table("outbox_mail") as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_mail_digest_id"))
        batch_op.drop_constraint(batch_op.f("fk_outbox_mail_digest_id_outbox_mail"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("ck_outbox_mail_trouble"), type_="check")
        for column in ("dropped_at", "waits_for_digest", "digest_id", "trouble"):
            batch_op.drop_column(column)
    with op.batch_alter_table("person") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_person_mail_pace"), type_="check")
        batch_op.drop_column("mail_pace")
        batch_op.drop_column("wants_reminders")


def _allow(purposes: tuple[str, ...]) -> None:
    """A token may have these purposes."""
    listed = ", ".join(f"'{purpose}'" for purpose in purposes)
    with op.batch_alter_table("token") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_token_purpose"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_token_purpose"), f"purpose IN ({listed})")


def _code(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)
