"""Which blocks a round opens: all, or only those that changed since the version of the round before."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import Round, VersionBlock


def load_open_blocks(session: Session, round_: Round | None, version_id: int) -> frozenset[str] | None:
    """The ids of the blocks of a version of the draft that may be spoken of; None when that is every block.

    A block is open when its words, marks or kind are others than in the version of the previous round, or
    when it was not there. Two queries in a narrow round, none in another.
    """
    if round_ is None or not round_.is_narrow:
        return None
    before = session.scalar(
        select(Round.version_id)
        .where(Round.consultation_id == round_.consultation_id, Round.number < round_.number)
        .order_by(Round.number.desc())
        .limit(1)
    )
    rows = session.execute(
        select(VersionBlock.version_id, VersionBlock.block_id, VersionBlock.content_hash).where(
            VersionBlock.version_id.in_([version_id, before])
        )
    )
    held: dict[int, set[tuple[str, str]]] = {version_id: set()}
    for version, block_id, content in rows:
        held.setdefault(version, set()).add((block_id, content))
    earlier = held.get(before, set()) if before is not None else set()
    return frozenset(block_id for block_id, _ in held[version_id] - earlier)
