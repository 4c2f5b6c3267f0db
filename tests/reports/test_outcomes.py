"""One word for the outcomes of several changes."""

import pytest

from consult.models import Outcome
from consult.reports.outcomes import Outcomes, combine

A, P, D, C = Outcome.ACCEPTED, Outcome.PARTLY, Outcome.DECLINED, Outcome.COMBINED
N, S = Outcome.NOTED, Outcome.POSTPONED


@pytest.mark.parametrize(
    ("outcomes", "word"),
    [
        ([], None),
        ([A], A),
        ([A, A], A),
        ([A, D], P),
        ([C, N], P),
        ([D, N], D),
        ([D, S], S),
        ([S, S], S),
    ],
)
def test_several_outcomes_are_one_word(outcomes: list[Outcome], word: Outcome | None) -> None:
    assert combine(outcomes) is word


def test_a_proposal_with_an_undecided_change_is_not_decided() -> None:
    outcomes = Outcomes(changes={7: {0: A}})
    assert outcomes.of_revision(7, 2) is None
    assert outcomes.of_revision(7, 1) is A
    assert outcomes.of_revision(8, 1) is None
