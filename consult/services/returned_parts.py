"""The proposals and comments that come of a returned file, written into the answers of its voices."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult import text
from consult.models import (
    Answer,
    Arrival,
    Channel,
    Comment,
    CommentKind,
    CommentRevision,
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
from consult.reports.returned_files import Returned, ReturnedChange, ReturnedRemark
from consult.services.arrivals import ask_to_confirm, keep_part
from consult.services.contributions import next_number, require_size
from consult.services.placing import place_comment, place_proposal
from consult.services.returned_choices import Choice

KINDS = {
    text.ChangeKind.ADD: ProposalKind.ADD,
    text.ChangeKind.DELETE: ProposalKind.REMOVE,
    text.ChangeKind.MOVE: ProposalKind.MOVE,
}


@dataclass
class Saved:
    """What was saved."""

    proposals: list[Proposal] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)


@dataclass
class Saving:
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


def parts_of_file(session: Session, file: ReturnedFile) -> list[Proposal | Comment]:
    """Everything that came of a file."""
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
