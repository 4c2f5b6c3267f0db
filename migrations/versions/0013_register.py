"""The register knows its organisations better; files wait for a confirmation."""

import sqlalchemy as sa
from alembic import op

from consult.services.organisation_names import identity_key, search_words, sorting_key

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

KINDS = ("national", "regional", "local", "other")
CHANNELS = ("web", "mail", "phone", "paper", "word", "event")
PENDING = ("register", "request")
LONGEST = 255


def upgrade() -> None:
    """Add the columns, write what follows from the names, then hold the identity to be its own."""
    with op.batch_alter_table("organisation") as batch_op:
        batch_op.add_column(sa.Column("business_id", sa.String(9), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("kind", _code(KINDS, "kind"), nullable=True))
        batch_op.add_column(sa.Column("sub_region", sa.String(100), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("channel", _code(CHANNELS, "channel"), nullable=True))
        batch_op.add_column(sa.Column("email", sa.String(254), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("identity", sa.String(LONGEST), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("searched_as", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("sorted_as", sa.Text(), nullable=False, server_default=""))
    _fill()
    with op.batch_alter_table("organisation") as batch_op:
        for column in ("business_id", "sub_region", "email", "identity", "searched_as", "sorted_as"):
            batch_op.alter_column(column, server_default=None)
        batch_op.create_unique_constraint(batch_op.f("uq_organisation_identity"), ["identity"])
        batch_op.create_index(batch_op.f("ix_organisation_business_id"), ["business_id"])
    op.create_table(
        "pending_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", _code(PENDING, "kind"), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_pending_file_person_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_pending_file_consultation_id_consultation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_file")),
        sa.UniqueConstraint("person_id", "kind", name=op.f("uq_pending_file_person_id_kind")),
    )
    op.create_index("ix_pending_file_consultation_id", "pending_file", ["consultation_id"])


def downgrade() -> None:
    """Forget what the register knew, and the files."""
    op.drop_table("pending_file")
    with op.batch_alter_table("organisation") as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_organisation_identity"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_organisation_business_id"))
        batch_op.drop_constraint(batch_op.f("ck_organisation_kind"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_organisation_channel"), type_="check")
        for column in (
            "business_id",
            "kind",
            "sub_region",
            "channel",
            "email",
            "identity",
            "searched_as",
            "sorted_as",
        ):
            batch_op.drop_column(column)


def _fill() -> None:
    """Two older names that are one by the new key stay two: the later one's key carries its id."""
    bind = op.get_bind()
    table = sa.table(
        "organisation",
        *(
            sa.column(name)
            for name in ("id", "name", "sector", "municipality", "identity", "searched_as", "sorted_as")
        ),
    )
    taken: set[str] = set()
    for row in bind.execute(sa.select(table).order_by(table.c.id)).all():
        key = identity_key(row.name)
        if key in taken or len(key) > LONGEST:
            key = f"{key[: LONGEST - 20]} #{row.id}"
        taken.add(key)
        bind.execute(
            table.update()
            .where(table.c.id == row.id)
            .values(
                identity=key,
                searched_as=search_words(row.name, row.sector, row.municipality),
                sorted_as=sorting_key(row.name),
            )
        )


def _code(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)
