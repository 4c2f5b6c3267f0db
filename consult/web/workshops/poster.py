"""What hangs on the wall: the picture that a phone reads, the code, and the address in full."""

import io

import segno
from flask import Response, url_for
from flask.typing import ResponseReturnValue

from consult.models import Workshop
from consult.security import Permission
from consult.web.current import config, consultation
from consult.web.loading import belonging
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.workshops.blueprint import blueprint

SCALE, BORDER = 8, 2


@blueprint.get("/workshops/<int:workshop_id>/poster")
@permission(Permission.COORDINATE)
def poster(workshop_id: int) -> ResponseReturnValue:
    """A page to print."""
    workshop = belonging(Workshop, id=workshop_id)
    return respond(
        "workshops/poster.html",
        consultation=consultation(),
        workshop=workshop,
        address=address_of(workshop),
        entrance=config().base_url.rstrip("/") + url_for("phone.enter"),
    )


@blueprint.get("/workshops/<int:workshop_id>/qr.svg")
@permission(Permission.COORDINATE)
def qr(workshop_id: int) -> ResponseReturnValue:
    """The address as a picture."""
    drawn = io.BytesIO()
    made = segno.make(address_of(belonging(Workshop, id=workshop_id)), error="m", micro=False)
    made.save(drawn, kind="svg", scale=SCALE, border=BORDER, light="#fff", xmldecl=False)
    return Response(drawn.getvalue(), mimetype="image/svg+xml")


def address_of(workshop: Workshop) -> str:
    """The address of the page for phones, in full."""
    return config().base_url.rstrip("/") + url_for("phone.note", code=workshop.code)
