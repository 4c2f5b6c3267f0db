"""Support of a proposal as the page shows it, and which of the reader's voices may still give it."""

from dataclasses import dataclass

from consult.models import Voice
from consult.reports.contributions import Entry, State
from consult.reports.words import ProposalWords
from consult.web.answering.speaking import may_send
from consult.web.reading.place import may_contribute, voices


@dataclass(frozen=True)
class Support:
    """Who supports a wording; `voices` are the reader's that may, `own` those that do."""

    number: int
    supporters: tuple[tuple[int, str], ...]
    voices: tuple[Voice, ...]
    own: tuple[Voice, ...]
    may_change: bool


def support_of(entry: Entry, words: ProposalWords) -> Support:
    """While the round is open every voice but the proposer's own may support what has been sent, once.

    What is seen at once is for those to say who may send in the organisation's name.
    """
    given = {voice_id for voice_id, _ in words.supporters}
    is_standing = entry.sent_at is not None and entry.state in (State.OPEN, State.WAITING)
    may_change = may_contribute() and is_standing
    sending = [voice for voice in voices() if may_send(voice)]
    able = [voice for voice in sending if voice.id not in given | {entry.voice_id}]
    own = tuple(voice for voice in voices() if voice.id in given)
    return Support(
        number=entry.number,
        supporters=words.supporters,
        voices=tuple(able) if may_change else (),
        own=own,
        may_change=may_change and all(may_send(voice) for voice in own),
    )
