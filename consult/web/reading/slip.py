"""The one thing that is open in the margin of a block: a proposal, or the comments."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask import request
from werkzeug.exceptions import BadRequest

from consult.reports.contributions import Entry, with_state
from consult.reports.placed import load_comments_on, load_proposals_on
from consult.reports.words import (
    CommentWords,
    ProposalWords,
    load_comment_words,
    load_proposal_words,
)
from consult.web.current import now, session
from consult.web.reading.place import Reading, looker
from consult.web.reading.supporting import Support, support_of
from consult.web.reading.telling import Told, tell

WISH = re.compile(r"(proposal):(\d{1,9})|(comments|counts):([\w-]{1,40})", re.ASCII)


@dataclass(frozen=True)
class Wish:
    """What the address asks to be shown; `counts` is the closed margin of a block."""

    what: str
    number: int = 0
    block_id: str = ""


@dataclass(frozen=True)
class ProposalSlip:
    """A proposal in the margin, with its neighbours on the same block."""

    entry: Entry
    words: ProposalWords
    changes: tuple[Told, ...]
    numbers: tuple[int, ...]
    support: Support

    @property
    def position(self) -> int:
        """Which one of the block's proposals this is, from 1."""
        return self.numbers.index(self.entry.number) + 1

    @property
    def previous(self) -> int | None:
        """The number of the proposal before."""
        return self.numbers[self.position - 2] if self.position > 1 else None

    @property
    def next(self) -> int | None:
        """The number of the proposal after."""
        return self.numbers[self.position] if self.position < len(self.numbers) else None


@dataclass(frozen=True)
class Remark:
    """A comment with its replies."""

    entry: Entry
    words: CommentWords
    replies: tuple["Remark", ...] = ()


def asked_wish() -> Wish | None:
    """What `show` asks for; anything else than what pages link to is 400."""
    given = request.args.get("show")
    if not given:
        return None
    found = WISH.fullmatch(given)
    if found is None:
        raise BadRequest
    if found[1]:
        return Wish(found[1], number=int(found[2]))
    return Wish(found[3], block_id=found[4])


def proposal_slip(reading: Reading, home: str, number: int) -> ProposalSlip:
    """The proposal of that number among those of a block."""
    beside = load_proposals_on(session(), looker(), now(), reading.version, reading.blocks_of(home))
    entry = next(entry for entry in beside if entry.number == number)
    entry = with_state(session(), looker(), entry)
    words = load_proposal_words(session(), [entry.revision_id], version=reading.version)[entry.revision_id]
    return ProposalSlip(
        entry=entry,
        words=words,
        changes=tell(words.changes, reading.text),
        numbers=tuple(other.number for other in beside),
        support=support_of(entry, words),
    )


def thread_on(reading: Reading, home: str) -> tuple[Remark, ...]:
    """The comments of a block in order, each with its replies."""
    return _remarks(load_comments_on(session(), looker(), now(), reading.version, reading.blocks_of(home)))


def _remarks(comments: Sequence[Entry]) -> tuple[Remark, ...]:
    words = load_comment_words(session(), comments)
    replies: dict[int, list[Remark]] = {}
    ids = {comment.id for comment in comments}
    for comment in comments:
        if comment.reply_to_id in ids and comment.reply_to_id is not None:
            replies.setdefault(comment.reply_to_id, []).append(Remark(comment, words[comment.id]))
    return tuple(
        Remark(comment, words[comment.id], tuple(replies.get(comment.id, ())))
        for comment in comments
        if comment.reply_to_id not in ids
    )
