"""The large plan is what the promises speak of, and the same each time."""

from consult import text
from consult.demo.large.plan import make_plan
from tests.large.crowd import FULL


def test_sixty_pages_have_the_promised_size() -> None:
    plan = make_plan(FULL.pages)
    assert 175_000 <= sum(len(block.text) for block in plan.blocks) <= 190_000
    assert 550 <= len(plan.blocks) <= 650
    assert {block.kind for block in plan.blocks} == set(text.BlockKind) - {text.BlockKind.NOTE}


def test_the_same_seed_makes_the_same_plan() -> None:
    assert make_plan(3) == make_plan(3)
    assert make_plan(3) != make_plan(3, seed=2)
