"""Who meets whom among changed words of one block is the same, however it is found out."""

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from consult.text import Change, Fragment, Member, Op, OpKind, Place
from consult.text.neighbours import _components, find_neighbours
from tests.text.examples import tried

#: Where the sentences of a made-up block of thirty characters begin.
SENTENCES = (0, 10, 20, 30)


@st.composite
def _changes(draw: st.DrawFn) -> dict[Member, Change]:
    """Words of a few proposals, inside sentences and at their borders; those of one never overlap."""
    found: dict[Member, Change] = {}
    for number in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, 30))
        end = draw(st.integers(start, min(start + 4, 30)))
        op = Op(
            OpKind.REPLACE,
            "b1",
            "hash",
            start,
            end,
            "x" * (end - start),
            Fragment(draw(st.sampled_from("ab"))),
        )
        is_new_sentence = start == end and start in SENTENCES and draw(st.booleans())
        first = max(at for at in SENTENCES[:-1] if at <= start)
        last = min(at for at in SENTENCES[1:] if at >= max(end, first + 1))
        place = Place("b1", start, start) if is_new_sentence else Place("b1", first, last)
        proposal = draw(st.sampled_from("pqrs"))
        own = [change.place for member, change in found.items() if member.proposal == proposal]
        if not any(place.start < other.end and other.start < place.end for other in own):
            found[Member(proposal, number)] = Change(number, (op,), place)
    return dict(sorted(found.items()))


@tried
@given(_changes())
def test_the_quick_way_finds_the_same_components(changes: dict[Member, Change]) -> None:
    assert find_neighbours(changes) == sorted(_components(changes))


def test_a_chain_meets_an_addition_behind_one_that_it_does_not_meet() -> None:
    rows = {"a": (6, 10, "x"), "c": (12, 14, "y"), "d": (10, 10, "z")}
    changes = {
        Member(key, 0): Change(
            0,
            (Op(OpKind.REPLACE, "b1", "hash", start, end, "", Fragment(said)),),
            Place("b1", 0, 10) if key == "a" else Place("b1", 10, 20),
        )
        for key, (start, end, said) in rows.items()
    }
    (together,) = find_neighbours(changes)
    assert [member.proposal for member, _ in groupby(together)] == ["a", "c", "d"]
