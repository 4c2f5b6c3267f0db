"""What has changed since the version that an organisation signed before."""

from dataclasses import dataclass
from typing import Any

from consult.models import SIGNING, Document, EndorsementRound, Version, Voice
from consult.reports.differences import load_comparison
from consult.reports.endorsements import standing_endorsement
from consult.reports.sources import load_sources
from consult.reports.texts import load_origins, load_texts
from consult.services.endorsement_mails import previous_endorsing
from consult.web.current import session
from consult.web.reading.place import looker
from consult.web.versions.lines import Teller
from consult.web.versions.rows import changes_in, rows_of


@dataclass(frozen=True)
class Changed:
    """The two versions and every change between them, as the comparing page lists them."""

    document: Document
    old: Version
    new: Version
    changes: list[Any]


def changed_since_signed(voice: Voice, round_: EndorsementRound) -> Changed | None:
    """Nothing when the organisation did not sign the version before."""
    before = previous_endorsing(session(), round_)
    if before is None:
        return None
    signed = standing_endorsement(session(), before.id, voice.organisation_id or 0)
    if signed is None or signed.choice not in SIGNING:
        return None
    old, new = (session().get_one(Version, found.version_id) for found in (before, round_))
    texts = load_texts(session(), {old.id, new.id})
    teller = Teller(
        texts[old.id],
        texts[new.id],
        load_origins(session(), new.id),
        load_sources(session(), looker(), new.document_id),
        is_next=new.number == old.number + 1,
    )
    rows = rows_of(load_comparison(session(), old, new, texts), teller)
    return Changed(session().get_one(Document, new.document_id), old, new, list(changes_in(rows)))
