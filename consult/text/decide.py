"""Decisions put to work: accepted changes and the agent's own words, nothing else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from itertools import combinations

from consult.text.apply import Applied, Step, apply_steps
from consult.text.block import Block, BlockKind, Fragment
from consult.text.change import Change, ChangeKind, Op, OpKind, Place
from consult.text.document import Document
from consult.text.errors import Contradiction, EngineError, PartlyDecided
from consult.text.fit import fit
from consult.text.group import Group
from consult.text.member import Member
from consult.text.paragraphs import in_one_paragraph, split_paragraphs
from consult.text.relation import Level, op_signature, relate, relate_ops
from consult.text.twins import sayings

_FRAMES = (BlockKind.TABLE, BlockKind.ROW, BlockKind.CELL)


@dataclass(frozen=True, slots=True)
class Accept:
    """The change comes into the text as it was proposed."""


@dataclass(frozen=True, slots=True)
class Decline:
    """The change does not come into the text."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The agent's own words stand in the place of the whole group."""

    fragment: Fragment


Decision = Accept | Decline | Wording


@dataclass(frozen=True)
class Ruling:
    """What was decided: by member, own words by group key, and the order of what stands at one point."""

    decisions: Mapping[Member, Decision]
    wordings: Mapping[str, Fragment]
    order: Sequence[Member]

    @cached_property
    def turns(self) -> dict[Member, int]:
        """The place of each member in the order."""
        return {member: turn for turn, member in enumerate(self.order)}


def decide(
    base: Document, changes: Mapping[Member, Change], groups: Sequence[Group], ruling: Ruling
) -> Applied:
    """The base with everything that was decided; see `Merge.apply`."""
    unknown = sorted(set(ruling.decisions) - set(changes))
    if unknown:
        raise EngineError(f"no such change: {unknown[0]}")
    if not set(ruling.wordings) <= {group.key for group in groups}:
        raise EngineError("no such group: its members are others by now")
    steps: list[Step] = []
    for group in groups:
        steps += _Deciding(base, changes, group, ruling).steps()
    return apply_steps(base, list(_with_own_ids(base, steps)))


class _Deciding:
    """One group and what was decided about it."""

    def __init__(
        self, base: Document, changes: Mapping[Member, Change], group: Group, ruling: Ruling
    ) -> None:
        self._base = base
        self._changes = changes
        self._group = group
        given = ruling.decisions
        self._decided = {member: given[member] for member in group.members if member in given}
        self._words = self._own_words(ruling.wordings.get(group.key))
        self._turns = ruling.turns

    def _own_words(self, words: Fragment | None) -> Fragment | None:
        given = {decision.fragment for decision in self._decided.values() if isinstance(decision, Wording)}
        if words is not None:
            given.add(words)
        if len(given) > 1:
            raise Contradiction(self._group.members)
        return next(iter(given), None)

    def steps(self) -> list[Step]:
        """What the decisions bring; nothing as long as nothing is decided."""
        if not self._decided and self._words is None:
            return []
        undecided = [member for member in self._group.members if member not in self._decided]
        if undecided and not (self._group.level is Level.AGREE and self._decided):
            raise PartlyDecided(undecided)
        accepted = [member for member, decision in self._decided.items() if isinstance(decision, Accept)]
        accepted.sort(key=lambda member: (self._turns.get(member, len(self._turns)), member))
        if self._words is None:
            self._refuse_contradictions(accepted)
            return list(self._accepted_steps(accepted))
        kept = [step for step in self._accepted_steps(accepted) if not self._replaces(step.op)]
        hard = [relate_ops(one.op, other.op) is Level.HARD for one, other in combinations(kept, 2)]
        if any(hard):
            raise Contradiction(accepted)
        return [*kept, *self._own_steps(self._words)]

    def _refuse_contradictions(self, accepted: Sequence[Member]) -> None:
        in_order = {member for member in accepted if member in self._turns and self._only_adds(member)}
        for number, one in enumerate(accepted):
            for other in accepted[number + 1 :]:
                if one.proposal == other.proposal or (one in in_order and other in in_order):
                    continue
                level = relate(self._changes[one], self._changes[other])
                ordered = one in self._turns and other in self._turns
                if level is Level.HARD or (level is Level.ORDER and not ordered):
                    raise Contradiction((one, other))

    def _only_adds(self, member: Member) -> bool:
        """Whether a change does nothing but add blocks, which contradicts no other such change."""
        return all(op.kind is OpKind.ADD for op in self._changes[member].ops)

    def _accepted_steps(self, accepted: Iterable[Member]) -> Iterator[Step]:
        """What several accepted changes have in common once, additions of blocks by whole changes.

        What one proposal adds twice comes twice.
        """
        seen: dict[object, str] = {}
        for number, (member, whole) in enumerate(sayings(accepted, self._changes)):
            change = self._changes[member]
            is_repeated = seen.setdefault(whole, member.proposal) != member.proposal
            for op in change.ops:
                same = whole if op.kind is OpKind.ADD else op_signature(op)
                if not is_repeated and seen.setdefault(same, member.proposal) == member.proposal:
                    turn = self._turns.get(member, len(self._turns)), number if self._turns else 0
                    yield Step(op, f"p:{member}", (*turn, member.proposal))

    def _replaces(self, op: Op) -> bool:
        """Whether the agent's own words stand instead of an operation."""
        place = self._group.place
        if op.kind is OpKind.ADD:
            return True
        if op.block != place.block or self._is_frame(op.block):
            return False
        return op.kind is OpKind.DELETE or (op.is_words and place.start <= op.start and op.end <= place.end)

    def _is_frame(self, block_id: str) -> bool:
        block = self._base.by_id.get(block_id)
        return block is not None and block.kind in (BlockKind.TABLE, BlockKind.ROW)

    def _own_steps(self, words: Fragment) -> list[Step]:
        """The agent's own words: in the place of the sentences, or as blocks where blocks were added.

        Words cannot stand in a table or a row itself: they come behind the table.
        """
        place, source = self._group.place, f"w:{self._group.key}"
        added = [
            op for member in self._group.members for op in self._changes[member].ops if op.kind is OpKind.ADD
        ]
        only_adds = all(self._changes[member].kind is ChangeKind.ADD for member in self._group.members)
        block = self._base.by_id.get(place.block)
        if only_adds or block is None:
            return [Step(op, source) for op in self._own_blocks(words, added[0])]
        if self._is_frame(block.id):
            return [Step(op, source) for op in self._own_blocks(words, Op(OpKind.ADD, "", after=block.id))]
        start, end = _core(block.text, place) if words.text.strip() else (place.start, place.end)
        removed = block.text[start:end]
        fitted = fit(in_one_paragraph(words), block.text, Place(block.id, start, end))
        op = Op(OpKind.REPLACE, block.id, block.content_hash, start, end, removed, fitted)
        return [Step(op, source)]

    def _own_blocks(self, words: Fragment, like: Op) -> Iterator[Op]:
        """One new block for each paragraph of the words, of the kind of the first one proposed."""
        model = like.new_block
        is_inside = model is not None and model.kind in _FRAMES
        kind = model.kind if model and not is_inside else BlockKind.PARAGRAPH
        level = model.level if model and not is_inside else 0
        parent = model.parent if model and not is_inside else None
        after = (
            self._outermost(like.after or (model.parent if model else None)) if parent is None else like.after
        )
        for number, part in enumerate(split_paragraphs(words)):
            block_id = f"w{self._group.key[:12]}" + (f"-{number}" if number else "")
            block = Block(block_id, kind, part.text, level, part.marks, parent)
            yield Op(OpKind.ADD, block.id, after=after, new_block=block, rank=number)

    def _outermost(self, block_id: str | None) -> str | None:
        """The block of the base that a block stands in and that itself stands in none."""
        block = self._base.by_id.get(block_id or "")
        while block is not None and block.parent in self._base.by_id:
            block = self._base.by_id[block.parent]
        return block.id if block is not None else None


def _core(text: str, place: Place) -> tuple[int, int]:
    """The place without the space at its edges, which stays as it is; a place without words as it is."""
    old = text[place.start : place.end]
    if not old.strip():
        return place.start, place.end
    return place.start + len(old) - len(old.lstrip()), place.start + len(old.rstrip())


def _with_own_ids(base: Document, steps: Sequence[Step]) -> Iterator[Step]:
    """Steps whose new blocks have names of their own, when several proposals called theirs alike."""
    taken: dict[str, str] = {block.id: "" for block in base.blocks}
    names: dict[tuple[str, str], str] = {}
    for step in steps:
        if step.op.kind is OpKind.ADD and taken.setdefault(step.op.block, step.source) != step.source:
            name = f"{step.op.block}-{sha256(step.source.encode()).hexdigest()[:8]}"
            names[step.source, step.op.block] = name
    for step in steps:
        yield replace(step, op=_renamed(step.op, step.source, names)) if names else step


def _renamed(op: Op, source: str, names: Mapping[tuple[str, str], str]) -> Op:
    return op.renamed({old: name for (other, old), name in names.items() if other == source})
