"""A filed file is the Word file of what was filed; nothing that is changed later reaches it."""

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.db import Base
from consult.models.columns import refers


class FiledFile(Base):
    """The statement with its signatories as it stood when it was marked as filed."""

    __tablename__ = "filed_file"

    submission_id: Mapped[int] = mapped_column(refers("submission.id"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
