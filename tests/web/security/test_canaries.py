"""Words that somebody may not see are in no answer: page, part, list, count, file or header."""

import pytest

from consult.models import Visibility
from tests.web.security.conftest import Go, Visit
from tests.web.security.crawl import crawl, guesses, parts
from tests.web.security.world import ELSEWHERE, HERE, Role, State

PUBLIC = {Role.ANONYMOUS, Role.OUTSIDER, Role.FOREIGN_AGENT, Role.ADMINISTRATOR}
PARTICIPANTS = {Role.MEMBER, Role.LEAD}
NOBODY_ELSE = {*PUBLIC, *PARTICIPANTS, Role.AGENT}

#: Who may not see what is called so.
SECRET = {
    "unsent": NOBODY_ELSE,
    "halfway": NOBODY_ELSE,
    "first": NOBODY_ELSE,
    "ownunsent": PUBLIC | {Role.AGENT},
    "withdrawn": PUBLIC | PARTICIPANTS,
    "hidden": PUBLIC | PARTICIPANTS,
    "author": PUBLIC | {Role.MEMBER, Role.AGENT},
    "looked": PUBLIC | {Role.MEMBER, Role.AGENT},
    "waitingfile": PUBLIC | {Role.MEMBER, Role.AGENT},
    "savedfile": PUBLIC | PARTICIPANTS,
    "entering": PUBLIC | PARTICIPANTS,
    "teller": PUBLIC | PARTICIPANTS,
    "unhandled": PUBLIC | PARTICIPANTS,
    "unlawful": PUBLIC | PARTICIPANTS,
}
#: What is seen early by the agent alone when the consultation says so.
SENT = {"sent": PUBLIC | PARTICIPANTS, "returned": PUBLIC | PARTICIPANTS, "mine": PUBLIC}
#: What every run looks at; the long tier looks at every role in every state.
QUICK = {
    (State.OPEN, Role.ANONYMOUS),
    (State.OPEN, Role.MEMBER),
    (State.OPEN, Role.AGENT),
    (State.CLOSED, Role.MEMBER),
    (State.FILED, Role.ANONYMOUS),
    (State.FILED, Role.MEMBER),
}
CASES = [
    pytest.param(state, role, marks=() if (state, role) in QUICK else pytest.mark.long)
    for state in (State.OPEN, State.CLOSED, State.FILED)
    for role in Role
]
EARLY = [
    pytest.param(state, visibility, role, marks=() if role is Role.MEMBER else pytest.mark.long)
    for state, visibility in (
        (State.OPEN, Visibility.CLOSED),
        (State.OPEN, Visibility.AGENT),
        (State.CLOSED, Visibility.AGENT),
    )
    for role in Role
    if role is not Role.AGENT
]


def forbidden(role: Role, *more: dict[str, set[Role]]) -> set[str]:
    """The words that this role may not read anywhere."""
    rules = {name: roles for table in (SECRET, *more) for name, roles in table.items()}
    words = {f"{HERE}{name}" for name, roles in rules.items() if role in roles}
    outside = role not in {Role.OUTSIDER, Role.FOREIGN_AGENT, Role.ADMINISTRATOR}
    return words | ({ELSEWHERE} if outside else set())


def leaks(visit: Visit, role: Role, secrets: set[str]) -> list[str]:
    """Where the secrets are told."""
    robot, here, elsewhere = visit.robot(role), visit.world.here, visit.world.elsewhere
    guessed = [*guesses(visit, here), *(guesses(visit, elsewhere) if ELSEWHERE in secrets else ())]
    found = crawl(visit, role, *guessed)
    for url in found:
        if "show=" in url or "contributions" in url:
            found[url] += parts(robot, url)
    return [f"{url}: {word}" for url, text in found.items() for word in secrets if word in text]


@pytest.mark.parametrize(("state", "role"), CASES)
def test_nothing_is_told_to_who_may_not_see_it(go: Go, state: State, role: Role) -> None:
    assert leaks(go(state), role, forbidden(role)) == []


@pytest.mark.parametrize(("state", "visibility", "role"), EARLY)
def test_what_only_the_agent_sees_yet_is_told_to_nobody_else(
    go: Go, state: State, visibility: Visibility, role: Role
) -> None:
    assert leaks(go(state, visibility), role, forbidden(role, SENT)) == []


def test_the_words_are_there_for_those_who_may_see_them(go: Go) -> None:
    visit = go(State.OPEN)
    everything = "".join(crawl(visit, Role.AGENT).values())
    own = "".join(crawl(visit, Role.MEMBER).values())
    beside = "".join(crawl(visit, Role.OUTSIDER).values())
    for name in ("sent", "mine", "withdrawn", "reply", "returned", "savedfile"):
        assert f"{HERE}{name}" in everything
    assert f"{HERE}ownunsent" in own
    assert ELSEWHERE in beside
