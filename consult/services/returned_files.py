"""Answers that come as a Word file: kept until somebody has looked at them, then saved, or taken back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session

from consult import text
from consult.docx import Reply
from consult.docx.reply_wire import reply_of, reply_values
from consult.errors import Conflict, Invalid, NotAllowed
from consult.models import (
    Answer,
    Arrival,
    Channel,
    Comment,
    CommentKind,
    CommentRevision,
    Document,
    Person,
    Placement,
    Proposal,
    ProposalKind,
    ProposalRevision,
    ReturnedFile,
    ReturnedPart,
    Round,
    Sending,
    Version,
    Voice,
)
from consult.reports.returned_files import Returned, ReturnedChange, ReturnedRemark, load_same
from consult.services.arrivals import ask_to_confirm, keep_part
from consult.services.contributions import is_answered, next_number, require_size
from consult.services.log import record
from consult.services.pictures import keep_pictures
from consult.services.placing import place_comment, place_proposal
from consult.services.rounds import require_open_round
from consult.services.senders import leads
from consult.services.voices import is_agent

#: How long a file waits that nobody saved.
PATIENCE = timedelta(days=1)
#: How many files of one person wait.
MOST_WAITING = 5
MAX_NAME = 255
KINDS = {
    text.ChangeKind.ADD: ProposalKind.ADD,
    text.ChangeKind.DELETE: ProposalKind.REMOVE,
    text.ChangeKind.MOVE: ProposalKind.MOVE,
}


@dataclass(frozen=True)
class Choice:
    """What a person decided about a returned file, by the keys of its changes and comments.

    `voices` says in whose name each author speaks, by the author's place; authors that are not there are
    left out. `skipped` is left out, `taken` are silent edits and changes that the text has already,
    which are left out otherwise; silent edits speak in the name of `silent_voice`.
    """

    voices: Mapping[int, Voice]
    rationale: str
    skipped: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    silent_voice: Voice | None = None

    @property
    def speakers(self) -> set[Voice]:
        """Everybody in whose name something may be said."""
        return {*self.voices.values(), *([self.silent_voice] if self.silent_voice else [])}


@dataclass
class Saved:
    """What was saved."""

    proposals: list[Proposal] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)


def receive_file(
    session: Session,
    document: Document,
    *,
    name: str,
    data: bytes,
    reply: Reply | None,
    version: Version | None,
    actor: Person,
    now: datetime,
) -> ReturnedFile:
    """Keep a file until it is looked at; those that nobody saved in a day are forgotten.

    Of one person's files only the newest few wait.
    """
    waiting = ReturnedFile.saved_at.is_(None)
    newest = (
        select(ReturnedFile.id)
        .where(waiting, ReturnedFile.uploaded_by_id == actor.id)
        .order_by(ReturnedFile.id.desc())
        .limit(MOST_WAITING - 1)
    )
    is_old = ReturnedFile.uploaded_at < now - PATIENCE
    is_one_too_many = and_(
        ReturnedFile.uploaded_by_id == actor.id, ReturnedFile.id.not_in(session.scalars(newest).all())
    )
    session.execute(delete(ReturnedFile).where(waiting, or_(is_old, is_one_too_many)))
    file = ReturnedFile(
        consultation_id=document.consultation_id,
        document_id=document.id,
        version_id=None if version is None else version.id,
        uploaded_by_id=actor.id,
        name=text.single_line(name)[:MAX_NAME],
        data=data,
        reply=None if reply is None else reply_values(reply),
        uploaded_at=now,
    )
    session.add(file)
    session.flush()
    return file


def read_again(session: Session, file: ReturnedFile, reply: Reply, version: Version) -> None:
    """A person has chosen the version that the file is based on."""
    file.reply, file.version_id = reply_values(reply), version.id
    session.flush()


def reply_of_file(file: ReturnedFile) -> Reply | None:
    """What was read of a file that is not saved yet; None while its version is not known."""
    return None if file.reply is None else reply_of(file.reply)


def discard_file(session: Session, file: ReturnedFile) -> None:
    """Nothing of it was said, nothing of it stays."""
    if file.saved_at is not None:
        raise NotAllowed("This has been saved already.")
    session.delete(file)
    session.flush()


def save_file(
    session: Session,
    file: ReturnedFile,
    returned: Returned,
    current: Version,
    choice: Choice,
    *,
    actor: Person,
    now: datetime,
) -> Saved:
    """The chosen proposals and comments become parts of the answers of the chosen organisations.

    A lead's own organisation checks and sends them; what the agent enters has arrived.
    """
    if file.saved_at is not None or file.version_id is None:
        raise Conflict("This file has been saved already.")
    round_ = _require_open_to(session, file, [voice.id for voice in choice.speakers], now)
    on_behalf = is_agent(session, file.consultation_id, actor.id)
    for voice in choice.speakers:
        if not on_behalf and not leads(session, voice, actor):
            raise NotAllowed("Only the organisation's lead can return a Word file.")
    _require_new(session, file, round_, choice)
    require_size(choice.rationale, field="rationale")
    saving = _Saving(
        session=session,
        file=file,
        returned=returned,
        current=current,
        round=round_,
        choice=choice,
        actor=actor,
        now=now,
        on_behalf=on_behalf,
    )
    saved = saving.save()
    if not saved.proposals and not saved.comments:
        raise Invalid("There is nothing to save. Choose at least one proposal or comment.")
    keep_pictures(session, session.get_one(Document, file.document_id), returned.reply.pictures)
    file.saved_at, file.reply = now, None
    saving.finish()
    record(
        session,
        "returned.saved",
        actor=actor,
        now=now,
        consultation_id=file.consultation_id,
        subject="returned_file",
        subject_id=file.id,
        proposals=len(saved.proposals),
        comments=len(saved.comments),
    )
    return saved


def _require_new(session: Session, file: ReturnedFile, round_: Round, choice: Choice) -> None:
    """The same file is said once in a round by each voice, until it is taken back."""
    said = {voice.id: voice for saved in load_same(session, file, round_.id) for voice in saved.voices}
    for voice in choice.speakers:
        if voice.id in said:
            raise Conflict(
                "This file has been saved already in the name of %(voice)s. "
                "Take that answer back first if you want to save the file again.",
                voice=voice.name,
            )


@dataclass
class _Saving:
    """Writes the parts of one file into the answers of the voices."""

    session: Session
    file: ReturnedFile
    returned: Returned
    current: Version
    round: Round
    choice: Choice
    actor: Person
    now: datetime
    on_behalf: bool
    _answers: dict[int, Answer] = field(default_factory=dict)
    _numbers: dict[type[Proposal] | type[Comment], int] = field(default_factory=dict)
    _saved: Saved = field(default_factory=Saved)

    def save(self) -> Saved:
        """Every chosen change and comment."""
        for change in (*self.returned.changes, *self.returned.silent):
            voice = self._voice(change)
            if voice is not None:
                self._propose(change, voice)
        for remark in self.returned.remarks:
            speaker = self.choice.voices.get(remark.author)
            if speaker is not None and remark.key not in self.choice.skipped:
                self._comment(remark, speaker)
        self.session.flush()
        return self._saved

    def _voice(self, change: ReturnedChange) -> Voice | None:
        """In whose name a change is proposed; None when it is left out."""
        is_silent = change.author < 0
        voice = self.choice.silent_voice if is_silent else self.choice.voices.get(change.author)
        if is_silent or change.standing.value == "included":
            return voice if change.key in self.choice.taken else None
        return None if change.key in self.choice.skipped else voice

    def _answer(self, voice: Voice) -> Answer:
        if voice.id not in self._answers:
            found = self.session.scalar(
                select(Answer).where(Answer.voice_id == voice.id, Answer.round_id == self.round.id)
            )
            self._answers[voice.id] = found or Answer(
                voice_id=voice.id, round_id=self.round.id, channel=Channel.WORD, started_at=self.now
            )
            self.session.add(self._answers[voice.id])
            self.session.flush()
        return self._answers[voice.id]

    def _common(self, kind: type[Proposal] | type[Comment], voice: Voice) -> dict[str, Any]:
        """What proposals and comments have in common."""
        number = self._numbers.get(kind) or next_number(self.session, kind, self.file.consultation_id)
        self._numbers[kind] = number + 1
        return {
            "consultation_id": self.file.consultation_id,
            "number": number,
            "answer_id": self._answer(voice).id,
            "author_id": None if self.on_behalf else self.actor.id,
            "document_id": self.file.document_id,
            "version_id": self.file.version_id,
            "created_at": self.now,
            "sent_at": self.now if self.on_behalf else None,
        }

    def _propose(self, change: ReturnedChange, voice: Voice) -> None:
        place = change.change.place.block
        proposal = Proposal(
            **self._common(Proposal, voice),
            block_id=place if place in self.returned.base.by_id else "",
            kind=KINDS.get(change.change.kind, ProposalKind.REWORD),
        )
        revision = ProposalRevision(
            number=1,
            version_id=self.file.version_id,
            changes=change.proposal.to_json(),
            rationale=self.choice.rationale,
            created_at=self.now,
        )
        proposal.revisions = [revision]
        self.session.add(proposal)
        self.session.flush()
        self.session.add(ReturnedPart(file_id=self.file.id, proposal_id=proposal.id))
        if self.returned.carried is not None:
            columns = place_proposal(revision.id, change.proposal, self.returned.carried)
            self.session.add(Placement(version_id=self.current.id, **columns))
        self._saved.proposals.append(proposal)

    def _comment(self, returned: ReturnedRemark, voice: Voice) -> None:
        remark, base = returned.remark, self.returned.base
        block = base.by_id[remark.block] if remark.block is not None else base.blocks[0]
        start, end = (remark.start, remark.end) if remark.quote else (0, len(block.text))
        anchor = text.anchor_of(base, block.id, start, end)
        said = words_of(returned)
        require_size(said, field="comments")
        comment = Comment(**self._common(Comment, voice), block_id=block.id, anchor=asdict(anchor))
        comment.revisions = [
            CommentRevision(number=1, kind=CommentKind.OTHER, text=said, created_at=self.now)
        ]
        self.session.add(comment)
        self.session.flush()
        self.session.add(ReturnedPart(file_id=self.file.id, comment_id=comment.id))
        if self.returned.carried is not None:
            columns = place_comment(comment.id, anchor, self.returned.carried)
            self.session.add(Placement(version_id=self.current.id, **columns))
        self._saved.comments.append(comment)

    def finish(self) -> None:
        """What the agent entered has been sent, by each organisation, which is asked to confirm it."""
        if not self.on_behalf:
            return
        for voice_id, answer in self._answers.items():
            answer.sent_at = self.now
            sending = Sending(answer_id=answer.id, person_id=self.actor.id, stance=None, sent_at=self.now)
            arrival = Arrival(
                answer_id=answer.id,
                channel=Channel.WORD,
                arrived_on=self.now.date(),
                told_by="",
                entered_by_id=self.actor.id,
                started_at=self.now,
                sent_at=self.now,
            )
            self.session.add_all([sending, arrival])
            self.session.flush()
            parts: list[Proposal | Comment] = [*self._saved.proposals, *self._saved.comments]
            for part in parts:
                if part.answer_id == answer.id:
                    keep_part(self.session, arrival, part)
            voice = self.session.get_one(Voice, voice_id)
            ask_to_confirm(self.session, arrival, voice, self.round, sending, now=self.now)


def words_of(returned: ReturnedRemark) -> str:
    """A comment and, apart by an empty line, what was said to it in the file; nobody's name is told."""
    said = (returned.remark.text, *(answer.text for answer in returned.remark.answers))
    return "\n\n".join(words for words in said if words)


def take_back(session: Session, file: ReturnedFile, *, actor: Person, now: datetime) -> int:
    """Everything that came of the file is withdrawn, but for what has been answered; how much it was."""
    parts = _parts(session, file)
    _require_open_to(session, file, _voices_of(session, parts), now)
    if file.saved_at is None or file.taken_back_at is not None:
        raise NotAllowed("This has been withdrawn already.")
    count = 0
    for part in parts:
        if part.withdrawn_at is None and not is_answered(session, part):
            part.withdrawn_at = now
            count += 1
    file.taken_back_at = now
    session.flush()
    record(
        session,
        "returned.taken-back",
        actor=actor,
        now=now,
        consultation_id=file.consultation_id,
        subject="returned_file",
        subject_id=file.id,
    )
    return count


def _parts(session: Session, file: ReturnedFile) -> list[Proposal | Comment]:
    proposals = session.scalars(
        select(Proposal)
        .join(ReturnedPart, ReturnedPart.proposal_id == Proposal.id)
        .where(ReturnedPart.file_id == file.id)
    )
    comments = session.scalars(
        select(Comment)
        .join(ReturnedPart, ReturnedPart.comment_id == Comment.id)
        .where(ReturnedPart.file_id == file.id)
    )
    return [*proposals, *comments]


def _voices_of(session: Session, parts: list[Proposal | Comment]) -> list[int]:
    answers = {part.answer_id for part in parts}
    return list(session.scalars(select(Answer.voice_id).where(Answer.id.in_(answers)).distinct()))


def _require_open_to(session: Session, file: ReturnedFile, voices: list[int], now: datetime) -> Round:
    """The round that each of these voices may speak in."""
    rounds = [require_open_round(session, file.consultation_id, now, voices=(voice,)) for voice in voices]
    return rounds[0] if rounds else require_open_round(session, file.consultation_id, now)
