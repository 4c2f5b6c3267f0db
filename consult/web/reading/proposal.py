"""One proposal with everything about it: its words, who supports it, what was asked, what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask.typing import ResponseReturnValue
from sqlalchemy import select

from consult import text
from consult.errors import NotFound
from consult.models import Clarification, Voice
from consult.reports.adoptions import load_origin
from consult.reports.chapters import Outline
from consult.reports.contributions import Entry, Noun, judge_states, load_proposal_entry
from consult.reports.fates import load_proposal_fates
from consult.reports.outcomes import load_outcomes
from consult.reports.sources import load_decided
from consult.reports.texts import load_texts
from consult.reports.words import ProposalWords, load_wordings
from consult.security import Permission
from consult.web.block_names import place_name
from consult.web.current import consultation, now, session
from consult.web.loading import NO_SUCH_PAGE
from consult.web.permission import permission
from consult.web.reading.blueprint import blueprint
from consult.web.reading.place import looker, may_adopt, may_contribute, standing
from consult.web.reading.supporting import support_of
from consult.web.reading.telling import Told, tell
from consult.web.respond import respond


@dataclass(frozen=True)
class Wording:
    """One wording of the proposal: the first, or as it was edited."""

    words: ProposalWords
    base: text.Document
    changes: tuple[Told, ...]


@blueprint.get("/proposals/<int:number>")
@permission(Permission.READ)
def proposal(number: int) -> ResponseReturnValue:
    """Everything about one proposal that the reader may see."""
    entry = load_proposal_entry(session(), looker(), now(), number)
    if entry is None:
        raise NotFound(NO_SUCH_PAGE)
    said = _clarifications(entry)
    waiting = frozenset([(Noun.PROPOSAL, entry.id)] if said and said[-1][0].is_question else [])
    (entry,) = judge_states(
        [entry], load_outcomes(session(), looker(), revision_id=entry.revision_id), waiting
    )
    wordings = _wordings(entry)
    fates = load_proposal_fates(session(), [entry.id]).get(entry.id, [])
    current = wordings[-1]
    return respond(
        "reading/proposal.html",
        consultation=consultation(),
        standing=standing(),
        entry=entry,
        document=current.words.base.document,
        place=place_name(current.base, entry.block_id or Outline(current.base).first),
        wording=current,
        earlier=wordings[:-1][::-1],
        fates=fates,
        decided=load_decided(session(), looker(), [fate.decision_id for fate in fates]),
        said=said,
        support=support_of(entry, current.words),
        may_contribute=may_contribute(),
        may_adopt=may_adopt(entry),
        origin=load_origin(session(), looker(), now(), entry.id),
    )


def _wordings(entry: Entry) -> list[Wording]:
    """Every wording against the version it was written on, in two queries."""
    found = _told(entry, load_wordings(session(), entry.id))
    texts = load_texts(session(), {words.base.id for words in found})
    return [
        Wording(words, texts[words.base.id], tell(words.changes, texts[words.base.id])) for words in found
    ]


def _told(entry: Entry, wordings: Sequence[ProposalWords]) -> Sequence[ProposalWords]:
    """What was reworded before it was sent is its writers' own; others read from the sent wording on."""
    if entry.is_own or entry.sent_at is None:
        return wordings
    unsent = sum(words.written_at <= entry.sent_at for words in wordings) - 1
    return wordings[max(unsent, 0) :]


def _clarifications(entry: Entry) -> list[tuple[Clarification, str]]:
    """The questions and replies, oldest first, with who said each."""
    rows = session().execute(
        select(Clarification, Voice.name)
        .join(Voice, Voice.id == Clarification.voice_id)
        .where(Clarification.proposal_id == entry.id)
        .order_by(Clarification.id)
    )
    return [(said, name) for said, name in rows]
