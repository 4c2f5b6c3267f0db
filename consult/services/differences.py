"""Differences of two versions: computed when a version is published or when first asked for, then stored."""

from sqlalchemy.orm import Session

from consult import text
from consult.models import Difference, Version
from consult.reports.differences import ENGINE, entries_to_json, find_comparison
from consult.reports.texts import load_texts


def store_difference(session: Session, old: Version, new: Version) -> text.Comparison:
    """The difference of two versions of one document, stored for everybody who asks later."""
    texts = load_texts(session, {old.id, new.id})
    stored = find_comparison(session, old, new, texts)
    if stored is not None:
        return stored
    comparison = text.compare(texts[old.id], texts[new.id])
    session.add(
        Difference(
            old_version_id=old.id,
            new_version_id=new.id,
            engine=ENGINE,
            entries=entries_to_json(comparison),
        )
    )
    session.flush()
    return comparison
