"""What a returned file says, seen from the version that is current now."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session, joinedload

from consult import text
from consult.docx import Base, Remark, Reply
from consult.models import (
    Answer,
    Comment,
    Proposal,
    ReturnedFile,
    ReturnedPart,
    Version,
    Voice,
    VoiceKind,
)
from consult.reports.texts import load_texts


class Standing(StrEnum):
    """How a change stands in the current version."""

    OPEN = "open"
    INCLUDED = "included"
    PARTLY = "partly"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class ReturnedChange:
    """One change of one author, as a proposal of its own; `key` names it in forms."""

    key: str
    author: int
    proposal: text.Proposal
    standing: Standing

    @property
    def change(self) -> text.Change:
        """The change alone."""
        return self.proposal.changes[0]


@dataclass(frozen=True)
class ReturnedRemark:
    """One comment; `key` names it in forms."""

    key: str
    author: int
    remark: Remark


@dataclass(frozen=True)
class Returned:
    """A reply with its changes one by one. `base` is the version it is based on, `current` the newest."""

    reply: Reply
    base: text.Document
    current: text.Document
    carried: text.BlockMap | None
    changes: tuple[ReturnedChange, ...]
    silent: tuple[ReturnedChange, ...]
    remarks: tuple[ReturnedRemark, ...]


def unfold(reply: Reply, base: text.Document, current: text.Document) -> Returned:
    """Every change and comment with its author's place among the authors, and how it stands now."""
    carried = None if base == current else text.BlockMap(base, current)
    places = {author: place for place, author in enumerate(reply.authors)}
    changes = [
        each
        for authored in reply.proposals
        if not authored.key
        for each in _alone(f"p{places[authored.author]}", places[authored.author], authored.proposal, carried)
    ]
    remarks = tuple(
        ReturnedRemark(f"c{number}", places[remark.author], remark)
        for number, remark in enumerate(map(new_in, reply.comments))
        if remark is not None and remark.text
    )
    silent = tuple(_alone("s", -1, reply.silent, carried))
    return Returned(reply, base, current, carried, tuple(changes), silent, remarks)


def new_in(remark: Remark) -> Remark | None:
    """What is new in a comment: all of it, or the answers to one that we wrote into the file ourselves."""
    if not remark.key:
        return remark
    new = remark.answers[remark.known_answers :]
    if not new:
        return None
    return replace(remark, author=new[0].author, text=new[0].text, at=new[0].at, answers=new[1:], key="")


def _alone(
    prefix: str, author: int, proposal: text.Proposal, carried: text.BlockMap | None
) -> Iterator[ReturnedChange]:
    for change in proposal.changes:
        own = text.Proposal(proposal.key, (replace(change, index=0),))
        yield ReturnedChange(f"{prefix}-{change.index}", author, own, _standing(own, carried))


def _standing(proposal: text.Proposal, carried: text.BlockMap | None) -> Standing:
    if carried is None:
        return Standing.OPEN
    outcome = text.rebase_on(proposal, carried).outcome
    if outcome in (text.Outcome.CONFLICT, text.Outcome.TOUCHED) and _has_part(proposal, carried):
        return Standing.PARTLY
    return {
        text.Outcome.CLEAN: Standing.OPEN,
        text.Outcome.INCLUDED: Standing.INCLUDED,
        text.Outcome.GONE: Standing.GONE,
    }.get(outcome, Standing.CHANGED)


def _has_part(proposal: text.Proposal, carried: text.BlockMap) -> bool:
    """Whether the current version brought some of the words that the change brings."""
    for op in proposal.changes[0].ops:
        old, new = carried.old.by_id.get(op.block), carried.new.by_id.get(op.block)
        if op.is_words and old is not None and new is not None:
            runs = text.compare_words(old.text, new.text)
            brought = _words(run.text for run in runs if run.kind is text.RunKind.ADDED)
            if brought & (_words([op.inserted.text]) - _words([op.removed])):
                return True
    return False


def _words(texts: Iterable[str]) -> set[str]:
    return {token.text for each in texts for token in text.words(each) if token.text[0].isalnum()}


def load_versions(session: Session, document_id: int) -> list[Version]:
    """The versions of a document in order."""
    return list(
        session.scalars(select(Version).where(Version.document_id == document_id).order_by(Version.number))
    )


def load_bases(session: Session, document_id: int) -> tuple[list[Version], list[Base]]:
    """The versions of a document in order, and what a returned file is read against."""
    versions = load_versions(session, document_id)
    texts = load_texts(session, [version.id for version in versions])
    return versions, [Base(texts[version.id], version.hash) for version in versions]


def organisation_voices(session: Session, consultation_id: int) -> Sequence[Voice]:
    """Every organisation in whose name the agent may enter an answer, by name."""
    return session.scalars(
        select(Voice)
        .where(Voice.consultation_id == consultation_id, Voice.kind == VoiceKind.ORGANISATION)
        .order_by(Voice.name)
    ).all()


@dataclass(frozen=True)
class SavedFile:
    """A file whose answer was saved, with the organisations in whose name it speaks."""

    file: ReturnedFile
    voices: tuple[Voice, ...]


def load_saved(
    session: Session, consultation_id: int, voice_ids: frozenset[int] | None
) -> tuple[SavedFile, ...]:
    """The saved files of a consultation that speak for one of these voices (None: for any), newest first."""
    files = session.scalars(
        select(ReturnedFile)
        .where(ReturnedFile.consultation_id == consultation_id, ReturnedFile.saved_at.is_not(None))
        .order_by(ReturnedFile.id.desc())
    ).all()
    voices = _voices_of(session, [file.id for file in files])
    found = (SavedFile(file, voices.get(file.id, ())) for file in files)
    return tuple(
        each for each in found if voice_ids is None or any(voice.id in voice_ids for voice in each.voices)
    )


def load_same(session: Session, file: ReturnedFile, round_id: int) -> tuple[SavedFile, ...]:
    """Saved files of the same bytes that speak in this round, but for those that were taken back."""
    parts = union_all(
        select(ReturnedPart.file_id, Proposal.answer_id).join(Proposal),
        select(ReturnedPart.file_id, Comment.answer_id).join(Comment),
    ).subquery()
    rows = session.execute(
        select(ReturnedFile, Voice)
        .join(parts, parts.c.file_id == ReturnedFile.id)
        .join(Answer, Answer.id == parts.c.answer_id)
        .join(Voice, Voice.id == Answer.voice_id)
        .where(
            ReturnedFile.consultation_id == file.consultation_id,
            ReturnedFile.id != file.id,
            ReturnedFile.saved_at.is_not(None),
            ReturnedFile.taken_back_at.is_(None),
            ReturnedFile.digest == file.digest,
            Answer.round_id == round_id,
        )
        .order_by(ReturnedFile.id, Voice.id)
    )
    found: dict[ReturnedFile, dict[Voice, None]] = {}
    for same, voice in rows:
        found.setdefault(same, {})[voice] = None
    return tuple(SavedFile(same, tuple(voices)) for same, voices in found.items())


def voices_of_file(session: Session, file: ReturnedFile) -> tuple[Voice, ...]:
    """The organisations in whose name a saved file speaks."""
    return _voices_of(session, [file.id]).get(file.id, ())


def _voices_of(session: Session, file_ids: Sequence[int]) -> dict[int, tuple[Voice, ...]]:
    found: dict[int, dict[int, Voice]] = {}
    for kind, column in ((Proposal, ReturnedPart.proposal_id), (Comment, ReturnedPart.comment_id)):
        rows = session.execute(
            select(ReturnedPart.file_id, Answer)
            .join(kind, kind.id == column)
            .join(Answer, Answer.id == kind.answer_id)
            .options(joinedload(Answer.voice))
            .where(ReturnedPart.file_id.in_(file_ids))
        )
        for file_id, answer in rows:
            found.setdefault(file_id, {})[answer.voice_id] = answer.voice
    return {file_id: tuple(voices.values()) for file_id, voices in found.items()}
