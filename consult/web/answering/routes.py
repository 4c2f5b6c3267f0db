"""The blueprint with all its views."""

from consult.web.answering import (
    adopting,
    autosave,
    clarifying,
    comments,
    correcting,
    entered,
    gathering,
    hearing,
    on_behalf,
    own,
    proposals,
    removed,
    sending,
    supports,
    withdrawals,
    word,
)
from consult.web.answering.blueprint import blueprint

VIEWS = (
    adopting,
    autosave,
    clarifying,
    comments,
    correcting,
    entered,
    gathering,
    hearing,
    on_behalf,
    own,
    proposals,
    removed,
    sending,
    supports,
    withdrawals,
    word,
)

__all__ = ["VIEWS", "blueprint"]
