"""From an edited document to a proposal."""

from dataclasses import replace

from consult.text.change import Change, ChangeKind, Op, OpKind, Place
from consult.text.content import word_ops
from consult.text.document import Document
from consult.text.pairing import NONE, Pairing
from consult.text.places import Region, group_by_sentence
from consult.text.proposal import Proposal
from consult.text.splits import Split, find_splits
from consult.text.structure import Structure
from consult.text.union import Union

_KIND_ORDER = (ChangeKind.ADD, ChangeKind.DELETE, ChangeKind.MOVE, ChangeKind.KIND)


def propose(base: Document, edited: Document, key: str = "") -> Proposal:
    """The changes that turn `base` into `edited`; blocks with one id are one block.

    >>> base = Document((Block("b1", BlockKind.PARAGRAPH, "Tilat ovat auki."),))
    >>> edited = Document((Block("b1", BlockKind.PARAGRAPH, "Tilat ovat avoinna."),))
    >>> propose(base, edited).changes[0].ops[0].inserted.text
    'avoinna'
    """
    return Proposal(key, _Proposing(base, edited).changes())


class _Proposing:
    """Gathers operations and joins those that only make sense together."""

    def __init__(self, base: Document, edited: Document) -> None:
        self._base = base
        self._edited = edited
        self._pairing = Pairing.by_id(base, edited)
        self._structure = Structure(self._pairing)
        self._ops: dict[object, list[Op]] = {}
        self._places: dict[object, Place] = {}
        self._kinds: dict[object, ChangeKind] = {}
        self._union: Union[object] = Union()

    def changes(self) -> tuple[Change, ...]:
        """All changes in reading order."""
        self._gather_words()
        self._gather_structure()
        self._join_splits()
        grouped: dict[object, list[object]] = {}
        for node in self._ops:
            grouped.setdefault(self._union.root(node), []).append(node)
        ordered = sorted((self._change(nodes) for nodes in grouped.values()), key=self._reading_order)
        return tuple(replace(change, index=index) for index, change in enumerate(ordered))

    def _gather_words(self) -> None:
        for old, new_at in zip(self._base.blocks, self._pairing.new_partners, strict=True):
            new = old if new_at == NONE else self._edited.blocks[new_at]
            if (new.text, new.marks) == (old.text, old.marks):
                continue
            ops = word_ops(old, new)
            for number, (region, members) in enumerate(group_by_sentence(old, new.text, ops)):
                self._add(("words", old.id, number), members, old.id, region)

    def _add(self, node: object, ops: list[Op], block: str, region: Region) -> None:
        self._ops[node] = ops
        self._places[node] = Place(block, *region)
        is_marks = all(op.kind is OpKind.MARK for op in ops)
        self._kinds[node] = ChangeKind.MARKS if is_marks else ChangeKind.WORDS

    def _gather_structure(self) -> None:
        for op in self._structure.ops:
            node = (op.kind.value, op.block)
            self._ops[node] = [op]
            self._kinds[node] = ChangeKind(op.kind.value)
            self._places[node] = self._place(op)
        for one, other in self._structure.bonds:
            self._union.join(one, other)

    def _place(self, op: Op) -> Place:
        if op.kind is not OpKind.ADD or op.new_block is None:
            return Place(op.block, 0, len(self._base.by_id[op.block].text))
        if op.after is not None:
            length = len(self._base.by_id[op.after].text)
            return Place(op.after, length, length)
        return Place(op.new_block.parent or "", 0, 0)

    def _change(self, nodes: list[object]) -> Change:
        """One change of the nodes, placed where its words are or where its first block stands."""
        kinds = {self._kinds[node] for node in nodes}
        kind = self._kinds[nodes[0]]
        for candidate in (ChangeKind.SPLIT, ChangeKind.JOIN, *_KIND_ORDER):
            if candidate in kinds:
                kind = candidate
                break
        place = self._places[nodes[0]]
        for node in nodes[1:]:
            other = self._places[node]
            if other.block == place.block and isinstance(node, tuple) and node[0] == "words":
                place = Place(place.block, min(place.start, other.start), max(place.end, other.end))
        return Change(0, tuple(op for node in nodes for op in self._ops[node]), place, kind)

    def _reading_order(self, change: Change) -> tuple[int, int, int, int]:
        first = change.ops[0]
        at = self._base.places.get(change.place.block, -1)
        return at, int(first.puts and first.kind is OpKind.ADD), change.place.start, first.rank

    def _join_splits(self) -> None:
        """A block cut in two, or two made one, is one change: the words and the blocks together."""
        for split in find_splits(self._pairing):
            block = self._base.blocks[split.old]
            for node, ops in self._ops.items():
                edge = ops[-1].end == len(block.text) if split.forward else ops[0].start == 0
                if isinstance(node, tuple) and node[:2] == ("words", block.id) and edge:
                    self._bind(node, split)
                    break

    def _bind(self, node: object, split: Split) -> None:
        what = OpKind.DELETE if split.is_join else OpKind.ADD
        self._kinds[node] = ChangeKind.JOIN if split.is_join else ChangeKind.SPLIT
        document = self._base if split.is_join else self._edited
        for other in split.others:
            self._union.join(node, (what.value, document.blocks[other].id))
