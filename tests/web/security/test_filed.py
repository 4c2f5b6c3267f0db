"""After filing nothing that anybody sends changes the text, its signatures, or the file that was filed."""

import pytest
from sqlalchemy import select

from consult.models import (
    Approval,
    Decision,
    Endorsement,
    EndorsementRound,
    FiledFile,
    Letter,
    Round,
    Submission,
    Version,
    VersionBlock,
    VersionChoice,
)
from tests.web.conftest import reading
from tests.web.security.conftest import Go, Visit
from tests.web.security.harvest import harvest
from tests.web.security.world import Role, State

LOCKED = (
    Approval,
    Decision,
    Endorsement,
    EndorsementRound,
    FiledFile,
    Letter,
    Round,
    Submission,
    VersionChoice,
)
#: Who meets which forms before the filing, and sends them after it.
SENT = ((State.OPEN, Role.MEMBER), (State.CLOSED, Role.AGENT))


def locked(visit: Visit) -> list[str]:
    """Every row of the versions of the draft, and of what was decided, approved, signed and filed."""
    with reading(visit.app) as session:
        of_draft = select(Version.id).where(Version.document_id == visit.world.here.document_id)
        versions = select(Version.__table__).where(Version.id.in_(of_draft))
        blocks = select(VersionBlock.__table__).where(VersionBlock.version_id.in_(of_draft))
        queries = (versions, blocks, *(select(kind.__table__) for kind in LOCKED))
        return sorted(repr(tuple(row)) for query in queries for row in session.execute(query))


@pytest.mark.parametrize(("state", "role"), SENT)
def test_every_form_of_before_is_sent_in_vain(go: Go, state: State, role: Role) -> None:
    forms = harvest(go(state), role)
    assert len(forms) > 5
    visit = go(State.FILED)
    word = f"{visit.world.here.url}/documents/{visit.world.here.document_id}/versions/2.docx"
    before, file = locked(visit), visit.reader(Role.ANONYMOUS).get(word).response.data
    for form in forms:
        status = visit.robot(role).post(form.action, form.filled()).status_code
        assert status < 500, form.action
        assert locked(visit) == before, form.action
    assert visit.reader(Role.ANONYMOUS).get(word).response.data == file
