"""One organisation answers: it proposes, comments, replies, supports others and sends."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy.orm import Session

from consult.demo.large.sentences import OPINIONS, sentence
from consult.demo.large.wishes import Wishes
from consult.models import Comment, CommentKind, Person, Version, Voice
from consult.services.answers import send_answer
from consult.services.comments import load_comment, make_comment
from consult.services.proposals import load_proposal, make_proposal
from consult.services.supports import support_proposal

#: One comment in so many replies to another's.
REPLYING = 7
#: How many of the earlier proposals each organisation supports.
SUPPORTED = 4


@dataclass(frozen=True)
class Visit:
    """Somebody speaks for an organisation at one moment."""

    session: Session
    version: Version
    voice: Voice
    person: Person
    random: Random
    now: datetime

    def propose(self, wishes: Wishes) -> None:
        """Ask for a change, with a reason."""
        make_proposal(
            self.session,
            self.version,
            wishes.next(),
            voice=self.voice,
            rationale=sentence(self.random),
            actor=self.person,
            now=self.now,
        )

    def comment(self, block_id: str, earlier: int) -> None:
        """Say something about a block, or reply to one of the earlier comments."""
        above = self._to_reply_to(earlier)
        make_comment(
            self.session,
            self.version,
            above.block_id if above else block_id,
            voice=self.voice,
            kind=self.random.choice(list(CommentKind)),
            words=f"{self.random.choice(OPINIONS)} {sentence(self.random)}",
            actor=self.person,
            now=self.now,
            reply_to=above,
        )

    def support(self, earlier: int) -> None:
        """Join some of the earlier proposals."""
        for number in self.random.sample(range(1, earlier + 1), min(SUPPORTED, earlier)):
            proposal = load_proposal(self.session, self.voice.consultation_id, number)
            support_proposal(self.session, proposal, voice=self.voice, actor=self.person, now=self.now)

    def send(self) -> None:
        """From now on the others see it."""
        send_answer(self.session, self.voice, stance=None, actor=self.person, now=self.now)

    def _to_reply_to(self, earlier: int) -> Comment | None:
        if not earlier or self.random.randrange(REPLYING):
            return None
        number = self.random.randrange(1, earlier + 1)
        comment = load_comment(self.session, self.voice.consultation_id, number)
        return comment if comment.reply_to_id is None else None
