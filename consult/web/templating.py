"""What every template finds without being given it."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, g, url_for
from jinja2 import StrictUndefined

from consult.resources import resource_dir
from consult.web.headers import FONT
from consult.web.i18n import language
from consult.web.viewer import current_viewer

MACROS = "_ui/all.html"


class Macros:
    """The macros under one name; imported at the top of a file they would vanish in fragments."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __getattr__(self, name: str) -> Any:
        return getattr(self._app.jinja_env.get_template(MACROS).module, name)


def prepare_templates(app: Flask) -> None:
    """Undefined names are errors, macros are `ui`, static files carry the hash of their content."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals["ui"] = Macros(app)
    app.jinja_env.globals["icons_url"] = _icons_url
    app.context_processor(_common)
    app.url_defaults(_add_hash)


def _common() -> dict[str, object]:
    return {"viewer": current_viewer(), "language": language()}


def _icons_url() -> str:
    """The address of the icons, made once for each answer: a long page shows hundreds of them."""
    if "icons_url" not in g:
        g.icons_url = url_for("static", filename="icons.svg")
    return str(g.icons_url)


def _add_hash(endpoint: str, values: dict[str, Any]) -> None:
    # A font is also named by the style sheet, without a hash: two addresses would be two downloads.
    if endpoint == "static" and "h" not in values and not values["filename"].endswith(FONT):
        path = resource_dir("static") / values["filename"]
        if path.is_file():
            values["h"] = _content_hash(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=500)
def _content_hash(path: Path, _modified: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
