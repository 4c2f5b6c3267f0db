"""What the forms about a block are called, by its public number or by its first words."""

from consult.models import ProposalKind
from consult.web.answering.entering import entering
from consult.web.answering.spot import Spot
from consult.web.wording import gettext


def comment_title(spot: Spot) -> str:
    """Kommentoi kohtaa 3."""
    if spot.number is None:
        return gettext("Comment: “%(words)s”", words=spot.excerpt)
    return gettext("Comment on block %(number)s", number=spot.number)


def proposal_title(kind: ProposalKind, spot: Spot, *, is_first: bool = False) -> str:
    """Ehdota muutosta kohtaan 3, and so on; with `is_first` a new block comes before all others."""
    if kind is ProposalKind.ADD and is_first:
        return gettext("Propose a new block at the beginning of the text")
    if spot.number is None:
        return _by_words(kind, spot.excerpt)
    number = spot.number
    match kind:
        case ProposalKind.REWORD:
            return gettext("Propose a change to block %(number)s", number=number)
        case ProposalKind.ADD:
            return gettext("Propose a new block after block %(number)s", number=number)
        case ProposalKind.REMOVE:
            return gettext("Propose removing block %(number)s", number=number)
        case ProposalKind.MOVE:
            return gettext("Propose another place for block %(number)s", number=number)


def _by_words(kind: ProposalKind, words: str) -> str:
    match kind:
        case ProposalKind.REWORD:
            return gettext("Propose a change: “%(words)s”", words=words)
        case ProposalKind.ADD:
            return gettext("Propose a new block after: “%(words)s”", words=words)
        case ProposalKind.REMOVE:
            return gettext("Propose removing: “%(words)s”", words=words)
        case ProposalKind.MOVE:
            return gettext("Propose another place: “%(words)s”", words=words)


def back_label(spot: Spot) -> str:
    """Takaisin luonnokseen, kohta 3."""
    if entering() is not None:
        return gettext("Back to the answer that you are entering")
    if spot.number is None:
        return gettext("Back to the text")
    if spot.is_draft:
        return gettext("Back to the draft, block %(number)s", number=spot.number)
    return gettext("Back to the document, block %(number)s", number=spot.number)
