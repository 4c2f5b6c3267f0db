"""Proposals of a crowd to a plan: small edits, additions and removals, many on the same few blocks."""

from dataclasses import dataclass
from functools import cached_property
from random import Random

from benchmarks.edits import make_edit
from consult.demo.large.sentences import paragraph
from consult.text import Block, BlockKind, Document, Proposal, propose

#: Shares in per cent: the same as another's, to a hot block, a new block, a removal; one in so many is hot.
AGREEING, ON_HOT, ADDING, REMOVING, HOT = 6, 35, 5, 4, 40
LONGEST_HEADING = 120


@dataclass(frozen=True)
class Submitted:
    """A block and the words that somebody wants there, in it or behind it; no words for a removal."""

    block: Block
    text: str
    is_addition: bool = False


@dataclass(frozen=True)
class Crowd:
    """What `number` people submit to a plan, and the proposals that come of it."""

    plan: Document
    number: int
    seed: int = 3

    @cached_property
    def submitted(self) -> list[Submitted]:
        """Edited blocks in order of arrival."""
        random = Random(self.seed)
        blocks = [block for block in self.plan.blocks if len(block.text) > LONGEST_HEADING]
        hot = random.sample(blocks, max(len(blocks) // HOT, 1))
        found: list[Submitted] = []
        while len(found) < self.number:
            if found and random.randrange(100) < AGREEING:
                found.append(random.choice(found))
                continue
            block = random.choice(hot if random.randrange(100) < ON_HOT else blocks)
            drawn = random.randrange(100)
            if drawn < ADDING + REMOVING:
                is_addition = drawn < ADDING
                found.append(Submitted(block, paragraph(random, 2) if is_addition else "", is_addition))
                continue
            edited = make_edit(Document((block,)), 1, seed=random.randrange(10**9), most_edits=2)
            if edited.changes:
                found.append(Submitted(block, edited.document.blocks[0].text))
        return found

    @cached_property
    def proposals(self) -> list[Proposal]:
        """The submitted texts as proposals."""
        return [self.propose(number, wish) for number, wish in enumerate(self.submitted)]

    def propose(self, number: int, wish: Submitted) -> Proposal:
        """One submitted text as a proposal."""
        edited: tuple[Block, ...] = (wish.block.with_text(wish.text),) if wish.text else ()
        if wish.is_addition:
            edited = (wish.block, Block(f"n{number}", BlockKind.PARAGRAPH, wish.text))
        return propose(Document((wish.block,)), Document(edited), f"p{number:06}")
