"""The unit of decision among many proposals."""

from typing import NamedTuple


class Member(NamedTuple):
    """One change of one proposal."""

    proposal: str
    change: int

    def __str__(self) -> str:
        return f"{self.proposal}:{self.change}"
