"""Looking at what a form would do: asked by POST, because the text is long, and yet nothing changes."""

from collections.abc import Callable
from typing import TypeVar

from flask.typing import ResponseReturnValue

from consult.web.current import READS_ONLY

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


def reads_only(view: View) -> View:
    """Declare that a view takes no write lock whatever its method: previews never wait for a writer."""
    setattr(view, READS_ONLY, True)
    return view
