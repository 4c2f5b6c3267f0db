"""The pictures in a text, for those who may read it."""

from flask import Response
from flask.typing import ResponseReturnValue

from consult.errors import NotFound
from consult.reports.pictures import find_picture
from consult.security import Permission
from consult.web.current import consultation, identity, session
from consult.web.loading import NO_SUCH_PAGE
from consult.web.permission import permission
from consult.web.reading.blueprint import blueprint

SANDBOX = "default-src 'none'; sandbox"
#: Named by their content, pictures never change; who may see them can.
CACHING = "private, max-age=3600"


@blueprint.get("/pictures/<string(length=64):picture_hash>")
@permission(Permission.READ)
def picture(picture_hash: str) -> ResponseReturnValue:
    """The bytes as they were cleaned, and nothing that a browser could take for a page."""
    here = consultation().id
    found = find_picture(session(), here, picture_hash, is_agent=identity().is_agent_of(here))
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    response = Response(found.data, mimetype=found.media)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = CACHING
    return response
