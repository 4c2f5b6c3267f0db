"""Every version of every document, and the choice of two to compare."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from werkzeug.exceptions import BadRequest

from consult.models import Document, Version
from consult.security import Permission
from consult.web.current import consultation, session
from consult.web.permission import permission
from consult.web.reading.place import may_return, standing
from consult.web.respond import respond
from consult.web.versions.blueprint import SEE_OTHER, blueprint


@blueprint.get("/versions")
@permission(Permission.READ)
def index() -> ResponseReturnValue:
    """The versions, newest first; two that were chosen are compared."""
    rows = session().execute(
        select(Document, Version)
        .join(Version, Version.document_id == Document.id)
        .where(Document.consultation_id == consultation().id)
        .order_by(Document.role.desc(), Document.id, Version.number.desc())
    )
    documents: dict[int, tuple[Document, list[Version]]] = {}
    for document, version in rows:
        documents.setdefault(document.id, (document, []))[1].append(version)
    if "old" in request.args:
        return _compare(documents)
    return respond(
        "versions/index.html",
        consultation=consultation(),
        documents=list(documents.values()),
        may_return=may_return(),
        submission=standing().submission,
    )


def _compare(documents: dict[int, tuple[Document, list[Version]]]) -> ResponseReturnValue:
    asked = {name: request.args.get(name, "") for name in ("document", "old", "new")}
    if not all(
        value.isascii() and value.isdigit() and len(value) < len("1000000000") for value in asked.values()
    ):
        raise BadRequest
    document_id, old, new = (int(value) for value in asked.values())
    if document_id not in documents:
        raise BadRequest
    return redirect(url_for("versions.compare", document_id=document_id, old=old, new=new), SEE_OTHER)
