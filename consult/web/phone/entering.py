"""Where the code of a workshop is written by whoever cannot read its picture."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.security import Permission
from consult.services.workshops import CODE_LENGTH, find_workshop
from consult.text.normalise import single_line
from consult.web.current import session
from consult.web.permission import permission
from consult.web.phone.blueprint import NOT_FOUND, SEE_OTHER, blueprint
from consult.web.respond import respond


@blueprint.get("")
@permission(Permission.PUBLIC)
def enter() -> ResponseReturnValue:
    """Six letters lead to the page of the workshop."""
    code = single_line(request.args.get("code", ""))[: 4 * CODE_LENGTH]
    workshop = find_workshop(session(), code) if code else None
    if workshop is not None:
        return redirect(url_for("phone.note", code=workshop.code), SEE_OTHER)
    return respond("phone/enter.html", status=NOT_FOUND if code else 200, code=code)
