"""Forms that were begun and not saved, with the way back to each."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app, g, url_for
from sqlalchemy import Select, literal, select

from consult.models import Answer, Comment, Draft, Proposal
from consult.reports.texts import load_newest_texts
from consult.reports.visibility import seen_by
from consult.services.drafts import THROWN, every_draft_of, is_empty
from consult.web.answering.found import own_viewer
from consult.web.block_names import place_name
from consult.web.current import consultation, identity, now, session
from consult.web.wording import gettext

OF_A_BLOCK = frozenset(f"answering.{name}" for name in ("comment", "reword", "add", "remove", "move"))
OF_A_CONTRIBUTION = frozenset(f"answering.{name}" for name in ("edit_comment", "edit_proposal", "adopt"))
EXCERPT = 80
#: At the end of the name of a form that the agent fills in on behalf of an organisation.
FOR_OTHERS = re.compile(r":on\d+$")

#: A document and a block in it.
Spot = tuple[int, str]
#: "comment" or "proposal", and its public number.
Named = tuple[str, int]


@dataclass(frozen=True)
class Halfway:
    """One form that waits to be finished; `form` is the name it is kept under."""

    form: str
    url: str
    label: str
    place: str
    words: str
    saved_at: datetime


def kept_drafts() -> Sequence[Draft]:
    """What is kept of the reader's forms in this consultation, thrown away or not, asked once per request."""
    if "kept_drafts" not in g:
        g.kept_drafts = every_draft_of(
            session(), person_id=identity().person_id or 0, consultation_id=consultation().id
        )
    drafts: Sequence[Draft] = g.kept_drafts
    return drafts


def halfway_forms(known: Mapping[Named, Spot] | None = None) -> list[Halfway]:
    """The reader's half-written forms in this consultation, the newest first.

    `known` are the blocks of comments and proposals that the page has read already; no others are asked for.
    """
    waiting = [
        draft
        for draft in kept_drafts()
        if not draft.form.startswith(THROWN) and not FOR_OTHERS.search(draft.form)
    ]
    found = [(draft, form_url(draft.form)) for draft in waiting if not is_empty(draft.fields)]
    usable = [(draft, url) for draft, url in found if url]
    places = _places([draft.form for draft, _ in usable], known)
    return [
        Halfway(
            draft.form,
            url,
            _label(draft, position),
            places.get(draft.form, ""),
            _words(draft),
            draft.saved_at,
        )
        for position, (draft, url) in enumerate(usable, start=1)
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


def _places(forms: Sequence[str], known: Mapping[Named, Spot] | None) -> dict[str, str]:
    """What the blocks of the forms are called in the newest text: Kohta 3."""
    spots = _spots(forms, known)
    if not spots:
        return {}
    documents = {document_id for document_id, _ in spots.values()}
    texts = load_newest_texts(session(), consultation().id, documents)
    return {
        form: str(place_name(texts[document_id], block_id or texts[document_id].blocks[0].id))
        for form, (document_id, block_id) in spots.items()
        if document_id in texts
    }


def _spots(forms: Sequence[str], known: Mapping[Named, Spot] | None) -> dict[str, Spot]:
    parts = {form: form.split(":") for form in forms}
    spots = {form: (int(at[1]), at[2]) for form, at in parts.items() if at[0] in OF_A_BLOCK}
    about = {form: (_noun(at[0]), int(at[2])) for form, at in parts.items() if form not in spots}
    found = _look_up(about.values()) if known is None and about else known or {}
    return spots | {form: found[named] for form, named in about.items() if named in found}


def _look_up(about: Collection[Named]) -> dict[Named, Spot]:
    rows = session().execute(_seen(Comment, "comment", about).union_all(_seen(Proposal, "proposal", about)))
    return {(noun, number): (document_id, block_id) for noun, number, document_id, block_id in rows}


def _noun(endpoint: str) -> str:
    return "comment" if endpoint == "answering.edit_comment" else "proposal"


def _seen(
    kind: type[Comment] | type[Proposal], noun: str, about: Collection[Named]
) -> Select[str, int, int, str]:
    """The blocks that comments or proposals of these numbers speak of, as far as the reader sees them."""
    numbers = [number for named, number in about if named == noun]
    return (
        select(literal(noun), kind.number, kind.document_id, kind.block_id)
        .join(Answer, Answer.id == kind.answer_id)
        .where(kind.number.in_(numbers), seen_by(kind, own_viewer(), now()))
    )


def _label(draft: Draft, position: int) -> str:
    if draft.form.startswith(("answering.comment", "answering.edit_comment")):
        return gettext("Finish unfinished comment %(number)s", number=position)
    return gettext("Finish unfinished proposal %(number)s", number=position)


def _words(draft: Draft) -> str:
    words = " ".join(str(draft.fields.get("text") or draft.fields.get("rationale") or "").split())
    return words if len(words) <= EXCERPT else words[:EXCERPT].rsplit(" ", 1)[0].rstrip(".,;:") + "…"
