"""What stands beside a version and may go into a Word file: proposals and comments with their answers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import and_, literal, select, union_all
from sqlalchemy.orm import Session

from consult import text
from consult.models import (
    Comment,
    CommentRevision,
    Decision,
    DecisionItem,
    Outcome,
    Placement,
    Proposal,
    Version,
)
from consult.reports.contributions import Entry, Noun, judge_states, load_standing, load_waiting
from consult.reports.outcomes import gather_outcomes, known_to
from consult.reports.visibility import Viewer
from consult.reports.words import ProposalWords, load_proposal_words


@dataclass(frozen=True)
class Answer:
    """One decision: its outcome, reason and time."""

    outcome: Outcome
    reason: str
    at: datetime


@dataclass(frozen=True)
class Offer:
    """A proposal as it stands at the version."""

    entry: Entry
    words: ProposalWords
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Note:
    """A comment with the words it hangs on, [start, end) of its block, and the comments that reply to it."""

    entry: Entry
    words: str
    start: int
    end: int
    answers: tuple[Answer, ...] = ()
    replies: tuple["Note", ...] = ()


@dataclass(frozen=True)
class Beside:
    """Everything that was chosen, in order of arrival; `lost` proposals cannot be shown at this version."""

    offers: tuple[Offer, ...] = ()
    notes: tuple[Note, ...] = ()
    lost: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class _Said:
    """What comments say and where, by comment id."""

    words: Mapping[int, str] = field(default_factory=dict)
    places: Mapping[int, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Sent:
    """What stands at a version, and the answers that the viewer knows of."""

    entries: tuple[Entry, ...]
    decided: Sequence[tuple[DecisionItem, Decision]] = ()


def load_sent(session: Session, viewer: Viewer, now: datetime, version: Version) -> Sent:
    """What was sent, stands at the version and is not hidden, as the viewer may see it: five queries."""
    placed = load_standing(session, viewer, now, version)
    hidden = load_hidden(session, version)
    sent = [entry for entry in placed if entry.sent_at is not None and (entry.noun, entry.id) not in hidden]
    decided = _load_decided(session, viewer)
    outcomes = gather_outcomes(
        (row.revision_id, row.change, row.comment_id, row.outcome) for row, _ in decided
    )
    return Sent(judge_states(sent, outcomes, load_waiting(session, viewer)), decided)


def _load_decided(session: Session, viewer: Viewer) -> list[tuple[DecisionItem, Decision]]:
    rows = session.execute(
        select(DecisionItem, Decision)
        .join(Decision, Decision.id == DecisionItem.decision_id)
        .where(Decision.consultation_id == viewer.consultation_id, known_to(viewer))
        .order_by(DecisionItem.id)
    )
    return [(item, decision) for item, decision in rows]


def load_hidden(session: Session, version: Version) -> set[tuple[Noun, int]]:
    """Unlawful words stay where they are: they leave in no file, the agent's own included."""
    parts = (
        select(literal(noun.value), kind.id).where(
            kind.document_id == version.document_id, kind.hidden_at.is_not(None)
        )
        for noun, kind in ((Noun.PROPOSAL, Proposal), (Noun.COMMENT, Comment))
    )
    return {(Noun(noun), id_) for noun, id_ in session.execute(union_all(*parts))}


def load_redline(
    session: Session, version: Version, content: text.Document, sent: Sent, entries: Sequence[Entry]
) -> Beside:
    """The words of some of the entries that `load_sent` gave, in two queries."""
    proposals = [entry for entry in entries if entry.noun is Noun.PROPOSAL]
    comments = [entry for entry in entries if entry.noun is Noun.COMMENT]
    words = load_proposal_words(session, [entry.revision_id for entry in proposals], version=version)
    answers = _answers(sent.decided, entries)
    shown = [entry for entry in proposals if words[entry.revision_id].base.id == version.id]
    offers = [
        Offer(entry, words[entry.revision_id], tuple(answers[Noun.PROPOSAL, entry.revision_id]))
        for entry in shown
    ]
    notes = _notes(comments, _load_said(session, comments, version, content), answers)
    return Beside(tuple(offers), tuple(notes), tuple(entry for entry in proposals if entry not in shown))


def _answers(
    decided: Iterable[tuple[DecisionItem, Decision]], entries: Iterable[Entry]
) -> dict[tuple[Noun, int], list[Answer]]:
    """The decisions on these entries, by revision or comment; the same answer stands once."""
    revisions = {entry.revision_id for entry in entries if entry.noun is Noun.PROPOSAL}
    comments = {entry.id for entry in entries if entry.noun is Noun.COMMENT}
    found: dict[tuple[Noun, int], list[Answer]] = defaultdict(list)
    for item, decision in decided:
        key = _subject(item, revisions, comments)
        answer = Answer(item.outcome, item.rationale or decision.rationale, decision.decided_at)
        if key is not None and answer not in found[key]:
            found[key].append(answer)
    return found


def _subject(item: DecisionItem, revisions: set[int], comments: set[int]) -> tuple[Noun, int] | None:
    if item.revision_id in revisions:
        return (Noun.PROPOSAL, item.revision_id)
    return (Noun.COMMENT, item.comment_id) if item.comment_id in comments else None


def _load_said(
    session: Session, comments: Sequence[Entry], version: Version, content: text.Document
) -> _Said:
    rows = session.execute(
        select(Comment.id, CommentRevision.text, Comment.version_id, Comment.anchor, Placement.anchor)
        .join(CommentRevision, CommentRevision.comment_id == Comment.id)
        .outerjoin(Placement, and_(Placement.comment_id == Comment.id, Placement.version_id == version.id))
        .where(CommentRevision.id.in_({entry.revision_id for entry in comments}))
    )
    said: dict[int, str] = {}
    places: dict[int, tuple[int, int]] = {}
    for comment_id, words, made_on, original, carried in rows:
        said[comment_id] = words
        anchor = original if made_on == version.id else carried
        places[comment_id] = _place(anchor or {}, content)
    return _Said(said, places)


def _place(anchor: Mapping[str, Any], content: text.Document) -> tuple[int, int]:
    """Where the quoted words stand; the whole block when they do not stand there."""
    block, quote, start = (
        content.by_id.get(anchor.get("block", "")),
        str(anchor.get("quote", "")),
        int(anchor.get("position", 0)),
    )
    if block is None or not quote or block.text[start : start + len(quote)] != quote:
        return (0, 0)
    return (start, start + len(quote))


def _notes(
    comments: Sequence[Entry], said: _Said, answers: Mapping[tuple[Noun, int], list[Answer]]
) -> list[Note]:
    """First comments with every reply below them, whatever it replied to."""
    parents = {entry.id: entry.reply_to_id for entry in comments}
    threads: dict[int, list[Note]] = defaultdict(list)
    firsts: list[Entry] = []
    for entry in comments:
        first = entry.id
        while (above := parents.get(first)) in parents and above is not None:
            first = above
        if first == entry.id:
            firsts.append(entry)
        else:
            threads[first].append(_note(entry, said, answers, ()))
    return [_note(entry, said, answers, threads[entry.id]) for entry in firsts]


def _note(
    entry: Entry,
    said: _Said,
    answers: Mapping[tuple[Noun, int], list[Answer]],
    replies: Sequence[Note],
) -> Note:
    start, end = said.places[entry.id]
    own = answers.get((Noun.COMMENT, entry.id), ())
    return Note(entry, said.words[entry.id], start, end, tuple(own), tuple(replies))
