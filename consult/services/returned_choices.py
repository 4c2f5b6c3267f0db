"""What a person decided about a returned file."""

from collections.abc import Mapping
from dataclasses import dataclass

from consult.models import Voice


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
