"""Every form that changes something for others leaves a row in the log, in the same transaction."""

import pytest
from sqlalchemy import func, select

from consult.models import LogEntry
from tests.web.security.conftest import Go, Visit
from tests.web.security.harvest import PLACES, everything, harvest
from tests.web.security.world import Role, State

#: What is nobody else's business: drafts, cookies and secrets, mails, and what waits for its confirmation:
#: a file, a text that is being prepared, whose publishing is logged.
QUIET = {
    "draft",
    "intake",
    "log_entry",
    "outbox_mail",
    "pending_file",
    "signed_in_session",
    "spent_page",
    "token",
}


def count_rows(visit: Visit) -> int:
    """How long the log is now."""
    with visit.writing() as session:
        return session.scalar(select(func.count(LogEntry.id))) or 0


@pytest.mark.parametrize("place", PLACES, ids=" ".join)
def test_every_form_that_changes_something_is_logged(go: Go, place: tuple[State, Role]) -> None:
    state, role = place
    forms = harvest(go(state), role)
    before = everything(go(state).app)
    silent, logged = [], 0
    for form in forms:
        visit = go(state)
        if visit.robot(role).post(form.action, form.filled()).status_code >= 400:
            continue
        if count_rows(visit) > len(before["log_entry"]):
            logged += 1
            continue
        after = everything(visit.app)
        changed = {table for table in before if before[table] != after[table]} - QUIET
        if changed:
            silent.append((form.action, sorted(changed)))
    assert silent == []
    assert logged
