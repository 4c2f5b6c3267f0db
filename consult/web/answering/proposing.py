"""The page on which a proposal is written: its form, the wish the form holds, and its preview."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from consult import text
from consult.errors import DomainError, Invalid
from consult.models import ProposalKind
from consult.services.runs import longest_run, run_through, stretched, words_of_run
from consult.services.wishes import Add, Move, Remove, Reword, Wish, changes_for
from consult.web.answering.forms import (
    AFTER,
    BEFORE,
    BLOCK_LABELS,
    AddForm,
    MoveForm,
    ProposalForm,
    RemoveForm,
    RewordForm,
)
from consult.web.answering.places import START, place_choices
from consult.web.answering.preview import Preview, preview_of
from consult.web.answering.spot import Spot
from consult.web.i18n import language
from consult.web.options import options
from consult.web.wording import gettext

FORMS: dict[ProposalKind, type[ProposalForm]] = {
    ProposalKind.REWORD: RewordForm,
    ProposalKind.ADD: AddForm,
    ProposalKind.REMOVE: RemoveForm,
    ProposalKind.MOVE: MoveForm,
}


@dataclass
class Proposing:
    """One proposal form on one spot."""

    kind: ProposalKind
    spot: Spot
    form: ProposalForm
    #: A new block that is asked for comes before the spot's block when the form opens.
    leads: bool = False
    #: What the wish that is being written anew changes in this text.
    earlier: text.Proposal | None = None

    @property
    def content(self) -> text.Document:
        """The text that is being changed."""
        return self.spot.content

    @cached_property
    def original(self) -> str:
        """The words of the block, or of the run that the form covers."""
        if not isinstance(self.form, RewordForm) or self.spot.block is None:
            return ""
        return words_of_run(self.content, self._covered(self.form), language())

    @property
    def preview(self) -> Preview:
        """What the form would change as it stands."""
        try:
            return preview_of(self.content, self.wish(), earlier=self.earlier)
        except DomainError:
            return Preview()

    @property
    def is_at_start(self) -> bool:
        """Whether the spot is the first block, so that a new one may come before it too."""
        return bool(self.content.blocks) and self.content.blocks[0].id == self.spot.block_id

    @property
    def is_before(self) -> bool:
        """Whether the form asks for a new block before the spot's."""
        return isinstance(self.form, AddForm) and self.form.place.data == BEFORE

    def begin(self, wish: Wish | None, *, through: str = "") -> None:
        """Fill an opened form: with the text of the draft, or with the wish that was made before."""
        form, block = self.form, self.spot.block
        if block is None:
            return
        match form, wish:
            case RewordForm(), Reword(blocks=blocks, words=words):
                form.covered.data, form.text.data = blocks[-1], words
            case RewordForm(), _:
                ids = run_through(self.content, block.id, through)
                form.covered.data, form.text.data = ids[-1], words_of_run(self.content, ids, language())
            case AddForm(), Add(words=words, kind=kind, after=after):
                form.text.data, form.kind.data = words, kind.value
                form.place.data = AFTER if after else BEFORE
            case AddForm(), _:
                form.kind.data = _kind_beside(block)
                form.place.data = BEFORE if self.leads else AFTER
            case MoveForm(), Move(after=after):
                form.after.data = after or START

    def offer(self) -> None:
        """The choices that depend on the text: longer runs and other places."""
        form, block = self.form, self.spot.block
        if isinstance(form, RewordForm) and block is not None:
            form.through.choices = options(self._lengths())
            form.through.data = form.through.data or form.covered.data or block.id
        if isinstance(form, MoveForm) and block is not None:
            form.after.choices = options(place_choices(self.content, block.id))

    def stretch(self) -> None:
        """Take in as many blocks as were chosen; what has been typed stays."""
        form = self.form
        if not isinstance(form, RewordForm) or self.spot.block is None:
            return
        new = run_through(self.content, self.spot.block_id, form.through.data or "")
        form.text.data = stretched(
            self.content, form.text.data or "", old=self._covered(form), new=new, language=language()
        )
        form.covered.data = new[-1]

    def require_stretched(self) -> None:
        """A longer run that was chosen and not yet taken in has not been looked at."""
        form = self.form
        if not isinstance(form, RewordForm):
            return
        if form.through.data and form.through.data != form.covered.data:
            self.stretch()
            raise Invalid("The text now holds all the blocks you chose. Check it and save.", field="text")

    def wish(self) -> Wish:
        """What the form asks for."""
        form, block_id = self.form, self.spot.block_id
        match form:
            case RewordForm():
                return Reword(self._covered(form), form.text.data or "")
            case AddForm():
                return Add(self._after(), form.text.data or "", _kind_of(form))
            case MoveForm():
                return Move(block_id, _place(form))
            case _:
                return Remove((block_id,))

    def inspect(self) -> None:
        """Say what is wrong with the wish beside what is wrong with the form."""
        named = any(self.form[name].errors for name in ("text", "after") if name in self.form)
        if not named:
            changes_for(self.content, self.wish(), earlier=self.earlier)

    def _after(self) -> str | None:
        """The block after which a new one comes; None at the very beginning."""
        if not self.is_before:
            return self.spot.block_id
        roots = [block.id for block in self.content.blocks if block.parent is None]
        position = roots.index(self.spot.block_id) if self.spot.block_id in roots else 0
        return roots[position - 1] if position else None

    def _covered(self, form: RewordForm) -> tuple[str, ...]:
        ours = form.text.data or ""
        return run_through(self.content, self.spot.block_id, form.covered.data or "", ours=ours)

    def _lengths(self) -> dict[str, str]:
        run = longest_run(self.content, self.spot.block_id)
        numbers = [self.content.numbers.get(block.id, 0) for block in run]
        alone = gettext("Only block %(number)s", number=numbers[0])
        longer = {
            block.id: gettext("Blocks %(first)s–%(last)s", first=numbers[0], last=number)
            for block, number in zip(run[1:], numbers[1:], strict=True)
        }
        return {run[0].id: alone, **longer}


def _kind_of(form: AddForm) -> text.BlockKind:
    given: Any = form.kind.data
    offered = {kind.value for kind in BLOCK_LABELS}
    return text.BlockKind(given) if given in offered else text.BlockKind.PARAGRAPH


def _kind_beside(block: text.Block) -> str:
    lists = (text.BlockKind.BULLET, text.BlockKind.NUMBERED)
    return block.kind.value if block.kind in lists else text.BlockKind.PARAGRAPH.value


def _place(form: MoveForm) -> str | None:
    given = form.after.data
    if not given:
        raise Invalid("Choose the new place.", field="after")
    return None if given == START else str(given)
