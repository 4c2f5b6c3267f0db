"""A proposal: what somebody wants a document to be, as changes that can each be decided alone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from consult.text.apply import Step, apply_steps
from consult.text.change import Change
from consult.text.content import apply_words
from consult.text.document import Document
from consult.text.proposal_json import read_change, write_change


@dataclass(frozen=True)
class Proposal:
    """Changes against a base document; `key` names the proposal wherever several meet.

    >>> base = parse("Tilat ovat auki. Avaimet saa kunnasta.")
    >>> wish = propose(base, parse("Tilat ovat avoinna. Avaimet saa kylältä."), "p1")
    >>> wish.only([1]).apply(base).plain()
    'Tilat ovat auki. Avaimet saa kylältä.\\n'
    """

    key: str
    changes: tuple[Change, ...] = ()

    def apply(self, base: Document) -> Document:
        """The base with every change made; StaleBase if a block is not as it was when this was written."""
        steps = [Step(op, f"p:{self.key}:{change.index}") for change in self.changes for op in change.ops]
        return apply_steps(base, steps).document

    def only(self, indexes: Collection[int]) -> "Proposal":
        """The proposal with just these changes, under their old indexes."""
        wanted = set(indexes)
        return replace(self, changes=tuple(change for change in self.changes if change.index in wanted))

    def sentence(self, change: Change, base: Document) -> tuple[str, str]:
        """The whole sentences that the change touches, before and after it."""
        place = change.place
        block = base.by_id.get(place.block)
        words = [op for op in change.ops if op.is_words and op.block == place.block]
        if block is None or not words:
            return _block_texts(change)
        start, end = place.start, place.end
        new = apply_words(block, words)
        return block.text[start:end], new.text[start : len(new.text) - (len(block.text) - end)]

    def to_json(self) -> dict[str, Any]:
        """Plain lists and dictionaries from which `from_json` makes an equal proposal."""
        return {"format": 1, "key": self.key, "changes": [write_change(change) for change in self.changes]}

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> "Proposal":
        """The proposal that `to_json` wrote."""
        return Proposal(data["key"], tuple(read_change(change) for change in data["changes"]))


def _block_texts(change: Change) -> tuple[str, str]:
    """The words that whole blocks lose and bring."""
    old = [op.removed for op in change.ops if op.removed]
    new = [op.new_block.text for op in change.ops if op.new_block is not None and op.new_block.text]
    return "\n".join(old), "\n".join(new)
