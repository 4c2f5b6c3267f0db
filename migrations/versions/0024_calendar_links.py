"""A link may be of a calendar."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

BEFORE = ("sign_in", "demonstration", "invite", "unsubscribe")


def upgrade() -> None:
    """Tokens get one more purpose."""
    _set_purposes((*BEFORE, "calendar"))


def downgrade() -> None:
    """Links to calendars are forgotten."""
    op.execute("DELETE FROM token WHERE purpose = 'calendar'")
    _set_purposes(BEFORE)


def _set_purposes(purposes: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{purpose}'" for purpose in purposes)
    with op.batch_alter_table("token") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_token_purpose"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_token_purpose"), f"purpose IN ({listed})")
