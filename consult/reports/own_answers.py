"""Everything that a reader's own voices have said or support, with its state and what became of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from consult import text
from consult.models import Clarification, Placement, PlacementOutcome
from consult.reports.contributions import Entry, Noun, State, arrival, judge_states
from consult.reports.fates import Fate, Key, Rulings, load_rulings
from consult.reports.own_entries import load_own_entries
from consult.reports.texts import load_texts
from consult.reports.visibility import Viewer
from consult.reports.words import CommentWords, ProposalWords, load_words_and_supported

#: States in which nothing has been decided yet, so that no fate needs to be looked for.
UNDECIDED = frozenset({State.DRAFT, State.SENT, State.OPEN, State.WAITING, State.WITHDRAWN})


@dataclass(frozen=True)
class Carried:
    """How a contribution came over to the newest version that it was carried to."""

    outcome: PlacementOutcome
    version_id: int
    changes: text.Proposal | None = None


@dataclass(frozen=True)
class Own:
    """One comment or proposal of an own voice. `base` is the text it was made on."""

    entry: Entry
    base: text.Document
    comment: CommentWords | None = None
    proposal: ProposalWords | None = None
    fates: Sequence[Fate] = ()
    talk: Sequence[Clarification] = ()
    carried: Carried | None = None

    @property
    def is_proposal(self) -> bool:
        """Which of the two it is."""
        return self.entry.noun is Noun.PROPOSAL


@dataclass(frozen=True)
class Supported:
    """A wording of others that an own voice supports; it may have been reworded since."""

    entry: Entry
    base: text.Document
    words: ProposalWords
    fates: Sequence[Fate] = ()

    @property
    def is_current(self) -> bool:
        """Whether it is still the proposal's wording."""
        return self.words.number == self.entry.revision


@dataclass(frozen=True)
class OwnAnswers:
    """Own contributions and supports by voice, in order of arrival, and the texts they were carried to."""

    by_voice: Mapping[int, Sequence[Own]] = field(default_factory=dict)
    supports: Mapping[int, Sequence[Supported]] = field(default_factory=dict)
    texts: Mapping[int, text.Document] = field(default_factory=dict)
    backgrounds: Mapping[int, str] = field(default_factory=dict)
    #: Who in the organisation wrote, by person id: for its own members only.
    authors: Mapping[int, str] = field(default_factory=dict)


def load_own(session: Session, viewer: Viewer, now: datetime) -> OwnAnswers:
    """What the viewer's voices have saved, sent or support, in at most eight queries."""
    found = load_own_entries(session, viewer, now)
    every = [entry for entry in found.entries if entry.noun is Noun.PROPOSAL]
    proposals = [entry for entry in every if entry.is_own]
    comments = [entry for entry in found.entries if entry.noun is Noun.COMMENT]
    sent = any(entry.sent_at is not None for entry in found.entries)
    talk = _talk(session, proposals, comments) if sent else {}
    placements = _placements(session, proposals, comments) if sent else {}
    rulings = load_rulings(session, _ids(every), _ids(comments)) if sent else Rulings()
    words = load_words_and_supported(session, [entry.revision_id for entry in proposals], viewer.voice_ids)
    versions = {entry.version_id for entry in found.entries} | {each.base.id for each in words.values()}
    versions |= {placed.version_id for placed in placements.values()}
    texts = load_texts(session, versions | rulings.version_ids)
    fates = rulings.fates(texts)
    waiting = frozenset(key for key, said in talk.items() if said[-1].is_question)
    by_voice: dict[int, list[Own]] = defaultdict(list)
    judged = judge_states(found.entries, rulings.outcomes, waiting)
    for entry in judged:
        key = (entry.noun, entry.id)
        if not entry.is_own:
            continue
        by_voice[entry.voice_id].append(
            Own(
                entry=entry,
                base=texts[entry.version_id],
                comment=found.comments.get(entry.id) if entry.noun is Noun.COMMENT else None,
                proposal=words.get(entry.revision_id) if entry.noun is Noun.PROPOSAL else None,
                fates=_told(entry, fates),
                talk=talk.get(key, ()),
                carried=placements.get(key),
            )
        )
    supports = _supports(judged, words.values(), viewer, texts, fates)
    return OwnAnswers(by_voice, supports, texts, found.backgrounds, found.authors)


def _supports(
    judged: Sequence[Entry],
    wordings: Iterable[ProposalWords],
    viewer: Viewer,
    texts: Mapping[int, text.Document],
    fates: Mapping[Key, Sequence[Fate]],
) -> dict[int, list[Supported]]:
    """By own voice, in order of arrival; what may not be seen any more is left out."""
    entries = {entry.id: entry for entry in judged if entry.noun is Noun.PROPOSAL}
    found: dict[int, list[Supported]] = defaultdict(list)
    for words in wordings:
        entry = entries.get(words.proposal_id)
        if entry is None:
            continue
        for voice_id, _ in words.supporters:
            if voice_id in viewer.voice_ids:
                supported = Supported(entry, texts[words.base.id], words, _told(entry, fates))
                found[voice_id].append(supported)
    return {voice_id: sorted(some, key=lambda one: arrival(one.entry)) for voice_id, some in found.items()}


def _told(entry: Entry, fates: Mapping[Key, Sequence[Fate]]) -> Sequence[Fate]:
    return fates.get((entry.noun, entry.id), ()) if entry.state not in UNDECIDED else ()


def _ids(entries: Iterable[Entry]) -> list[int]:
    return [entry.id for entry in entries]


def _placements(
    session: Session, proposals: Sequence[Entry], comments: Sequence[Entry]
) -> dict[tuple[Noun, int], Carried]:
    """The newest placement of each."""
    by_revision = {entry.revision_id: entry.id for entry in proposals}
    if not by_revision and not comments:
        return {}
    rows = session.scalars(
        select(Placement)
        .where(
            or_(Placement.revision_id.in_(by_revision), Placement.comment_id.in_([c.id for c in comments]))
        )
        .order_by(Placement.version_id)
    )
    found: dict[tuple[Noun, int], Carried] = {}
    for row in rows:
        changes = text.Proposal.from_json(row.changes["proposal"]) if row.changes else None
        carried = Carried(row.outcome, row.version_id, changes)
        if row.revision_id is not None:
            found[(Noun.PROPOSAL, by_revision[row.revision_id])] = carried
        elif row.comment_id is not None:
            found[(Noun.COMMENT, row.comment_id)] = carried
    return found


def _talk(
    session: Session, proposals: Sequence[Entry], comments: Sequence[Entry]
) -> dict[tuple[Noun, int], list[Clarification]]:
    """Questions of the agent and replies, oldest first."""
    rows = session.scalars(
        select(Clarification)
        .where(
            or_(
                Clarification.proposal_id.in_([entry.id for entry in proposals]),
                Clarification.comment_id.in_([entry.id for entry in comments]),
            )
        )
        .order_by(Clarification.id)
    )
    found: dict[tuple[Noun, int], list[Clarification]] = defaultdict(list)
    for row in rows:
        if row.proposal_id is not None:
            found[(Noun.PROPOSAL, row.proposal_id)].append(row)
        elif row.comment_id is not None:
            found[(Noun.COMMENT, row.comment_id)].append(row)
    return found
