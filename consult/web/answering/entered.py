"""The same forms for the agent who enters an answer on behalf of an organisation, under their own address."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue

from consult.errors import NotFound
from consult.security import Permission
from consult.web.answering import comments, proposals, withdrawals
from consult.web.answering.autosave import autosave
from consult.web.answering.blueprint import blueprint
from consult.web.answering.entering import enter_for
from consult.web.loading import NO_SUCH_PAGE
from consult.web.permission import permission
from consult.web.reads_only import reads_only

WRITE: dict[str, Callable[[int, str], ResponseReturnValue]] = {
    "comment": comments.comment,
    "reword": proposals.reword,
    "add": proposals.add,
    "remove": proposals.remove,
    "move": proposals.move,
}
CHANGE: dict[tuple[str, str], Callable[[int], ResponseReturnValue]] = {
    ("comment", "edit"): comments.edit_comment,
    ("proposal", "edit"): proposals.edit_proposal,
    ("comment", "withdraw"): withdrawals.withdraw_comment,
    ("proposal", "withdraw"): withdrawals.withdraw_proposal,
    ("comment", "restore"): withdrawals.restore_comment,
    ("proposal", "restore"): withdrawals.restore_proposal,
}


@blueprint.route(
    "/on-behalf/<int:arrival_id>/documents/<int:document_id>/blocks/<block_id>/<what>",
    methods=["GET", "POST"],
)
@permission(Permission.COORDINATE)
def enter(arrival_id: int, document_id: int, block_id: str, what: str) -> ResponseReturnValue:
    """A comment or a proposal, as the organisation told it."""
    enter_for(arrival_id)
    if what not in WRITE:
        raise NotFound(NO_SUCH_PAGE)
    return WRITE[what](document_id, block_id)


@blueprint.post("/on-behalf/<int:arrival_id>/documents/<int:document_id>/blocks/<block_id>/preview")
@permission(Permission.COORDINATE)
@reads_only
def preview_entered(arrival_id: int, document_id: int, block_id: str) -> ResponseReturnValue:
    """What the form would change as it stands now; nothing is saved."""
    enter_for(arrival_id)
    return proposals.preview(document_id, block_id)


@blueprint.route("/on-behalf/<int:arrival_id>/<noun>/<int:number>/edit", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def change_entered(arrival_id: int, noun: str, number: int) -> ResponseReturnValue:
    """Change what was entered."""
    return _change(arrival_id, noun, number, "edit")


@blueprint.post("/on-behalf/<int:arrival_id>/<noun>/<int:number>/withdraw")
@permission(Permission.COORDINATE)
def withdraw_entered(arrival_id: int, noun: str, number: int) -> ResponseReturnValue:
    """Leave out what was entered."""
    return _change(arrival_id, noun, number, "withdraw")


@blueprint.post("/on-behalf/<int:arrival_id>/<noun>/<int:number>/restore")
@permission(Permission.COORDINATE)
def restore_entered(arrival_id: int, noun: str, number: int) -> ResponseReturnValue:
    """Kumoa: bring back what was left out."""
    return _change(arrival_id, noun, number, "restore")


@blueprint.post("/on-behalf/<int:arrival_id>/drafts")
@permission(Permission.COORDINATE)
def autosave_entered(arrival_id: int) -> ResponseReturnValue:
    """The forms save themselves here too."""
    enter_for(arrival_id)
    return autosave()


def _change(arrival_id: int, noun: str, number: int, what: str) -> ResponseReturnValue:
    enter_for(arrival_id)
    change = CHANGE.get((noun, what))
    if change is None:
        raise NotFound(NO_SUCH_PAGE)
    return change(number)
