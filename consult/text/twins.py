"""Changes that are the very same, whoever made them: decided once and applied once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from consult.text.change import Change
from consult.text.member import Member
from consult.text.relation import Signature, signature

#: What a change does, and how many times its proposal does so by then.
Saying = tuple[tuple[Signature, ...], int]


def sayings(members: Iterable[Member], changes: Mapping[Member, Change]) -> Iterator[tuple[Member, Saying]]:
    """What each member says; what one proposal says twice is said once by one that says it once."""
    times: Counter[tuple[str, tuple[Signature, ...]]] = Counter()
    for member in members:
        said = signature(changes[member])
        times[member.proposal, said] += 1
        yield member, (said, times[member.proposal, said])


def twins(members: Iterable[Member], changes: Mapping[Member, Change]) -> tuple[tuple[Member, ...], ...]:
    """The members in the order given, those that say the very same in one row; a proposal once in each.

    Two additions of the same words at one point are the same, whatever their new blocks are called.
    """
    rows: dict[Saying, list[Member]] = {}
    for member, said in sayings(members, changes):
        rows.setdefault(said, []).append(member)
    return tuple(tuple(row) for row in rows.values())
