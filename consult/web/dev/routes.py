"""The mail page and the style guide, in demonstration mode only."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

from flask import Blueprint
from flask.typing import ResponseReturnValue

from consult.errors import NotFound
from consult.security import Permission
from consult.web.current import config, now
from consult.web.dev.samples import FOLDER, sample_context, sample_names
from consult.web.permission import permission
from consult.web.respond import respond

blueprint = Blueprint("dev", __name__, url_prefix="/dev")

NEWEST = 50


@blueprint.get("/mails")
@permission(Permission.DEVELOP)
def mails() -> ResponseReturnValue:
    """The newest mails that would have been sent."""
    paths = sorted(config().mail_dir.glob("*.eml"), reverse=True)[:NEWEST]
    return respond("dev/mails.html", mails=[_read(path) for path in paths])


@blueprint.get("/style-guide")
@permission(Permission.DEVELOP)
def style_guide() -> ResponseReturnValue:
    """Every part of the house on one page."""
    return respond("styleguide.html", **sample_context(now()))


@blueprint.get("/style-guide/<name>")
@permission(Permission.DEVELOP)
def sample(name: str) -> ResponseReturnValue:
    """A whole page as it should look, with invented content."""
    if name not in sample_names():
        raise NotFound("There is no such page.")
    return respond(f"{FOLDER}/{name}.html", **sample_context(now()))


def _read(path: Path) -> dict[str, object]:
    message = message_from_bytes(path.read_bytes(), policy=default)
    body = message.get_body(("plain",))
    return {
        "to": message["To"],
        "subject": message["Subject"],
        "date": message["Date"],
        "text": "" if body is None else body.get_content(),
    }
