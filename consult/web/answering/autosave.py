"""The form saves itself while it is written; this is the other end of that."""

import re
from datetime import datetime

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from consult.errors import DomainError
from consult.security import Permission
from consult.services.drafts import is_empty, is_spent, save_draft, throw_away
from consult.web.answering.blueprint import UNPROCESSABLE, blueprint
from consult.web.current import consultation, now, person, session
from consult.web.i18n import FILTERS, sentence
from consult.web.permission import permission
from consult.web.wording import gettext

#: `answering.reword:3:b12`; a reply adds the comment's number.
FORM = re.compile(r"answering\.[a-z_]{1,20}(:[A-Za-z0-9_-]{1,40}){2,3}", re.ASCII)
UNSAVED = frozenset({"csrf_token", "save", "page"})


@blueprint.post("/drafts")
@permission(Permission.CONTRIBUTE)
def autosave() -> ResponseReturnValue:
    """Keep what stands in a form now, whether or not a round is open; after its saving it comes too late."""
    form = request.args.get("form", "")
    if not FORM.fullmatch(form):
        return jsonify(message=gettext("There is no such form.")), UNPROCESSABLE
    if is_spent(session(), person_id=person().id, page=request.form.get("page", "")):
        return jsonify(saved="")
    fields = {name: value for name, value in request.form.items() if name not in UNSAVED}
    if is_empty(fields):
        throw_away(session(), consultation_id=consultation().id, person=person(), form=form, now=now())
        return jsonify(saved="")
    try:
        draft = save_draft(
            session(),
            consultation_id=consultation().id,
            person=person(),
            form=form,
            fields=fields,
            now=now(),
        )
    except DomainError as error:
        return jsonify(message=sentence(error)), error.status
    return jsonify(saved=saved_text(draft.saved_at), at=draft.saved_at.isoformat())


def saved_text(saved_at: datetime) -> str:
    """Tallennettu klo 9.42."""
    return gettext("Saved at %(time)s", time=FILTERS["time"](saved_at))
