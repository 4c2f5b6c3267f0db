"""Forms that were begun and not saved, with the way back to each."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app, url_for

from consult.models import Draft
from consult.services.drafts import drafts_of
from consult.web.current import consultation, identity, session
from consult.web.wording import gettext

OF_A_BLOCK = frozenset(f"answering.{name}" for name in ("comment", "reword", "add", "remove", "move"))
OF_A_CONTRIBUTION = frozenset(f"answering.{name}" for name in ("edit_comment", "edit_proposal", "adopt"))
EXCERPT = 80


@dataclass(frozen=True)
class Halfway:
    """One form that waits to be finished."""

    url: str
    label: str
    words: str
    saved_at: datetime


def halfway_forms() -> list[Halfway]:
    """The reader's half-written forms in this consultation, the newest first."""
    drafts = drafts_of(session(), person_id=identity().person_id or 0, consultation_id=consultation().id)
    found = [(draft, _url(draft)) for draft in drafts]
    known = [(draft, url) for draft, url in found if url]
    return [
        Halfway(url, _label(draft, position), _words(draft), draft.saved_at)
        for position, (draft, url) in enumerate(known, start=1)
    ]


def _url(draft: Draft) -> str | None:
    endpoint, *parts = draft.form.split(":")
    if endpoint not in current_app.view_functions:
        return None
    if endpoint in OF_A_BLOCK and parts[0].isdecimal():
        document_id, block_id, *reply_to = parts
        return url_for(
            endpoint, document_id=int(document_id), block_id=block_id, reply_to=next(iter(reply_to), None)
        )
    if endpoint in OF_A_CONTRIBUTION and parts[1].isdecimal():
        return url_for(endpoint, number=int(parts[1]))
    return None


def _label(draft: Draft, position: int) -> str:
    if draft.form.startswith(("answering.comment", "answering.edit_comment")):
        return gettext("Finish unfinished comment %(number)s", number=position)
    return gettext("Finish unfinished proposal %(number)s", number=position)


def _words(draft: Draft) -> str:
    words = " ".join(str(draft.fields.get("text") or draft.fields.get("rationale") or "").split())
    return words if len(words) <= EXCERPT else words[:EXCERPT].rsplit(" ", 1)[0].rstrip(".,;:") + "…"
