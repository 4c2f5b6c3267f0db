"""Forms that were begun and not saved, with the way back to each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app, url_for
from sqlalchemy import select

from consult.models import Answer, Comment, Document, Draft, Proposal, Version
from consult.reports.texts import load_texts
from consult.reports.visibility import seen_by
from consult.services.drafts import drafts_of, is_empty
from consult.web.answering.found import own_viewer
from consult.web.block_names import subject_name
from consult.web.current import consultation, identity, now, session
from consult.web.wording import gettext

OF_A_BLOCK = frozenset(f"answering.{name}" for name in ("comment", "reword", "add", "remove", "move"))
OF_A_CONTRIBUTION = frozenset(f"answering.{name}" for name in ("edit_comment", "edit_proposal", "adopt"))
EXCERPT = 80

#: A document and a block in it.
Spot = tuple[int, str]


@dataclass(frozen=True)
class Halfway:
    """One form that waits to be finished; `form` is the name it is kept under."""

    form: str
    url: str
    label: str
    place: str
    words: str
    saved_at: datetime


def halfway_forms() -> list[Halfway]:
    """The reader's half-written forms in this consultation, the newest first."""
    drafts = drafts_of(session(), person_id=identity().person_id or 0, consultation_id=consultation().id)
    found = [(draft, form_url(draft.form)) for draft in drafts if not is_empty(draft.fields)]
    known = [(draft, url) for draft, url in found if url]
    places = _places([draft.form for draft, _ in known])
    return [
        Halfway(
            draft.form,
            url,
            _label(draft, position),
            places.get(draft.form, ""),
            _words(draft),
            draft.saved_at,
        )
        for position, (draft, url) in enumerate(known, start=1)
    ]


def form_url(form: str) -> str | None:
    """Where the form of this name is filled in; None when there is no such form."""
    endpoint, *parts = form.split(":")
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


def _places(forms: Sequence[str]) -> dict[str, str]:
    """What the blocks of the forms are called in the newest text: Kohta 3."""
    spots = _spots(forms)
    if not spots:
        return {}
    versions = _newest({document_id for document_id, _ in spots.values()})
    texts = load_texts(session(), versions.values())
    return {
        form: str(subject_name(texts[versions[document_id]], block_id))
        for form, (document_id, block_id) in spots.items()
        if document_id in versions
    }


def _spots(forms: Sequence[str]) -> dict[str, Spot]:
    parts = {form: form.split(":") for form in forms}
    spots = {form: (int(at[1]), at[2]) for form, at in parts.items() if at[0] in OF_A_BLOCK}
    numbers = {form: int(at[2]) for form, at in parts.items() if form not in spots}
    comments = {form: n for form, n in numbers.items() if parts[form][0] == "answering.edit_comment"}
    proposals = {form: n for form, n in numbers.items() if form not in comments}
    return spots | _spoken_of(Comment, comments) | _spoken_of(Proposal, proposals)


def _spoken_of(kind: type[Comment] | type[Proposal], numbers: Mapping[str, int]) -> dict[str, Spot]:
    """The blocks that the reader's forms about comments or proposals they see speak of."""
    if not numbers:
        return {}
    rows = session().execute(
        select(kind.number, kind.document_id, kind.block_id)
        .join(Answer, Answer.id == kind.answer_id)
        .where(kind.number.in_(numbers.values()), seen_by(kind, own_viewer(), now()))
    )
    found = {number: (document_id, block_id) for number, document_id, block_id in rows}
    return {form: found[number] for form, number in numbers.items() if number in found}


def _newest(document_ids: set[int]) -> dict[int, int]:
    """The newest versions of documents of this consultation, by document id."""
    rows = session().execute(
        select(Version.document_id, Version.id)
        .join(Document)
        .where(Document.id.in_(document_ids), Document.consultation_id == consultation().id)
        .order_by(Version.number)
    )
    return dict(rows.all())


def _label(draft: Draft, position: int) -> str:
    if draft.form.startswith(("answering.comment", "answering.edit_comment")):
        return gettext("Finish unfinished comment %(number)s", number=position)
    return gettext("Finish unfinished proposal %(number)s", number=position)


def _words(draft: Draft) -> str:
    words = " ".join(str(draft.fields.get("text") or draft.fields.get("rationale") or "").split())
    return words if len(words) <= EXCERPT else words[:EXCERPT].rsplit(" ", 1)[0].rstrip(".,;:") + "…"
