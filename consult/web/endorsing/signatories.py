"""Allekirjoittajat: who stands behind the version, once the signing has closed."""

from flask.typing import ResponseReturnValue

from consult.docx.collation import finnish_key
from consult.models import Endorsement, EndorsementRound
from consult.reports.endorsements import load_signatories
from consult.security import Permission
from consult.services.endorsement_rounds import present_endorsing
from consult.web.current import consultation, now, session
from consult.web.endorsing.blueprint import blueprint
from consult.web.permission import permission
from consult.web.respond import respond


@blueprint.get("/signatories")
@permission(Permission.READ)
def signatories() -> ResponseReturnValue:
    """The signatories in Finnish order, and their dissenting views."""
    round_ = present_endorsing(session(), consultation().id)
    found = closed_signatories(round_)
    return respond(
        "endorsing/signatories.html",
        consultation=consultation(),
        round=round_,
        is_closed=round_ is not None and round_.closes_at <= now(),
        signatories=found,
        dissents=[row for row in found if row.dissent],
    )


def closed_signatories(round_: EndorsementRound | None) -> list[Endorsement]:
    """Until the signing has closed nobody is named."""
    if round_ is None or now() < round_.closes_at:
        return []
    return sorted(
        load_signatories(session(), round_.version_id), key=lambda row: finnish_key(row.organisation_name)
    )
