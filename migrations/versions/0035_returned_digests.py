"""A returned file is known again by the hash of its bytes, as they came; what is kept has no names in it."""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

FILES = sa.table(
    "returned_file",
    sa.column("id", sa.Integer),
    sa.column("data", sa.LargeBinary),
    sa.column("digest", sa.String),
)


def upgrade() -> None:
    """Files that are there already are kept as they came."""
    with op.batch_alter_table("returned_file") as batch_op:
        batch_op.add_column(sa.Column("digest", sa.String(length=64), nullable=False, server_default=""))
    with op.batch_alter_table("returned_file") as batch_op:
        batch_op.alter_column("digest", server_default=None)
    connection = op.get_bind()
    for id_ in connection.scalars(sa.select(FILES.c.id)).all():
        data = connection.scalar(sa.select(FILES.c.data).where(FILES.c.id == id_))
        digest = hashlib.sha256(data or b"").hexdigest()
        connection.execute(FILES.update().where(FILES.c.id == id_).values(digest=digest))


def downgrade() -> None:
    """Files are compared by their bytes."""
    with op.batch_alter_table("returned_file") as batch_op:
        batch_op.drop_column("digest")
