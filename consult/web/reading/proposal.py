"""One proposal with everything about it: its words, who supports it, what was asked, what became of it."""

from dataclasses import dataclass

from flask.typing import ResponseReturnValue
from sqlalchemy import select

from consult.errors import NotFound
from consult.models import Clarification, Document, ProposalRevision, Version, Voice
from consult.reports.contributions import Entry, load_proposal_entry, with_states
from consult.reports.fates import Fate, load_proposal_fates
from consult.reports.texts import load_texts
from consult.reports.words import ProposalWords, load_proposal_words
from consult.security import Permission
from consult.web.block_names import subject_name
from consult.web.current import consultation, now, session
from consult.web.loading import NO_SUCH_PAGE
from consult.web.permission import permission
from consult.web.reading.blueprint import blueprint
from consult.web.reading.place import looker, may_contribute, standing
from consult.web.reading.supporting import support_of
from consult.web.reading.telling import Told, tell
from consult.web.respond import respond


@dataclass(frozen=True)
class Wording:
    """One wording of the proposal: the first, or as it was edited."""

    number: int
    version: Version
    words: ProposalWords
    changes: tuple[Told, ...]


@blueprint.get("/proposals/<int:number>")
@permission(Permission.READ)
def proposal(number: int) -> ResponseReturnValue:
    """Everything about one proposal that the reader may see."""
    entry = load_proposal_entry(session(), looker(), now(), number)
    if entry is None:
        raise NotFound(NO_SUCH_PAGE)
    (entry,) = with_states(session(), looker(), [entry])
    rows = (
        session()
        .execute(
            select(ProposalRevision, Version, Document)
            .join(Version, Version.id == ProposalRevision.version_id)
            .join(Document, Document.id == Version.document_id)
            .where(ProposalRevision.proposal_id == entry.id)
            .order_by(ProposalRevision.number)
        )
        .all()
    )
    texts = load_texts(session(), {version.id for _, version, _ in rows})
    words = load_proposal_words(session(), [revision.id for revision, _, _ in rows])
    wordings = [
        Wording(
            revision.number,
            version,
            words[revision.id],
            tell(words[revision.id].changes, texts[version.id]),
        )
        for revision, version, _ in rows
    ]
    return respond(
        "reading/proposal.html",
        consultation=consultation(),
        standing=standing(),
        entry=entry,
        document=rows[-1][2],
        place=subject_name(texts[entry.version_id], entry.block_id or texts[entry.version_id].blocks[0].id),
        wording=wordings[-1],
        earlier=wordings[:-1][::-1],
        fates=_fates(entry),
        said=_clarifications(entry),
        support=support_of(entry, wordings[-1].words),
        may_contribute=may_contribute(),
    )


def _fates(entry: Entry) -> list[Fate]:
    return load_proposal_fates(session(), [entry.id]).get(entry.id, [])


def _clarifications(entry: Entry) -> list[tuple[Clarification, str]]:
    """The questions and replies, oldest first, with who said each."""
    rows = session().execute(
        select(Clarification, Voice.name)
        .join(Voice, Voice.id == Clarification.voice_id)
        .where(Clarification.proposal_id == entry.id)
        .order_by(Clarification.id)
    )
    return [(said, name) for said, name in rows]
