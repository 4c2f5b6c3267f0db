"""A proposal turned round."""

from consult.text.document import Document
from consult.text.proposal import Proposal
from consult.text.propose import propose


def invert(proposal: Proposal, base: Document) -> Proposal:
    """The proposal on `proposal.apply(base)` that gives `base` back, under the same key.

    Raises StaleBase when the proposal was written on another base.

    >>> base = Document((Block("b1", BlockKind.PARAGRAPH, "Tilat ovat auki."),))
    >>> wish = propose(base, Document((Block("b1", BlockKind.PARAGRAPH, "Tilat ovat avoinna."),)), "a")
    >>> invert(wish, base).apply(wish.apply(base)) == base
    True
    """
    return propose(proposal.apply(base), base, proposal.key)
