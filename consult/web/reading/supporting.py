"""Support of a proposal as the page shows it, and which of the reader's voices may still give it."""

from dataclasses import dataclass

from consult.models import Voice
from consult.reports.contributions import Entry, State
from consult.reports.words import ProposalWords
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
    """While the round is open every voice but the proposer's own may support what has been sent, once."""
    given = {voice_id for voice_id, _ in words.supporters}
    is_standing = entry.sent_at is not None and entry.state in (State.OPEN, State.WAITING)
    may_change = may_contribute() and is_standing
    able = [voice for voice in voices() if voice.id not in given | {entry.voice_id}]
    return Support(
        number=entry.number,
        supporters=words.supporters,
        voices=tuple(able) if may_change else (),
        own=tuple(voice for voice in voices() if voice.id in given),
        may_change=may_change,
    )
